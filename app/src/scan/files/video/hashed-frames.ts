// Which frames of a video are hashed, and their hashes (vPDQ). Runs in the process that decodes videos.
import { fingerprint, toHex } from '@suaka/pdq';
import type { Frame } from '../../types.ts';
import type { DecodedFrame } from './frames.ts';
import type { Av } from './node-av.ts';
import { RgbFrames } from './rgb-frames.ts';

/** Frame n is hashed where n is a multiple of this. */
export function framesPerHash(secondsPerHash: number, fps: number): number {
  return Math.max(1, Math.trunc(secondsPerHash * fps));
}

export class HashedFrames {
  readonly #secondsPerHash: number;
  readonly #rgb: RgbFrames;

  constructor(av: Av, secondsPerHash: number) {
    this.#rgb = new RgbFrames(av);
    this.#secondsPerHash = secondsPerHash;
  }

  /** The frame's hash; undefined for a frame between two that are hashed. */
  take({ number, frame, fps, size: { width, height } }: DecodedFrame): Frame | undefined {
    if (number % framesPerHash(this.#secondsPerHash, fps) !== 0) return undefined;
    const { hash, quality } = fingerprint(this.#rgb.pixelsOf(frame), width, height);
    return { atMs: Math.round((number / fps) * 1000), pdq: toHex(hash), quality };
  }

  end(): void {
    this.#rgb.end();
  }
}
