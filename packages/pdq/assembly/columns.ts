// The first box filter along columns and the second along rows, the latter only where samples are taken, eight rows at a
// time. The running sums of columns go down rows of vectors, those of rows along octets: each group of four columns is
// turned on its way in and out. The ring keeps, for each group, the rows that the sums still hold, side by side; at first
// they are zeros, which are the rows above the picture.

import { boxAhead, boxCount, boxWindow, samplePosition } from './box';
import { take } from './memory';
import { backs, fronts, HALF, highPairs, lowPairs, OCTET, slide, storeTurned } from './octets';

/** Bytes of four columns of a row. */
const GROUP: usize = 16;

let height: i32 = 0;
let window: i32 = 0;
let ahead: i32 = 0;
let groups: i32 = 0;
/** Rows of the ring: a multiple of eight, so that eight rows that enter never part. */
let ringRows: i32 = 0;
/** Bytes of a group in the ring. Its first eight rows stand behind its last once more, so that eight that leave never part. */
let ringGroupBytes: usize = 0;
let ring: usize = 0;
/** A row of running sums. */
let sums: usize = 0;

let rowWindow: i32 = 0;
/** The means along columns as octets, with zeros before them: what the second filter along rows lets go of. */
let means: usize = 0;
/** For each of the 64 samples of a row, the column that completes it as it enters; one beyond all at the end. */
const sampleColumns: usize = memory.data(65 * 4, 16);
/** The sums of a group's four columns. */
const groupSums: usize = memory.data(4 * 32, 16);

export function beginColumns(w: i32, h: i32): void {
  height = h;
  window = boxWindow(h);
  ahead = boxAhead(window);
  groups = (w + 3) >> 2;
  ringRows = (window + 15) & ~7;
  ringGroupBytes = <usize>(ringRows + 8) * GROUP;
  ring = take(<usize>groups * ringGroupBytes);
  sums = take(<usize>groups * GROUP);
  rowWindow = boxWindow(w);
  const before = <usize>rowWindow * OCTET;
  means = take(before + <usize>groups * 4 * OCTET) + before;
  const rowAhead = boxAhead(rowWindow);
  for (let i = 0; i < 64; i++) store<i32>(sampleColumns + (<usize>i << 2), samplePosition(i, w) + rowAhead);
  store<i32>(sampleColumns + (64 << 2), i32.MAX_VALUE);
}

/** Number of the row that is complete once `row` has entered. Negative: one above the picture. */
export function completeRow(row: i32): i32 {
  return row - ahead;
}

/**
 * Takes in eight rows as octets, `row` to `row + 7`, with zeros behind the last column, and puts out the 64 sampled
 * columns of the eight rows that are complete now, as octets too. Rows outside the picture hold rubbish.
 */
