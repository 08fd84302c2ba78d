// Lists of what is known, and whether a file is on one of them. The folder's door.
export type { ListFacts } from './listed.ts';
export { loadLists, type LoadOptions } from './load.ts';
export { Matcher, usualQualityFloor, widestRadiusBits } from './matcher.ts';
