// The door of this folder: files to facts. Every file is read by a process of its own kind, under limits that the kernel
// keeps; what it holds stays in that process's memory, is wiped there, and is written nowhere.
export type { ReaderOptions } from './options.ts';
export { createReaders } from './readers.ts';
export type { Readers } from './readers.ts';
