// What the picture reader gives back, and how it says no. The lowest file of this folder: everything else imports it.
import type { Variant } from '@suaka/pdq';

/** The formats that are read. Everything else is refused, whatever its name or Content-Type says. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif';

/** What is known of one picture once its bytes are gone. */
export interface PictureFacts {
  /** PDQ hash, 32 bytes in the order of `@suaka/pdq`. All zero below 5 pixels of width or height. */
  hash: Uint8Array;
  /** PDQ quality, 0 to 100. 0 below 5 pixels of width or height: such a hash must not be matched. */
  quality: number;
  /** Pixels as stored in the file: EXIF orientation is not applied. */
  width: number;
  height: number;
  format: PictureFormat;
  /** Length of the offered file in bytes. */
  bytes: number;
  /** Digests of the offered file, lower-case hexadecimal. */
  md5: string;
  sha1: string;
  sha256: string;
  /** The eight turned and mirrored hashes, when they were asked for. */
  variants?: Record<Variant, Uint8Array>;
}

/** Every reason why a file is refused. */
export const refusalCodes = [
  'empty',
  'too-large',
  'not-a-picture',
  'unsupported',
  'damaged',
  'animated',
  'too-many-pixels',
  'took-too-long',
  'ran-out-of-memory',
  'reader-crashed',
  'busy',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** One file was not read. `detail` names what was seen and what would be right; it never quotes the picture. */
export class PictureRefused extends Error {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'PictureRefused';
    this.code = code;
    this.detail = detail;
  }
}
