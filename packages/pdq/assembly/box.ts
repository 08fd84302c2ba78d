// What the passes of the box filter share. The running sum at step r takes in cell r and lets go of cell r - window;
// from step `ahead` on it puts out the mean for cell r - ahead. Cells outside the picture count as zeros, which leaves
// every sum as it is, so that no pass needs a case of its own for the edges; only the number of cells shrinks there.

/** Width of the box for a side of that many pixels. */
export function boxWindow(length: i32): i32 {
  return (length + 127) / 128;
}

/** How many cells the sum has taken in beyond the one it puts out. */
export function boxAhead(window: i32): i32 {
  return (window + 2) / 2 - 1;
}

/** How many cells of the picture the box around cell `at` covers. */
export function boxCount(at: i32, length: i32, window: i32): f32 {
  const last = at + boxAhead(window);
  return <f32>(min(last + 1, length) - max(last + 1 - window, 0));
}

/**
 * The cell that sample i of 64 is taken from: floor((i + 0.5) * length / 64). The window being length / 128 rounded up,
 * the first is at least window - 1 and the last is length - window: the box around a sample lies wholly in the picture.
 */
export function samplePosition(i: i32, length: i32): i32 {
  return <i32>(((<f64>i + 0.5) * <f64>length) / 64);
}
