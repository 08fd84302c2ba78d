// Clocks: dated rules and ladders as data, who may invoke them, and the deadlines that run under them. The room's only door.
export {
  beginDeadline,
  deadlinesOf,
  dropDeadlines,
  mayWaive,
  meetDeadlines,
  reopenDeadlines,
  resumeDeadlines,
  startDeadlines,
  suspendDeadlines,
} from './deadlines/run.ts';
export { breachDue } from './deadlines/breach.ts';
export { breachDeadline, readDeadlines, waiveDeadline } from './deadlines/verbs.ts';
export { type DeadlineState, deadlineStates } from './deadlines/states.ts';
export type { Deadline, FrozenRule } from './deadlines/store.ts';
export { clocksDemonstration } from './demonstration.ts';
export { addHolidays, readHolidays, removeHoliday } from './holidays/verbs.ts';
export { type Ladder, needsThird, type Reach, type RecipientKind, type Rung, ruleOfRung } from './ladder.ts';
export { findLadder, ladders, laddersFor } from './ladders.ts';
export type { AuthorityKind, Duration, Ground, PauseReason, Rule, Said, StartEvent } from './rule.ts';
export { currentRules, findRule, rules } from './rules.ts';
export { type Obstacle, type Standing, standingsOf } from './standing/standings.ts';
export { findAuthority } from './standing/store.ts';
export {
  confirmAuthority,
  endAuthority,
  readAuthorities,
  readRules,
  recordAuthority,
  signRule,
  withdrawRuleSignOff,
} from './standing/verbs.ts';
export { type Zone, zones } from './zones.ts';
