// The first box filter along columns: a running sum for every column, and a ring of the rows that the sums still hold.
// The ring starts as zeros, which are the rows above the picture.

import { boxAhead, boxCount, boxWindow } from './box';
import { take } from './memory';
import { OCTET, storeTurned } from './octets';

let height: i32 = 0;
let window: i32 = 0;
let ahead: i32 = 0;
/** Bytes of a row of floats, a whole number of vectors. */
let rowBytes: usize = 0;
/** A row of running sums. */
let sums: usize = 0;
let ring: usize = 0;
/** The four rows that enter and the `window` rows before them, of which the first four leave. */
let ringRows: i32 = 0;

export function beginColumns(w: i32, h: i32): void {
  height = h;
  window = boxWindow(h);
  ahead = boxAhead(window);
  rowBytes = <usize>((w + 3) & ~3) * 4;
  ringRows = window + 4;
  sums = take(rowBytes);
  ring = take(<usize>ringRows * rowBytes);
}

/** Number of the row that is complete once `row` has entered. Negative: one above the picture. */
export function completeRow(row: i32): i32 {
  return row - ahead;
}

/**
 * Takes in four rows, `row` to `row + 3`, from one half of the octets, and puts out the means of the four rows that are
 * complete now, as a half of octets too. Rows outside the picture hold rubbish.
 */
export function boxAlongColumns(octets: usize, out: usize, row: i32): void {
  const enter0 = ringRow(row);
  const enter1 = ringRow(row + 1);
  const enter2 = ringRow(row + 2);
  const enter3 = ringRow(row + 3);
  const leave0 = ringRow(row - window);
  const leave1 = ringRow(row + 1 - window);
  const leave2 = ringRow(row + 2 - window);
  const leave3 = ringRow(row + 3 - window);
  const count0 = countWhenIn(row);
  const count1 = countWhenIn(row + 1);
  const count2 = countWhenIn(row + 2);
  const count3 = countWhenIn(row + 3);
  const sumRow = sums;
  const end = rowBytes;
  for (let x: usize = 0; x < end; x += 16) {
    // Into the ring first: a box of fewer than four rows lets go of rows that entered just now.
    storeTurned(
      v128.load(octets), v128.load(octets, OCTET), v128.load(octets, 2 * OCTET), v128.load(octets, 3 * OCTET),
      enter0 + x, enter1 + x, enter2 + x, enter3 + x,
    );
    const sum0 = f32x4.sub(f32x4.add(v128.load(sumRow + x), v128.load(enter0 + x)), v128.load(leave0 + x));
    const sum1 = f32x4.sub(f32x4.add(sum0, v128.load(enter1 + x)), v128.load(leave1 + x));
    const sum2 = f32x4.sub(f32x4.add(sum1, v128.load(enter2 + x)), v128.load(leave2 + x));
    const sum3 = f32x4.sub(f32x4.add(sum2, v128.load(enter3 + x)), v128.load(leave3 + x));
    v128.store(sumRow + x, sum3);
    storeTurned(
      f32x4.div(sum0, count0), f32x4.div(sum1, count1), f32x4.div(sum2, count2), f32x4.div(sum3, count3),
      out, out + OCTET, out + 2 * OCTET, out + 3 * OCTET,
    );
    octets += 4 * OCTET;
    out += 4 * OCTET;
  }
}

/** Address in the ring of a row, which may be one above the picture. */
function ringRow(row: i32): usize {
  return ring + <usize>((row + ringRows) % ringRows) * rowBytes;
}

/** Number of cells under the box once `row` has entered. */
function countWhenIn(row: i32): v128 {
  return f32x4.splat(boxCount(completeRow(row), height, window));
}
