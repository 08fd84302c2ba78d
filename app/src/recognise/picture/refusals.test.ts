// What is refused, and why: empty, truncated, bombs, giants, animations, other files, garbage.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { toHex } from '@suaka/pdq';
import { drawing, ink, inEveryFormat, pngClaiming, seededNumbers, withAnimationHeader } from './testing/drawings.ts';
import { PictureRefused } from './facts.ts';
import type { RefusalCode } from './facts.ts';
import { createPictureReader } from './reader.ts';

const reader = createPictureReader({ processes: 2, maxBytes: 2_000_000, maxQueued: 1000 });
after(() => reader.close());

const drawn = drawing(160, 120);
const files = Object.entries(await inEveryFormat(drawn));

/** The hash in hexadecimal, or the code of the refusal. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    return toHex((await reader.read(bytes)).hash);
  } catch (error) {
    if (error instanceof PictureRefused) return error.code;
    throw error;
  }
}

async function refuses(bytes: Uint8Array, code: RefusalCode, says: RegExp): Promise<void> {
  await assert.rejects(reader.read(bytes), (error) => {
    assert.ok(error instanceof PictureRefused);
    assert.equal(error.code, code);
    assert.match(error.detail, says);
    return true;
  });
}

describe('refusing a file', () => {
  for (const [format, whole] of files) {
    it(`refuses a ${format} cut short, unless only bytes behind the pixels are gone`, async () => {
      const full = await outcome(whole);
      const lengths = Array.from({ length: 40 }, (_, cut) => Math.floor((whole.length * (cut + 0.5)) / 40));
      const nearEnd = Array.from({ length: 16 }, (_, cut) => whole.length - 1 - cut);
      const outcomes = await Promise.all([...lengths, ...nearEnd].map((end) => outcome(whole.subarray(0, end))));
      const most = outcomes.slice(0, 38);
      assert.ok(
        most.every((code) => code === 'damaged' || code === 'not-a-picture'),
        most.join(),
      );
      assert.ok(outcomes.every((code) => code === 'damaged' || code === 'not-a-picture' || code === full));
    });
  }

  it('refuses a header that promises too many pixels, before decoding', async () => {
    await refuses(pngClaiming(65_535, 65_535), 'too-many-pixels', /65535 x 65535 pixels; at most 120000000/);
  });

  it('refuses a side that no hash is defined for', async () => {
    const file = await ink(drawing(70_000, 6)).png().toBuffer();
    await refuses(file, 'too-many-pixels', /70000 x 6 .*no side above 65535/);
  });

  it('refuses a file above the limit in bytes without looking at it', async () => {
    await refuses(Buffer.alloc(2_000_001), 'too-large', /2000001 bytes; at most 2000000/);
  });

  it('refuses moving pictures and those of several pages', async () => {
    const three = drawing(60, 120);
    await refuses(await ink(three, 3).gif().toBuffer(), 'animated', /3 pictures/);
    await refuses(await ink(three, 3).webp().toBuffer(), 'animated', /3 pictures/);
    await refuses(await ink(three, 3).tiff().toBuffer(), 'animated', /3 pictures/);
    const png = await ink(three).png().toBuffer();
    await refuses(withAnimationHeader(png, 5), 'animated', /5 pictures/);
  });

  it('reads a PNG whose animation has one frame', async () => {
    const png = await ink(drawn).png().toBuffer();
    assert.equal(await outcome(withAnimationHeader(png, 1)), await outcome(png));
  });

  it('refuses a drawing or a document behind the first bytes of a picture', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    for (const magic of [
      '\xff\xd8\xff',
      'GIF89a',
      'II*\0',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBP',
      '\0\0\0\x14ftypavif',
    ]) {
      await refuses(Buffer.from(magic + svg, 'latin1'), 'damaged', /decoder says/);
      await refuses(Buffer.from(`${magic}\n%PDF-1.7\n`, 'latin1'), 'damaged', /decoder says/);
    }
  });

  it('names no more of a decoder than printable words', async () => {
    const error = await reader.read(Buffer.from('\xff\xd8\xff\n\0\x1b[31m', 'latin1')).catch((e: unknown) => e);
    assert.ok(error instanceof PictureRefused);
    assert.match(error.detail, /^[ -~]{20,400}$/);
  });

  it('survives files with random bytes changed', async () => {
    const seed = 1947;
    const random = seededNumbers(seed);
    const changed = files.flatMap(([format, whole]) =>
      Array.from({ length: 40 }, (_, round) => {
        const bytes = Buffer.from(whole);
        for (let n = 1 + random(8); n > 0; n--) bytes[random(bytes.length)] = random(256);
        return { name: `${format}, seed ${seed}, round ${round}`, bytes };
      }),
    );
    const expected = /^[0-9a-f]{64}$|^(damaged|animated|too-many-pixels|not-a-picture|unsupported|ran-out-of-memory)$/;
    await Promise.all(changed.map(async ({ name, bytes }) => assert.match(await outcome(bytes), expected, name)));
  });
});
