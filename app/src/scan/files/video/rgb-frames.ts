// Decoded frames to RGB, row by row without gaps, area-averaged as vPDQ does it. Runs in the process that decodes videos.
import { AREA, RGB24 } from './node-av.ts';
import type { Av, AvFrame, AvScaler } from './node-av.ts';

/** Frames of any size, one after the other. What comes out is valid until the next. */
export class RgbFrames {
  readonly #av: Av;
  #converter: Converter | undefined;

  constructor(av: Av) {
    this.#av = av;
  }

  pixelsOf(frame: AvFrame): Buffer {
    if (!this.#converter?.fits(frame)) {
      this.#converter?.end();
      this.#converter = new Converter(this.#av, frame);
    }
    return this.#converter.pixelsOf(frame);
  }

  end(): void {
    this.#converter?.end();
    this.#converter = undefined;
  }
}

/** Frames of one size and layout to RGB, row by row without gaps. Its memory is used for one frame after the other. */
class Converter {
  readonly #scaler: AvScaler;
  readonly #rgb: AvFrame;
  readonly #rows: Buffer;
  readonly #of: { width: number; height: number; format: number };

  constructor(av: Av, { width, height, format }: AvFrame) {
    this.#of = { width, height, format };
    this.#scaler = new av.SoftwareScaleContext();
    this.#scaler.getContext(width, height, format, width, height, RGB24, AREA);
    this.#rgb = new av.Frame();
    this.#rgb.alloc();
    Object.assign(this.#rgb, { width, height, format: RGB24 });
    if (this.#rgb.allocBuffer() < 0) throw new Error('failed to allocate a frame');
    this.#rows = Buffer.alloc(width * height * 3);
  }

  fits({ width, height, format }: AvFrame): boolean {
    const { width: w, height: h, format: f } = this.#of;
    return width === w && height === h && format === f;
  }

  pixelsOf(frame: AvFrame): Buffer {
    if (this.#scaler.scaleFrameSync(this.#rgb, frame) < 0) throw new Error('the frame cannot be converted to RGB');
    const [plane] = this.#rgb.data ?? [];
    const [stride = 0] = this.#rgb.linesize;
    if (!plane) throw new Error('the converted frame has no bytes');
    const rowBytes = this.#of.width * 3;
    if (stride === rowBytes) return plane.subarray(0, this.#rows.length);
    for (let y = 0; y < this.#of.height; y += 1)
      plane.copy(this.#rows, y * rowBytes, y * stride, y * stride + rowBytes);
    return this.#rows;
  }

  end(): void {
    this.#rows.fill(0);
    this.#rgb.data?.[0]?.fill(0);
    this.#rgb.free();
    this.#scaler.freeContext();
  }
}
