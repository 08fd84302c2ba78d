// Passwords: hashed so that other software would verify them, refused only for being short or commonly guessed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPassword } from './hash.ts';
import { newPassword, refuseCommon } from './rules.ts';

test('verifies the vector of the argon2 reference implementation (test.c, version 0x13, argon2id, t=2, m=16)', async () => {
  const tag = Buffer.from('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7', 'hex');
  const stored = `$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$${tag.toString('base64').replace('=', '')}`;
  assert.equal(await isPassword('password', stored), true);
  assert.equal(await isPassword('Password', stored), false);
});

test('a hash is argon2id with the parameters that OWASP asks for, salted afresh, and verifies', async () => {
  const [one, two] = [await hashPassword('empat kata sandi acak'), await hashPassword('empat kata sandi acak')];
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.notEqual(one, two);
  assert.equal(await isPassword('empat kata sandi acak', one), true);
  assert.equal(await isPassword('empat kata sandi acaK', one), false);
});

test('the same letters typed on another keyboard are the same password', async () => {
  const stored = await hashPassword('sandi déjà bukan');
  assert.equal(await isPassword('sandi déjà bukan'.normalize('NFD'), stored), true);
});

test('where nothing is stored every password is wrong', async () => {
  for (const password of ['', 'anything at all', 'A'.repeat(43)]) assert.equal(await isPassword(password, null), false);
});

test('what is stored in another form is a fault, not a wrong password', async () => {
  await assert.rejects(isPassword('anything', '$2b$10$abcdefghijklmnopqrstuv'), /not in the form of argon2id/);
});

test('short passwords are refused, counted in characters as people count', () => {
  assert.equal(newPassword.safeParse('sebelas kar').success, false);
  assert.equal(newPassword.safeParse('👩‍👩‍👧‍👦'.repeat(11)).success, false);
  assert.equal(newPassword.safeParse('👩‍👩‍👧‍👦'.repeat(12)).success, true);
  assert.equal(newPassword.safeParse('dua belas ka').success, true);
  assert.equal(newPassword.safeParse('x'.repeat(257)).success, false);
});

test('passwords that are guessed first are refused', () => {
  const common = [
    'password1234',
    'PASSWORD!!!!!',
    'passwordpassword',
    'katasandi123',
    'rahasia-2031',
    '123456789012',
    '098765432109',
    'qwertyuiopas',
    'abcdefghijkl',
    'zyxwvutsrqpo',
    'aaaaaaaaaaaa',
    'abcabcabcabcab',
    'Indonesia 2031!',
    'ayu.rekaan.1990',
    'rumah-aman-rekaan',
  ];
  for (const password of common)
    assert.throws(
      () => refuseCommon(password, ['Ayu Rekaan', 'ayu@rekaan.example', 'Rumah Aman Rekaan']),
      { code: 'password-common' },
      password,
    );
});

test('nothing is refused for its composition', () => {
  const fine = [
    'kuda baterai staples benar',
    '482915037264',
    'tujuhbelaskerbau',
    '!@#$%^&*()_+-=',
    'ayu suka memanjat pohon',
    'a1b2c3d4e5f6g7',
  ];
  for (const password of fine) refuseCommon(password, ['Ayu Rekaan', 'ayu@rekaan.example', 'Rumah Aman Rekaan']);
});
