// Quality: how much neighbouring samples differ, in whole hundredths of the range of a pixel.

const ROW_BYTES: usize = 64 * 4;

/** Quality of the 64 x 64 samples, 0 to 100. */
export function quality(samples: usize): i32 {
  let sums = i32x4.splat(0);
  for (let row = 0; row < 64; row++) {
    for (let x: usize = 0; x < ROW_BYTES; x += 16) {
      const values = v128.load(samples + x);
      // The last column and the last row have no neighbour: compared with themselves, they add nothing.
      const right = x + 16 < ROW_BYTES ? v128.load(samples + x, 4) : v128.shuffle<i32>(values, values, 1, 2, 3, 3);
      const below = row < 63 ? v128.load(samples + x, ROW_BYTES) : values;
      sums = i32x4.add(sums, i32x4.add(gradients(values, right), gradients(values, below)));
    }
    samples += ROW_BYTES;
  }
  return min(100, sumOfLanes(sums) / 90);
}

/**
 * Quality of samples that are known but for `error`, at its lowest: what the quality of the true ones is at least. Where
 * it is 100 it is theirs, since none is above.
 */
export function leastQuality(samples: usize, error: f32): i32 {
  let sum = 0;
  for (let row = 0; row < 64; row++) {
    for (let x = 0; x < 64; x++) {
      const at = samples + <usize>row * ROW_BYTES + (<usize>x << 2);
      const value = load<f32>(at);
      if (x < 63) sum += leastGradient(value, load<f32>(at, 4), error);
      if (row < 63) sum += leastGradient(value, load<f32>(at, ROW_BYTES), error);
    }
  }
  return min(100, sum / 90);
}

function leastGradient(u: f32, v: f32, error: f32): i32 {
  const apart = abs(u - v) - 2 * error;
  return apart > 0 ? <i32>((apart * 100) / 255) : 0;
}

function sumOfLanes(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

// @ts-ignore: decorator
@inline function gradients(u: v128, v: v128): v128 {
  const hundredths = f32x4.div(f32x4.mul(f32x4.sub(u, v), f32x4.splat(100)), f32x4.splat(255));
  return i32x4.abs(i32x4.trunc_sat_f32x4_s(hundredths));
}
