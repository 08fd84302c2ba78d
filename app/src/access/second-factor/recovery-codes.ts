// Recovery codes: ten, shown once, each good for one sign-in when the app is lost. Stored as keyed hashes only.
import { randomInt } from 'node:crypto';
import type { Fields } from '../../fields/index.ts';

export const recoveryCodeCount = 10;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32
const wellFormed = new RegExp(`^[${alphabet}]{12}$`);
const length = 12; // 60 bits, behind a key that is not in the database and behind the pauses of signing in

/** New codes such as `7f3k-2a9q-m4xz`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const letters = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    return letters.match(/.{4}/g)!.join('-');
  });
}

/** One form for a code however it is typed; null for what is none. */
export function normaliseRecoveryCode(typed: string): string | null {
  const bare = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return wellFormed.test(bare) ? bare : null;
}

/** What is stored of a code; null for what is none. */
export function recoveryCodeHash(fields: Fields, personId: string, typed: string): Buffer | null {
  const code = normaliseRecoveryCode(typed);
  return code === null ? null : fields.blind('access.recovery-code', `${personId} ${code}`);
}
