// The form of a package, part by part: what the signature covers as a whole holds for each part by itself as well.
import assert from 'node:assert/strict';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  chunkHead,
  headerLine,
  longestChunkBytes,
  type PackageHeader,
  packageHeader,
  packageKey,
  packEntry,
  packList,
  packWord,
  openChunk,
  sealChunk,
  signedText,
  unpack,
} from './format.ts';
import { newScanKey } from './keys.ts';

const [mine, theirs] = [newScanKey(), newScanKey()];
const header: PackageHeader = {
  kind: 'suaka-scan-export',
  version: 1,
  id: 'exp_madeup',
  issuer: { name: 'Made-up Agency', publicKey: 'a'.repeat(64) },
  recipient: { name: 'Made-up Cyber Unit', publicKey: theirs.publicKey },
  ephemeralKey: mine.publicKey,
  salt: 'b'.repeat(64),
  issuedAt: '2031-03-14T01:59:26.000Z',
  expiresAt: '2031-04-13T01:59:26.000Z',
};

test('both sides come to one key, and a header that says anything else to another one', () => {
  const secretOf = (pem: string) => createPrivateKey(pem);
  const key = packageKey(secretOf(mine.secretPem), theirs.publicKey, header.salt, headerLine(header));
  assert.deepEqual(packageKey(secretOf(theirs.secretPem), mine.publicKey, header.salt, headerLine(header)), key);
  const later = headerLine({ ...header, expiresAt: '2032-04-13T01:59:26.000Z' });
  assert.notDeepEqual(packageKey(secretOf(theirs.secretPem), mine.publicKey, header.salt, later), key);
  assert.notDeepEqual(packageKey(secretOf(theirs.secretPem), mine.publicKey, 'c'.repeat(64), headerLine(header)), key);
});

test('a chunk opens at its own place only, and as the last one only where it was', () => {
  const [key, records] = [randomBytes(32), randomBytes(500)];
  for (const last of [false, true]) {
    const sealed = sealChunk(key, 3, last, records);
    assert.deepEqual(chunkHead(sealed.subarray(0, 4)), { bytes: sealed.length - 4, last });
    assert.deepEqual(openChunk(key, 3, last, sealed.subarray(4)), records);
    assert.throws(() => openChunk(key, 3, !last, sealed.subarray(4)));
    assert.throws(() => openChunk(key, 4, last, sealed.subarray(4)));
    assert.throws(() => openChunk(randomBytes(32), 3, last, sealed.subarray(4)));
  }
});

test('a length that no chunk has is none', () => {
  const head = (word: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(word >>> 0);
    return chunkHead(bytes);
  };
  assert.equal(head(15), null);
  assert.equal(head(longestChunkBytes + 1), null);
  assert.deepEqual(head(0x8000_0000 + 16), { bytes: 16, last: true });
});

test('records come back as they were packed', () => {
  const list = {
    code: 'A',
    name: 'Daftar rekaan ✓',
    ground: 'grooming',
    legalBasis: '',
    radiusBits: 0,
    qualityFloor: 100,
  };
  const entries = (['pdq', 'md5', 'sha1', 'sha256'] as const).map((algorithm, n) => ({
    algorithm,
    code: randomBytes({ pdq: 32, md5: 16, sha1: 20, sha256: 32 }[algorithm]),
    number: [0, 1, 65_536, 4_294_967_295][n]!,
    list: [0, 1, 255, 65_535][n]!,
    word: [null, 0, 1, 65_534][n]!,
  }));
  const packed = Buffer.concat([packList(list), packWord('kelas rekaan'), ...entries.map(packEntry), packWord('')]);
  const found = [...unpack(packed)];
  assert.deepEqual(found, [
    { is: 'list', list },
    { is: 'word', word: 'kelas rekaan' },
    ...entries.map((entry) => ({ is: 'entry', entry })),
    { is: 'word', word: '' },
  ]);
  for (const cut of [1, 5, packed.length - 1]) assert.throws(() => [...unpack(packed.subarray(0, cut))]);
  assert.throws(() => packEntry({ ...entries[0]!, number: 4_294_967_296 }), RangeError);
});

test('a header holds what its form says and nothing more; what is signed begins like no document of a desk', () => {
  assert.deepEqual(packageHeader.parse(JSON.parse(headerLine(header).toString())), header);
  for (const wrong of [{ more: 1 }, { version: 2 }, { salt: 'B'.repeat(64) }, { expiresAt: 'soon' }])
    assert.equal(packageHeader.safeParse({ ...header, ...wrong }).success, false, JSON.stringify(wrong));
  assert.doesNotMatch(signedText(Buffer.alloc(32)).toString('latin1'), /^\s*[{[]/);
});
