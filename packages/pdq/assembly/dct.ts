// The two-dimensional discrete cosine transform: B = D * A * Dt, with A the samples and D the 16 lowest frequencies
// but the constant one. Sums are float32 and run over k upwards; a vector holds four sums that do not mix.

/** Bytes of a row of D, of A and of T = D * A; of a row of Dt and of B. */
const WIDE: usize = 64 * 4;
const NARROW: usize = 16 * 4;

const D: usize = memory.data(16 * 64 * 4, 16);
const D_TRANSPOSED: usize = memory.data(64 * 16 * 4, 16);
const T: usize = memory.data(16 * 64 * 4, 16);
/** B: 16 x 16 coefficients, float32, row by row. */
export const COEFFICIENTS: usize = memory.data(16 * 16 * 4, 16);

for (let i = 0; i < 16; i++) {
  for (let j = 0; j < 64; j++) {
    const scale = <f64>(<f32>Math.sqrt(2.0 / 64));
    const value = <f32>(scale * Math.cos((Math.PI / 2 / 64) * <f64>(i + 1) * <f64>(2 * j + 1)));
    store<f32>(D + <usize>i * WIDE + (<usize>j << 2), value);
    store<f32>(D_TRANSPOSED + <usize>j * NARROW + (<usize>i << 2), value);
  }
}

/** Leaves the coefficients of the 64 x 64 samples at COEFFICIENTS. */
export function transform(samples: usize): void {
  for (let i: usize = 0; i < 16; i++) {
    for (let column: usize = 0; column < WIDE; column += NARROW) {
      sixteenSums(D + i * WIDE, samples + column, WIDE, T + i * WIDE + column);
    }
  }
  for (let i: usize = 0; i < 16; i++) sixteenSums(T + i * WIDE, D_TRANSPOSED, NARROW, COEFFICIENTS + i * NARROW);
}

/** Product of a row of 64 floats and 16 neighbouring columns of a matrix with 64 rows. */
function sixteenSums(row: usize, columns: usize, stride: usize, out: usize): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let k: usize = 0; k < 64; k++) {
    const factor = v128.load32_splat(row + (k << 2));
    a = f32x4.add(a, f32x4.mul(factor, v128.load(columns)));
    b = f32x4.add(b, f32x4.mul(factor, v128.load(columns, 16)));
    c = f32x4.add(c, f32x4.mul(factor, v128.load(columns, 32)));
    d = f32x4.add(d, f32x4.mul(factor, v128.load(columns, 48)));
    columns += stride;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}
