// Outside: what this server sends to others. The room's only door.
export { fetchGuarded, type GuardedAnswer, type GuardOptions } from './guard.ts';
export { type GuardReason, GuardRefused } from './refused.ts';
