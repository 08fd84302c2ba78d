// The door of this folder: `walk` yields every file below folders and within archives, one at a time and in constant
// memory. Nothing is written, followed or left open.
export { walkLimits } from './found.ts';
export type { Found, FoundFile, FoundPassed, FoundUnreadable, Stretch, WalkLimits, Whereabouts } from './found.ts';
export { nameOf } from './names.ts';
export { EntryUnreadable, whyOf } from './unreadable.ts';
export { walk, walkStretch } from './walk.ts';
export type { WalkOptions } from './walk.ts';
