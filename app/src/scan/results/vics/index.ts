// VICS, the form in which Project VIC exchanges media: in as a list, out as a case. The folder's only door.

export { isVics, type OnFault, readVics } from './read.ts';
export { type VicsFacts, type VicsVersion, writeVics } from './write.ts';
