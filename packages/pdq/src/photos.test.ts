// Twelve real photographs, where they are at hand: they are not part of the repository.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fingerprint, toHex } from '@suaka/pdq';
import * as reference from '@suaka/pdq/reference';
import sharp from 'sharp';

const folder = new URL('../../../../shared/photos/', import.meta.url);
const skip = existsSync(folder) ? false : 'no photographs beside the repository';
const lines = skip ? [] : readFileSync(new URL('expected.csv', folder), 'utf8').trim().split('\n').slice(1);

test('photographs decoded by sharp have the hash and quality that the C++ reference gives', { skip }, async () => {
  for (const line of lines) {
    const [file = '', hash, quality] = line.split(',');
    const { data, info } = await sharp(fileURLToPath(new URL(file, folder)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const implementation of [{ fingerprint }, reference]) {
      const result = implementation.fingerprint(data, info.width, info.height);
      assert.deepEqual([file, toHex(result.hash), result.quality], [file, hash, Number(quality)]);
    }
  }
  assert.equal(lines.length, 12);
});
