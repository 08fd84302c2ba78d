// Feeds pictures to the WebAssembly kernel, band by band, so that its memory stays small however tall a picture is.

import { createFingerprinter } from './fingerprinter.ts';
import type { Fingerprinter } from './fingerprinter.ts';
import type { Picture } from './picture.ts';

/** What assembly/index.ts exports; addresses are in bytes. */
interface KernelExports {
  memory: WebAssembly.Memory;
  begin(width: number, height: number, channels: number, bandRows: number): number;
  push(rows: number): void;
  finish(): number;
  coefficients(): number;
}

/** Size of a band, unless eight rows are more: measured flat from 16 kB to 256 kB, so it stays within a small cache. */
const BAND_BYTES = 64 * 1024;

/**
 * An implementation of PDQ that runs in an instance of generated/pdq.wasm. The instance's memory grows with the largest
 * picture so far to about width x (height / 32 + 230) bytes: 1.4 MB for 4000 x 3000, 5.5 MB for 10,000 x 10,000.
 *
 * @throws TypeError if it is an instance of anything else.
 */
export function createKernel(instance: WebAssembly.Instance): Fingerprinter {
  const kernel = instance.exports;
  if (!isKernel(kernel)) {
    throw new TypeError(`The module exports ${Object.keys(kernel).join(', ') || 'nothing'}; expected the PDQ kernel`);
  }
  return createFingerprinter((picture) => {
    const quality = run(kernel, picture);
    return { coefficients: new Float32Array(kernel.memory.buffer, kernel.coefficients(), 256), quality };
  });
}

function isKernel(exports: WebAssembly.Exports): exports is WebAssembly.Exports & KernelExports {
  const functions = ['begin', 'push', 'finish', 'coefficients'];
  return (
    exports['memory'] instanceof WebAssembly.Memory && functions.every((name) => typeof exports[name] === 'function')
  );
}

/** Returns the quality and leaves the coefficients in the kernel's memory. */
function run(kernel: KernelExports, picture: Picture): number {
  const { pixels, height } = picture;
  const rowBytes = picture.width * picture.channels;
  const bandRows = Math.max(8, Math.floor(BAND_BYTES / rowBytes / 8) * 8);
  const address = begin(kernel, picture, bandRows);
  const band = new Uint8Array(kernel.memory.buffer, address, bandRows * rowBytes);
  for (let row = 0; row < height; row += bandRows) {
    band.set(pixels.subarray(row * rowBytes, (row + bandRows) * rowBytes));
    kernel.push(Math.min(bandRows, height - row));
  }
  return kernel.finish();
}

function begin(kernel: KernelExports, { width, height, channels }: Picture, bandRows: number): number {
  try {
    return kernel.begin(width, height, channels, bandRows);
  } catch (cause) {
    throw new Error(`No working memory for a picture of ${width} x ${height} pixels could be had`, { cause });
  }
}
