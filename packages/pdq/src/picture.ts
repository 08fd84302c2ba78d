// A decoded picture as both implementations take it, checked once at the door.

/** Decoded pixels, one byte a channel, row by row from the top left, without gaps between rows. */
export type Pixels = Uint8Array | Uint8ClampedArray;

export interface Picture {
  pixels: Pixels;
  width: number;
  height: number;
  /** Bytes of a pixel: grey, RGB or RGBA. */
  channels: 1 | 3 | 4;
}

/** Largest side in pixels, which is also that of a JPEG file. The kernel's 32-bit address arithmetic allows for it. */
export const MAX_SIDE = 65_535;

/**
 * Checks a picture and derives its channels from the number of bytes.
 *
 * @throws TypeError if pixels is not a byte array; RangeError if a side or the number of bytes is wrong.
 */
export function checkPicture(pixels: Pixels, width: number, height: number): Picture {
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
    throw new TypeError(`pixels is ${describe(pixels)}; expected a Uint8Array or Uint8ClampedArray`);
  }
  checkSide('width', width);
  checkSide('height', height);
  const cells = width * height;
  const channels = pixels.length / cells;
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(
      `pixels holds ${pixels.length} bytes for ${width} x ${height}; ` +
        `expected ${cells} (grey), ${cells * 3} (RGB) or ${cells * 4} (RGBA)`,
    );
  }
  return { pixels, width, height, channels };
}

function checkSide(name: string, value: number): void {
  if (typeof value !== 'number') throw new TypeError(`${name} is ${describe(value)}; expected a number`);
  if (!Number.isInteger(value) || value < 1 || value > MAX_SIDE) {
    throw new RangeError(`${name} is ${value}; expected a whole number from 1 to ${MAX_SIDE}`);
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? (value.constructor?.name ?? 'an object') : typeof value;
}
