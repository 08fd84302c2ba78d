// Codes as RFC 6238 computes them, their drift, the secret as apps read it, and the QR code that carries it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from 'otpauth';
import { secondMs } from '../../kit/time.ts';
import { newRecoveryCodes, normaliseRecoveryCode } from './recovery-codes.ts';
import { qrCode } from './qr.ts';
import { codeAt } from './testing.ts';
import { enrolmentUri, grouped, newSecret, stepOfCode } from './totp.ts';

const secret = Secret.fromLatin1('12345678901234567890').base32;

// RFC 6238, appendix B, SHA-1: seconds since 1970 and eight digits, of which six-digit codes are the last six.
const vectors: [number, string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];

test('takes the codes of RFC 6238 at their time, and says of which step they are', () => {
  for (const [seconds, code] of vectors)
    assert.equal(stepOfCode(secret, code.slice(2), new Date(seconds * secondMs)), Math.floor(seconds / 30));
});

test('one step of drift is taken either way, and no second one', () => {
  const now = new Date('2031-03-14T01:59:45.000Z');
  const step = Math.floor(now.getTime() / 30_000);
  for (const [steps, expected] of [
    [-2, null],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, null],
  ] as const)
    assert.equal(stepOfCode(secret, codeAt(secret, now, steps), now), expected, `${steps}`);
});

test('what is no code of six digits is none', () => {
  const now = new Date(59 * secondMs);
  for (const code of ['', '28708', '0287082', '94287082', 'abcdef', '２８７０８２', '287082\n'])
    assert.equal(stepOfCode(secret, code, now), null, JSON.stringify(code));
});

test('a secret has 160 bits, is new each time, and is typed in groups of four', () => {
  const [one, two] = [newSecret(), newSecret()];
  assert.match(one, /^[A-Z2-7]{32}$/);
  assert.notEqual(one, two);
  assert.match(grouped(one), /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  assert.equal(grouped(one).replaceAll(' ', ''), one);
});

test('the address for the app names the desk, the account and the secret, and hides nothing in the account', () => {
  const uri = new URL(enrolmentUri(secret, 'ayu&secret=x@rekaan.example'));
  assert.equal(uri.protocol, 'otpauth:');
  assert.equal(decodeURIComponent(uri.pathname), '/Suaka:ayu&secret=x@rekaan.example');
  assert.deepEqual(Object.fromEntries(uri.searchParams), {
    issuer: 'Suaka',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});

test('the QR code is one drawing without style or script, square, with its three corners', () => {
  const { text } = qrCode(enrolmentUri(secret, 'ayu@rekaan.example'), 'Code "to scan"');
  assert.doesNotMatch(text, /style|script|href|class|url\(/);
  assert.match(text, /aria-label="Code &quot;to scan&quot;"/);
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(text)![1]);
  for (const corner of ['M4 4h7', `M${size - 11} 4h7`, `M4 ${size - 5}h7`]) assert.ok(text.includes(corner), corner);
});

test('recovery codes are ten different ones, read however they are typed', () => {
  const codes = newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  assert.ok(codes.every((code) => /^([0-9a-hjkmnp-tv-z]{4}-){2}[0-9a-hjkmnp-tv-z]{4}$/.test(code)));
  assert.equal(normaliseRecoveryCode(' 7F3K 2a9q-M4XO '), '7f3k2a9qm4x0');
  assert.equal(normaliseRecoveryCode('il'.repeat(6)), '1'.repeat(12));
  for (const code of ['', '287082', '7f3k-2a9q-m4x', '7f3k-2a9q-m4xz9', '7f3k-2a9q-m4xu'])
    assert.equal(normaliseRecoveryCode(code), null, code);
});
