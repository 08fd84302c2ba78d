// Locating: where an item lies, and which way its removal takes from there. The folder's door.
export { type Found, placeBlind } from './found.ts';
export { type Here, standsIn } from './here.ts';
export { type Hotline, hotlineOf, hotlines } from './hotlines.ts';
export { lastFound } from './last.ts';
export { type Finding, type Moved, type OnMoved, onMovedPart } from './moved.ts';
export { noteLocation } from './note.ts';
export { type Route, routeOf, type Step } from './route.ts';
export { locateRemoval, type LocationSight, readLocations, relocate } from './verbs.ts';
