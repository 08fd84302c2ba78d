// A hash made by a scan is the hash that the desk makes of the same bytes, and the reference's where that is known.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openFields } from '../../fields/index.ts';
import { openRecognise, pictureReaderKey } from '../../recognise/index.ts';
import { openTestHouse } from '../../testing/house.ts';
import type { TestHouse } from '../../testing/house.ts';
import { createReaders } from './index.ts';
import { entryInArchive, entryOf } from './testing.ts';
import { everyKind, scene } from './testing/pictures.ts';

const readers = createReaders({ workers: 2 });
let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openFields(made.house);
  await openRecognise(made.house);
});
after(async () => {
  await readers.close();
  await made.close();
});

async function isTheSame(bytes: Buffer, what: string): Promise<void> {
  const desk = await made.house.part(pictureReaderKey).read(bytes);
  const scanned = await readers.read(entryInArchive(bytes));
  const { md5, sha1, sha256, width, height, quality } = desk;
  const expected = { md5, sha1, sha256, width, height, quality, pdq: Buffer.from(desk.hash).toString('hex') };
  assert.deepEqual({ ...expected, unreadable: null }, pick(scanned, [...Object.keys(expected), 'unreadable']), what);
}

const pick = (facts: object, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, Reflect.get(facts, name)]));

describe('a scan and the desk', () => {
  it('hash pictures of every format alike', async () => {
    for (const [what, bytes] of Object.entries(await everyKind())) await isTheSame(bytes, what);
  });

  it('hash pictures of many sizes alike', async () => {
    for (const [width, height] of [
      [5, 5],
      [4, 900],
      [63, 65],
      [129, 1000],
      [2000, 1333],
      [1, 1],
    ] as const) {
      await isTheSame(await scene(width, height, width).jpeg({ quality: 80 }).toBuffer(), `${width} x ${height}`);
    }
  });

  const photos = fileURLToPath(new URL('../../../../../shared/photos/', import.meta.url));
  const skip = existsSync(photos) ? false : 'no photographs beside the repository';
  it('give the photographs the hashes of the reference', { skip }, async () => {
    const lines = readFileSync(`${photos}expected.csv`, 'utf8').trim().split('\n').slice(1);
    assert.equal(lines.length, 12);
    for (const line of lines) {
      const [file = '', hash, quality] = line.split(',');
      const facts = await readers.read(entryOf(photos + file));
      assert.deepEqual([file, facts.pdq, facts.quality], [file, hash, Number(quality)]);
    }
  });
});
