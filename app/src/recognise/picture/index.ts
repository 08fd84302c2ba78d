// The door of this folder: offered bytes to fingerprints, safely. Pictures are decoded in processes of their own.
export { PictureRefused } from './facts.ts';
export type { PictureFacts, PictureFormat, RefusalCode } from './facts.ts';
export type { PictureReaderOptions } from './options.ts';
export { createPictureReader } from './reader.ts';
export type { PictureReader } from './reader.ts';
