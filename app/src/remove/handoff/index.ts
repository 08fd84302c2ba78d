// Hand-overs and holds: what goes before the first notice, and what goes to other hotlines. The folder's door.
export { exportToHotline } from './export.ts';
export { countHolds, type HoldCounts, isHeld } from './hold-store.ts';
export { endHold, placeHold, renewHold } from './holds.ts';
export { mayNotice, type WhyNot } from './may-notice.ts';
export { openHandOff } from './opening.ts';
export { handToHotline, handToPolice, noteReceipt, noteReturned, readHandOffs } from './verbs.ts';
