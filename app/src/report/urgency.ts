// What makes a report urgent: rules that can be read and changed. Each rule that applies gives a report a head start, so
// that the queue counts it as if it had come that much earlier. Waiting counts by itself, and nothing waits for ever.
// How many people reported the same thing is no rule: numbers alone never change urgency.
import { hourMs } from '../kit/time.ts';
import type { ToldFacts } from './facts.ts';

interface UrgencyRule {
  applies: (told: ToldFacts) => boolean;
  /** As the product ships it; a supervisor may change it. */
  headStartHours: number;
}

const days = 24;

/** Most urgent first. The codes are stored with a report and shown as its reasons. */
export const urgencyRules = {
  danger: { applies: (told) => told.inDanger === true, headStartHours: 365 * days },
  'extortion-now': { applies: (told) => told.extortion === 'now', headStartHours: 14 * days },
  child: { applies: (told) => told.ageBand === 'under-13' || told.ageBand === '13-17', headStartHours: 7 * days },
  'young-child': { applies: (told) => told.ageBand === 'under-13', headStartHours: 7 * days },
  'spread-public': { applies: (told) => told.spread === 'public', headStartHours: 3 * days },
  'spread-private': { applies: (told) => told.spread === 'private', headStartHours: days },
} as const satisfies Record<string, UrgencyRule>;

export type UrgencyCode = keyof typeof urgencyRules;
export const urgencyCodes = Object.keys(urgencyRules) as UrgencyCode[];

/** Head starts in hours by rule; what is missing is as shipped. */
export type HeadStarts = Partial<Record<string, number>>;

/** The rules that apply to what was told, most urgent first. */
export function urgencyOf(told: ToldFacts): UrgencyCode[] {
  return urgencyCodes.filter((code) => urgencyRules[code].applies(told));
}

/** The moment from which the queue counts: when the report came, less the head start of each rule that applies. */
export function queueAt(receivedAt: Date, codes: readonly UrgencyCode[], changed: HeadStarts = {}): Date {
  const hours = codes.reduce((sum, code) => sum + (changed[code] ?? urgencyRules[code].headStartHours), 0);
  return new Date(receivedAt.getTime() - hours * hourMs);
}
