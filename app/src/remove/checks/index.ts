// Checks: whether an item is still there, as seen from several networks and countries. The folder's door.
export { attest, checkNow } from './attest.ts';
export { checkDue, openChecks } from './due.ts';
export { type Check, type Evidence, isStronger, type Known, type Place, weigh } from './evidence.ts';
export { noteChecks } from './follow.ts';
export { type OnGone, onGonePart, onUntruePart } from './gone.ts';
export { type Fetch, fetchPart } from './look.ts';
export { askMandate, endMandate, readMandates, signMandate } from './mandate/verbs.ts';
export { readCheckPlan } from './plan.ts';
export { readEvidence } from './read.ts';
export { watchDays } from './schedule.ts';
export { noteStatement } from './statement.ts';
export { addVantage, readVantages, retireVantage } from './vantage/verbs.ts';
