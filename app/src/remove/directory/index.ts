// The directory: who can take something down, and how each takes notices. The folder's door.
export { entryOfHost, hostFor, isVouchedFor } from './found.ts';
export { platformId } from './input.ts';
export { loadKnown } from './load.ts';
export {
  findPlatform,
  listPlatforms,
  type Platform,
  platformByCode,
  type PlatformChanges,
  type PlatformKind,
  type PlatformWay,
  updatePlatform,
} from './store.ts';
export {
  checkPlatform,
  keepPlatform,
  openWebhookSecret,
  ownPlatform,
  type PlatformSight,
  readDirectory,
  readPlatform,
  retirePlatform,
} from './verbs.ts';
