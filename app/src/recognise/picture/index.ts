// The door of this folder: offered bytes to fingerprints. Pictures are decoded in processes of their own, which may write
// to no file and wipe what they held. Memory that the system swaps out is the operator's matter: no swap, or encrypted.
export { PictureRefused } from './facts.ts';
export type { PictureFacts, PictureFormat, RefusalCode } from './facts.ts';
export type { PictureReaderOptions } from './options.ts';
export { createPictureReader } from './reader.ts';
export type { PictureReader } from './reader.ts';
