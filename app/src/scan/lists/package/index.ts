// Exports of a desk as lists of a scan. The folder's door.
export { isPackage, openPackage, type OpenOptions, type OpenPackage, type PackageHeader } from './read.ts';
export { takePackage } from './take.ts';