export function boxAlongColumns(octets: usize, out: usize, row: i32): void {
  const count0 = countWhenIn(row);
  const count1 = countWhenIn(row + 1);
  const count2 = countWhenIn(row + 2);
  const count3 = countWhenIn(row + 3);
  const count4 = countWhenIn(row + 4);
  const count5 = countWhenIn(row + 5);
  const count6 = countWhenIn(row + 6);
  const count7 = countWhenIn(row + 7);
  const rowCount = f32x4.splat(<f32>rowWindow);
  const rowBehind = <usize>rowWindow * OCTET;
  const isFirst = row % ringRows == 0;
  let enter = ring + <usize>(row % ringRows) * GROUP;
  let leave = ring + <usize>((row - window + 2 * ringRows) % ringRows) * GROUP;
  let sum = sums;
  let mean = means;
  let next = sampleColumns;
  let nextColumn = load<i32>(next);
  let along0 = f32x4.splat(0);
  let along1 = f32x4.splat(0);
  for (let x = 0, end = groups * 4; x < end; x += 4) {
    const again = enter + <usize>ringRows * GROUP;
    if (isFirst) {
      turn(octets, again);
      turn(octets + HALF, again + 4 * GROUP);
    }
    let o0 = v128.load(octets);
    let o1 = v128.load(octets, OCTET);
    let o2 = v128.load(octets, 2 * OCTET);
    let o3 = v128.load(octets, 3 * OCTET);
    let low0 = lowPairs(o0, o1);
    let high0 = highPairs(o0, o1);
    let low1 = lowPairs(o2, o3);
    let high1 = highPairs(o2, o3);
    const sum0 = slide(v128.load(sum), fronts(low0, low1), enter, leave);
    const sum1 = slide(sum0, backs(low0, low1), enter + GROUP, leave + GROUP);
    const sum2 = slide(sum1, fronts(high0, high1), enter + 2 * GROUP, leave + 2 * GROUP);
    const sum3 = slide(sum2, backs(high0, high1), enter + 3 * GROUP, leave + 3 * GROUP);
    o0 = v128.load(octets, HALF);
    o1 = v128.load(octets, OCTET + HALF);
    o2 = v128.load(octets, 2 * OCTET + HALF);
    o3 = v128.load(octets, 3 * OCTET + HALF);
    low0 = lowPairs(o0, o1);
    high0 = highPairs(o0, o1);
    low1 = lowPairs(o2, o3);
    high1 = highPairs(o2, o3);
    const sum4 = slide(sum3, fronts(low0, low1), enter + 4 * GROUP, leave + 4 * GROUP);
    const sum5 = slide(sum4, backs(low0, low1), enter + 5 * GROUP, leave + 5 * GROUP);
    const sum6 = slide(sum5, fronts(high0, high1), enter + 6 * GROUP, leave + 6 * GROUP);
    const sum7 = slide(sum6, backs(high0, high1), enter + 7 * GROUP, leave + 7 * GROUP);
    v128.store(sum, sum7);
    const gone = mean - rowBehind;
    o0 = f32x4.div(sum0, count0);
    o1 = f32x4.div(sum1, count1);
    o2 = f32x4.div(sum2, count2);
    o3 = f32x4.div(sum3, count3);
    low0 = lowPairs(o0, o1);
    high0 = highPairs(o0, o1);
    low1 = lowPairs(o2, o3);
    high1 = highPairs(o2, o3);
    const a0 = slide(along0, fronts(low0, low1), mean, gone);
    const b0 = slide(a0, backs(low0, low1), mean + OCTET, gone + OCTET);
    const c0 = slide(b0, fronts(high0, high1), mean + 2 * OCTET, gone + 2 * OCTET);
    along0 = slide(c0, backs(high0, high1), mean + 3 * OCTET, gone + 3 * OCTET);
    o0 = f32x4.div(sum4, count4);
    o1 = f32x4.div(sum5, count5);
    o2 = f32x4.div(sum6, count6);
    o3 = f32x4.div(sum7, count7);
    low0 = lowPairs(o0, o1);
    high0 = highPairs(o0, o1);
    low1 = lowPairs(o2, o3);
    high1 = highPairs(o2, o3);
    const a1 = slide(along1, fronts(low0, low1), mean + HALF, gone + HALF);
    const b1 = slide(a1, backs(low0, low1), mean + (OCTET + HALF), gone + (OCTET + HALF));
    const c1 = slide(b1, fronts(high0, high1), mean + (2 * OCTET + HALF), gone + (2 * OCTET + HALF));
    along1 = slide(c1, backs(high0, high1), mean + (3 * OCTET + HALF), gone + (3 * OCTET + HALF));
    if (nextColumn < x + 4) {
      v128.store(groupSums, a0);
      v128.store(groupSums, a1, HALF);
      v128.store(groupSums, b0, OCTET);
      v128.store(groupSums, b1, OCTET + HALF);
      v128.store(groupSums, c0, 2 * OCTET);
      v128.store(groupSums, c1, 2 * OCTET + HALF);
      v128.store(groupSums, along0, 3 * OCTET);
      v128.store(groupSums, along1, 3 * OCTET + HALF);
      // A picture of fewer than 64 columns gives some to more than one sample.
      do {
        const from = groupSums + <usize>(nextColumn - x) * OCTET;
        v128.store(out, f32x4.div(v128.load(from), rowCount));
        v128.store(out, f32x4.div(v128.load(from, HALF), rowCount), HALF);
        out += OCTET;
        next += 4;
        nextColumn = load<i32>(next);
      } while (nextColumn < x + 4);
    }
    octets += 4 * OCTET;
    enter += ringGroupBytes;
    leave += ringGroupBytes;
    sum += GROUP;
    mean += 4 * OCTET;
  }
}

/** One half of a group's octets as four rows of the ring. */
// @ts-ignore: decorator
@inline function turn(octets: usize, rows: usize): void {
  storeTurned(
    v128.load(octets), v128.load(octets, OCTET), v128.load(octets, 2 * OCTET), v128.load(octets, 3 * OCTET),
    rows, rows + GROUP, rows + 2 * GROUP, rows + 3 * GROUP,
  );
}

/** Number of cells under the box once `row` has entered. */
function countWhenIn(row: i32): v128 {
  return f32x4.splat(boxCount(completeRow(row), height, window));
}
