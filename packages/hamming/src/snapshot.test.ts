// A snapshot gives back the same index, and anything that is not exactly a snapshot is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join, seedFor, split } from '../suite/oracle.ts';
import { crc32 } from './crc32.ts';
import { HammingIndex } from './index.ts';
import { flipBits, random32, uniformCodes } from './synthetic.ts';

const HEADER_BYTES = 24;

test('an index from a snapshot finds the same and gives the same snapshot', (t) => {
  const random = random32(seedFor(t));
  const codes = split(uniformCodes(3000, random));
  const index = new HammingIndex({ tiers: [{ codes: 1000, parts: 16 }], freshCodes: 50 });
  const ids = codes.map((_, i) => (i * 2_654_435_761) % 2 ** 32);
  codes.forEach((code, i) => index.add(ids[i], code));
  for (const id of ids.slice(0, 500)) index.remove(id);

  const buffer = index.toBuffer();
  const copy = HammingIndex.from(buffer);
  assert.equal(copy.size, 2500);
  assert.equal(buffer.byteLength, HEADER_BYTES + 36 * 2500);
  const queries = join(codes.map((code) => flipBits(code, random() % 32, random)).slice(0, 600));
  assert.deepEqual(copy.searchMany(queries, 31), index.searchMany(queries, 31));
  assert.deepEqual(copy.toBuffer(), buffer);
});

test('an empty index survives', () => {
  assert.equal(HammingIndex.from(new HammingIndex().toBuffer()).size, 0);
});

test('a snapshot is read from the middle of another buffer', () => {
  const buffer = sample();
  const larger = new Uint8Array(buffer.length + 9);
  larger.set(buffer, 3);
  assert.equal(HammingIndex.from(larger.subarray(3, 3 + buffer.length)).size, 5);
});

test('a snapshot cut short anywhere, or with something behind it, is refused', () => {
  const buffer = sample();
  for (let length = 0; length < buffer.length; length++) {
    assert.throws(() => HammingIndex.from(buffer.subarray(0, length)), /RangeError: The snapshot/, `${length} bytes`);
  }
  assert.throws(() => HammingIndex.from(new Uint8Array([...buffer, 0])), /RangeError: The snapshot's length in bytes/);
});

test('a snapshot with any bit flipped, or with random bytes changed, is refused', (t) => {
  const random = random32(seedFor(t));
  const buffer = sample();
  for (let bit = 0; bit < buffer.length * 8; bit++) {
    const flipped = buffer.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    assert.throws(() => HammingIndex.from(flipped), /RangeError: The snapshot/, `bit ${bit}`);
  }
  for (let i = 0; i < 500; i++) {
    const changed = buffer.slice();
    for (let j = 0; j < 5; j++) changed[random() % changed.length] ^= 1 + (random() % 255);
    if (Buffer.compare(changed, buffer) !== 0) assert.throws(() => HammingIndex.from(changed), /The snapshot/);
  }
});

test('what is no snapshot at all is named in the error', () => {
  const other = new Uint8Array(100).fill(65);
  assert.throws(() => HammingIndex.from(other), /RangeError: The snapshot starts with "AAAAAAAA"; expected "suakaham"/);
  assert.throws(
    () => HammingIndex.from(new Uint8Array()),
    /RangeError: The snapshot has 0 bytes; expected at least 24/,
  );
  // @ts-expect-error: a caller without types
  assert.throws(() => HammingIndex.from('suakaham'), /TypeError: The snapshot is string; expected an ArrayBuffer/);
});

test('a snapshot of a later version, or in which an id comes twice, is refused even with the right checksum', () => {
  const later = sample();
  later[8] = 2;
  assert.throws(() => HammingIndex.from(resealed(later)), /RangeError: The snapshot's version is 2; expected 1/);
  const twice = sample();
  twice.copyWithin(HEADER_BYTES, HEADER_BYTES + 4, HEADER_BYTES + 8);
  assert.throws(() => HammingIndex.from(resealed(twice)), /RangeError: The id 1 comes twice/);
});

test('the checksum is the CRC-32 of zlib, also in pieces', () => {
  const bytes = new TextEncoder().encode('123456789');
  assert.equal(crc32(bytes), 0xcbf43926);
  assert.equal(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4))), 0xcbf43926);
});

/** The snapshot of an index of five codes. */
function sample(): Uint8Array {
  const index = new HammingIndex();
  index.addMany(Uint32Array.of(0, 1, 2, 3, 4), uniformCodes(5, random32(1)));
  return new Uint8Array(index.toBuffer());
}

function resealed(bytes: Uint8Array): Uint8Array {
  const checksum = crc32(bytes.subarray(HEADER_BYTES), crc32(bytes.subarray(0, HEADER_BYTES - 4)));
  new DataView(bytes.buffer).setUint32(HEADER_BYTES - 4, checksum, true);
  return bytes;
}
