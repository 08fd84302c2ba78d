// The second box filter along columns, on the 64 sampled columns only, and the 64 x 64 samples it ends in.

import { boxAhead, boxWindow, samplePosition } from './box';
import { take } from './memory';

/** Bytes of a row of samples. */
export const SAMPLE_ROW_BYTES: usize = 64 * 4;

/** The samples: float32, row by row. */
export const SAMPLES: usize = memory.data(64 * 64 * 4, 16);
const sums: usize = memory.data(64 * 4, 16);

let height: i32 = 0;
let window: i32 = 0;
let ahead: i32 = 0;
/** The rows that the sums hold, and the one that enters; zeros at first, which are the rows above the picture. */
let ring: usize = 0;
/** Number of rows of samples that are done. */
let done: i32 = 0;

export function beginSamples(h: i32): void {
  height = h;
  window = boxWindow(h);
  ahead = boxAhead(window);
  done = 0;
  ring = take(<usize>(window + 1) * SAMPLE_ROW_BYTES);
  memory.fill(sums, 0, SAMPLE_ROW_BYTES);
}

/** So it is at the latest once the last row of the picture has been pushed. */
export function samplesAreFull(): bool {
  return done == 64;
}

/** Takes in one row of 64 floats. Rows above the picture are passed over. */
export function pushSampledRow(source: usize, row: i32): void {
  if (row < 0) return;
  const entering = ring + <usize>(row % (window + 1)) * SAMPLE_ROW_BYTES;
  const leaving = ring + <usize>((row + 1) % (window + 1)) * SAMPLE_ROW_BYTES;
  memory.copy(entering, source, SAMPLE_ROW_BYTES);
  for (let x: usize = 0; x < SAMPLE_ROW_BYTES; x += 16) {
    const sum = f32x4.add(v128.load(sums + x), v128.load(entering + x));
    v128.store(sums + x, f32x4.sub(sum, v128.load(leaving + x)));
  }
  // A picture of fewer than 64 rows gives some rows to more than one sample.
  while (done < 64 && samplePosition(done, height) == row - ahead) storeSamples();
}

function storeSamples(): void {
  const count = f32x4.splat(<f32>window);
  const out = SAMPLES + <usize>done * SAMPLE_ROW_BYTES;
  for (let x: usize = 0; x < SAMPLE_ROW_BYTES; x += 16) v128.store(out + x, f32x4.div(v128.load(sums + x), count));
  done++;
}
