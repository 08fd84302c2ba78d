// What other folders' tests and `npm run bench` take from here: entries as a walk finds them, and what reading costs.
export { entryInArchive, entryOf, readAll } from './testing/entries.ts';
export { measureReaders, measureVideos } from './testing/measure.ts';
export type { ReadersMeasured, VideosMeasured } from './testing/measure.ts';
