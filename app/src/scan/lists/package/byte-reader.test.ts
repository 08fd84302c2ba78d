// Taking a stream in pieces, however it comes.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { ByteReader } from './byte-reader.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('pieces and lines come as they were asked for, whatever the stream is cut into', async () => {
  const body = randomBytes(100);
  const bytes = Buffer.concat([Buffer.from('four'), Buffer.from('a line\n'), body]);
  for (const size of [1, 2, 7, 50, 1000]) {
    const seen: Buffer[] = [];
    const reader = new ByteReader(inPieces(bytes, size), (piece) => seen.push(Buffer.from(piece)));
    assert.equal(String(await reader.take(4)), 'four');
    assert.equal(String(await reader.takeLine(20)), 'a line\n');
    assert.deepEqual(await reader.take(100), body);
    assert.equal(await reader.take(1), null);
    assert.deepEqual(Buffer.concat(seen), bytes);
  }
});

test('a line that is too long or has no end is none', async () => {
  for (const size of [1, 3, 100]) {
    assert.equal(await new ByteReader(inPieces(Buffer.from('abcdef\n'), size), () => {}).takeLine(6), null);
    assert.equal(
      String(await new ByteReader(inPieces(Buffer.from('abcdef\n'), size), () => {}).takeLine(7)),
      'abcdef\n',
    );
    assert.equal(await new ByteReader(inPieces(Buffer.from('abcdef'), size), () => {}).takeLine(100), null);
  }
});
