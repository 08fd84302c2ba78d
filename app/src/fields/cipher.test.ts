// The cryptography against published vectors, so that what is encrypted today can be read by any correct implementation.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { bindTo, decrypt, derive, encrypt, keyedHash } from './cipher.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

test('opens AES-256-GCM as published: test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation"', () => {
  const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
  const nonce = hex('cafebabefacedbaddecaf888');
  const associated = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
  const ciphertext = hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
  );
  const tag = hex('76fc6ece0f4e1768cddf8853bb2d551b');
  assert.equal(
    decrypt(key, Buffer.concat([nonce, ciphertext, tag]), associated).toString('hex'),
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  );
});

test('derives keys as published: HKDF-SHA-256 without salt, test case 3 of RFC 5869', () => {
  assert.equal(
    derive(Buffer.alloc(22, 0x0b), '', 42).toString('hex'),
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  );
});

test('hashes under a key as published: HMAC-SHA-256, test case 2 of RFC 4231', () => {
  assert.equal(
    keyedHash(Buffer.from('Jefe'), 'what do ya want for nothing?').toString('hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('a value opens only under its key, in its place, and unchanged to the last bit', () => {
  const key = randomBytes(32);
  const plain = Buffer.from('Jalan Rekaan 12');
  const sealed = encrypt(key, plain, bindTo('a', 'b', 'c'));
  assert.deepEqual(decrypt(key, sealed, bindTo('a', 'b', 'c')), plain);
  assert.throws(() => decrypt(randomBytes(32), sealed, bindTo('a', 'b', 'c')));
  assert.throws(() => decrypt(key, sealed, bindTo('a', 'b', 'd')));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assert.throws(() => decrypt(key, changed, bindTo('a', 'b', 'c')), `bit ${bit}`);
  }
  assert.throws(() => decrypt(key, sealed.subarray(0, 27), bindTo('a', 'b', 'c')), /27 bytes/);
});

test('no two encryptions of the same value look alike', () => {
  const key = randomBytes(32);
  const sealed = new Set(
    Array.from({ length: 200 }, () => encrypt(key, Buffer.from('same'), bindTo('x')).toString('hex')),
  );
  assert.equal(sealed.size, 200);
});

test('names put together differently never bind to the same bytes', () => {
  const lists = [['ab', 'c'], ['a', 'bc'], ['abc'], ['a', 'b', 'c'], ['a","b', 'c'], ['a', 'b","c']];
  assert.equal(new Set(lists.map((names) => bindTo(...names).toString('hex'))).size, lists.length);
});
