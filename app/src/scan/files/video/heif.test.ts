// HEIF pictures of telephones: a grid of tiles is one picture, and what is not understood is not guessed at. Skipped unless
// SUAKA_TEST_VIDEO_DECODER names the folder in which `npm install node-av@6.1.1` was run.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { distance, fingerprint, fromHex } from '@suaka/pdq';
import { drawFrom, newSeed } from '../../../testing/draw.ts';
import { drawScene } from '../../../testing/pictures.ts';
import { createReaders } from '../readers.ts';
import type { Readers } from '../readers.ts';
import { entryInArchive, entryOf } from '../testing.ts';
import { heifOf } from '../testing/heif.ts';
import type { HeifPlan } from '../testing/heif.ts';
import { layoutOf } from './heif-layout.ts';

const videoDecoder = process.env.SUAKA_TEST_VIDEO_DECODER ?? '';
const skip = videoDecoder ? false : 'SUAKA_TEST_VIDEO_DECODER does not name a folder with node-av';

const tiles = { tileWidth: 256, tileHeight: 192, columns: 3, rows: 2 };
const pixels = drawScene(768, 384, 5);
const plan: HeifPlan = { ...tiles, width: 700, height: 350, pixels };

/** What is left of the drawn pixels. */
function cropped(width: number, height: number): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => pixels.subarray(y * 768 * 3, (y * 768 + width) * 3));
  return Buffer.concat(rows);
}

describe('a HEIF picture', { skip, timeout: 120_000 }, () => {
  let readers: Readers;
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'suaka-heif-'));
    readers = createReaders({ workers: 1, videoDecoder });
  });
  after(async () => {
    await readers.close();
    rmSync(folder, { recursive: true });
  });

  async function read(bytes: Buffer) {
    const path = join(folder, 'a.heic');
    writeFileSync(path, bytes);
    return readers.read(entryOf(path));
  }

  it('of tiles is hashed as the one picture that it is, cut to its size', async () => {
    const facts = await read(await heifOf(videoDecoder, plan));
    assert.deepEqual([facts.type, facts.kind, facts.unreadable], ['image/heic', 'picture', null]);
    assert.deepEqual([facts.width, facts.height], [700, 350]);
    const { hash } = fingerprint(cropped(700, 350), 700, 350);
    assert.ok(distance(hash, fromHex(facts.pdq!)) <= 12, String(distance(hash, fromHex(facts.pdq!))));
  });

  it('in an archive is hashed alike', async () => {
    const bytes = await heifOf(videoDecoder, plan);
    const [outside, inside] = [await read(bytes), await readers.read(entryInArchive(bytes))];
    assert.deepEqual([inside.pdq, inside.width, inside.unreadable], [outside.pdq, 700, null]);
  });

  it('alone is hashed too', async () => {
    const facts = await read(await heifOf(videoDecoder, plan, true));
    assert.deepEqual([facts.width, facts.height, facts.unreadable], [256, 192, null]);
    const { hash } = fingerprint(cropped(256, 192), 256, 192);
    assert.ok(distance(hash, fromHex(facts.pdq!)) <= 12);
  });

  it('of which a tile is missing, or that is larger than its tiles, is damaged', async () => {
    const whole = await heifOf(videoDecoder, plan);
    const cut = await read(whole.subarray(0, whole.length - 200));
    assert.deepEqual([cut.unreadable, cut.pdq, cut.sha256?.length], ['damaged', null, 64]);
    const large = await read(await heifOf(videoDecoder, { ...plan, width: 769 }));
    assert.deepEqual([large.unreadable, large.pdq], ['damaged', null]);
  });

  it('with random bytes changed is one line', async (t) => {
    const seed = newSeed();
    t.diagnostic(`SEED=${seed}`);
    const draw = drawFrom(seed);
    const whole = await heifOf(videoDecoder, plan);
    for (let n = 0; n < 60; n += 1) {
      const bytes = Buffer.from(whole);
      for (let changes = 1 + draw(6); changes > 0; changes -= 1) bytes[draw(draw(3) ? 700 : bytes.length)] = draw(256);
      const facts = await read(bytes);
      assert.equal(facts.sha256?.length, 64);
    }
    assert.equal((await read(whole)).unreadable, null);
  });

  it('has a layout only as far as its bytes say one', async () => {
    const whole = await heifOf(videoDecoder, plan);
    assert.deepEqual(layoutOf(whole), {
      size: { width: 700, height: 350 },
      rows: 2,
      columns: 3,
      tiles: [1, 2, 3, 4, 5, 6],
    });
    for (let end = 0; end < 600; end += 1) assert.equal(layoutOf(whole.subarray(0, end)), undefined);
  });
});
