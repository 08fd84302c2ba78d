// Feeds pictures to the WebAssembly kernel, band by band, so that its memory stays small however tall a picture is; for
// lookups through its screen first.

import { hashOf } from './bits.ts';
import { createFingerprinter } from './fingerprinter.ts';
import type { Fingerprint, Fingerprinter } from './fingerprinter.ts';
import { checkPicture } from './picture.ts';
import type { Picture, Pixels } from './picture.ts';
import { ALLOWANCE, isBeyondDoubt, isForScreen, MIN_SCREENED_SIDE, sampleErrorSeen } from './screen.ts';

/** What assembly/index.ts exports; addresses are in bytes. */
interface KernelExports {
  memory: WebAssembly.Memory;
  begin(this: void, width: number, height: number, channels: number, bandRows: number): number;
  push(this: void, rows: number): void;
  finish(this: void): number;
  beginOnScreen(this: void, width: number, height: number, channels: number, bandRows: number): number;
  pushToScreen(this: void, rows: number): void;
  finishScreen(this: void, error: number): number;
  coefficients(this: void): number;
  samples(this: void): number;
}

export interface LookupFingerprint extends Fingerprint {
  /** Whether the screen was enough; otherwise it is what `fingerprint` gives, computed as it does. */
  screened: boolean;
}

export interface Kernel extends Fingerprinter {
  /**
   * The hash to look a picture up by, in a third of the time where the screen suffices: pictures of at least 512 x 512
   * with a quality of 100 whose bits all lie clear of their limit. It has never differed from `fingerprint`, but that is
   * measured and not proven: a hash that is stored or given away comes from `fingerprint`. Takes what it takes, throws
   * what it throws.
   */
  fingerprintForLookup(this: void, pixels: Pixels, width: number, height: number): LookupFingerprint;
}

/** Size of a band, unless eight rows are more: measured flat from 16 kB to 256 kB, so it stays within a small cache. */
const BAND_BYTES = 64 * 1024;

/**
 * An implementation of PDQ that runs in an instance of generated/pdq.wasm. The instance's memory grows with the largest
 * picture so far to about width x (height / 32 + 230) bytes: 1.4 MB for 4000 x 3000, 5.5 MB for 10,000 x 10,000.
 *
 * @throws TypeError if it is an instance of anything else.
 */
export function createKernel(instance: WebAssembly.Instance): Kernel {
  const { onFullPath, onScreen } = pathsOf(instance);
  const exact = createFingerprinter(onFullPath);
  return {
    ...exact,
    fingerprintForLookup(pixels, width, height) {
      const picture = checkPicture(pixels, width, height);
      if (Math.min(width, height) >= MIN_SCREENED_SIDE) {
        const { coefficients, quality } = onScreen(picture);
        if (isForScreen(coefficients, quality) && isBeyondDoubt(coefficients, Math.max(width, height)))
          return { hash: hashOf(coefficients), quality, screened: true };
      }
      return { ...exact.fingerprint(pixels, width, height), screened: false };
    },
  };
}

export interface Path {
  /** 16 x 16, row by row; good until the next picture. */
  coefficients: Float32Array;
  /** 64 x 64, row by row; good until the next picture. */
  samples: Float32Array;
  /** On the screen the least that it can be. */
  quality: number;
}

/** The two ways of a picture through the kernel. @throws TypeError for an instance of anything else. */
export function pathsOf(instance: WebAssembly.Instance): Record<'onFullPath' | 'onScreen', (picture: Picture) => Path> {
  const kernel = instance.exports;
  if (!isKernel(kernel)) {
    throw new TypeError(`The module exports ${Object.keys(kernel).join(', ') || 'nothing'}; expected the PDQ kernel`);
  }
  const path = (quality: number): Path => ({
    coefficients: new Float32Array(kernel.memory.buffer, kernel.coefficients(), 256),
    samples: new Float32Array(kernel.memory.buffer, kernel.samples(), 4096),
    quality,
  });
  return {
    onFullPath(picture) {
      feed(kernel, picture, kernel.begin, kernel.push);
      return path(kernel.finish());
    },
    onScreen(picture) {
      feed(kernel, picture, kernel.beginOnScreen, kernel.pushToScreen);
      const side = Math.max(picture.width, picture.height);
      return path(kernel.finishScreen(ALLOWANCE * sampleErrorSeen(side)));
    },
  };
}

const functions = 'begin push finish beginOnScreen pushToScreen finishScreen coefficients samples'.split(' ');

function isKernel(exports: WebAssembly.Exports): exports is WebAssembly.Exports & KernelExports {
  return (
    exports['memory'] instanceof WebAssembly.Memory && functions.every((name) => typeof exports[name] === 'function')
  );
}

function feed(
  kernel: KernelExports,
  picture: Picture,
  begin: KernelExports['begin'],
  push: KernelExports['push'],
): void {
  const { pixels, height } = picture;
  const rowBytes = picture.width * picture.channels;
  const bandRows = Math.max(8, Math.floor(BAND_BYTES / rowBytes / 8) * 8);
  const address = started(begin, picture, bandRows);
  const band = new Uint8Array(kernel.memory.buffer, address, bandRows * rowBytes);
  for (let row = 0; row < height; row += bandRows) {
    band.set(pixels.subarray(row * rowBytes, (row + bandRows) * rowBytes));
    push(Math.min(bandRows, height - row));
  }
}

function started(begin: KernelExports['begin'], { width, height, channels }: Picture, bandRows: number): number {
  try {
    return begin(width, height, channels, bandRows);
  } catch (cause) {
    throw new Error(`No working memory for a picture of ${width} x ${height} pixels could be had`, { cause });
  }
}
