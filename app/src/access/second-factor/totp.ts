// Codes of authenticator apps: time-based one-time passwords (RFC 6238) as every app computes them, SHA-1, six digits,
// steps of 30 seconds.
import { Secret, TOTP } from 'otpauth';
import { secondMs } from '../../kit/time.ts';

const stepSeconds = 30;
const secretBytes = 20; // RFC 4226, 4: 160 bits recommended
/** Clocks may differ by one step either way (RFC 6238, 5.2). */
const driftSteps = 1;

const totp = (secret: string): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: stepSeconds });

/** A new secret in base 32: 32 letters and digits. */
export function newSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** The secret as people type it into an app: groups of four. */
export function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}

/** What an app reads from the QR code. */
export function enrolmentUri(secret: string, account: string): string {
  const label = `Suaka:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?issuer=Suaka&secret=${secret}&algorithm=SHA1&digits=6&period=${stepSeconds}`;
}

/** The step whose code this is, counted from 1970; null when it is the code of no step around now. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const drift = totp(secret).validate({ token: code, timestamp: now.getTime(), window: driftSteps });
  return drift === null ? null : Math.floor(now.getTime() / (stepSeconds * secondMs)) + drift;
}
