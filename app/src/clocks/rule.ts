// What a dated rule is: what a law or a practice says about how long something may take, who may invoke it, and from when.
// Rules are data with a version; a rule that changes gets the next version and has to be signed anew.
import type { Zone } from './zones.ts';

/** The closed list of grounds on which anything is asked to be removed. */
export const grounds = [
  'child-sexual-exploitation',
  'image-based-sexual-abuse',
  'sexual-extortion',
  'grooming',
  'trafficking',
] as const;
export type Ground = (typeof grounds)[number];

/** A text of the data itself, in both languages that every page speaks. */
export interface Said {
  readonly id: string;
  readonly en: string;
}

/** What an organisation can be, as rules ask for it. */
export const authorityKinds = [
  'id-ministry',
  'id-court',
  'id-law-enforcement',
  'eu-judicial-or-administrative',
  'us-authorised-representative',
  'au-esafety-commissioner',
] as const;
export type AuthorityKind = (typeof authorityKinds)[number];

/** What has to be proved for the clock to begin, in the order in which it happens. */
export const startEvents = ['sent', 'handed-over', 'received'] as const;
export type StartEvent = (typeof startEvents)[number];

export type DurationUnit = 'hours' | 'calendar-days' | 'business-days';
export interface Duration {
  readonly unit: DurationUnit;
  readonly count: number;
}

/** What makes a clock stand still. `contest`: the desk itself decides on a contest. `stayed`: a court or authority stayed it. */
export const pauseReasons = ['contest', 'stayed'] as const;
export type PauseReason = (typeof pauseReasons)[number];

export type Country = 'ID' | 'EU' | 'US' | 'AU' | 'GB';

/** Where something was read, and when it was written down here. */
export interface Recorded {
  readonly citation: string;
  readonly sources: readonly string[];
  readonly recordedOn: string;
  /** Nobody who could answer for it has checked it. Organisations sign it off for themselves. */
  readonly checked: null;
  /** What was not seen, was recalled only, or is this desk's own choice. */
  readonly note: Said | null;
}

export interface Rule extends Recorded {
  readonly id: string;
  readonly version: number;
  /** A practice binds nobody: what is asked under it is voluntary. */
  readonly kind: 'law' | 'practice';
  /** Null for what belongs to no country. */
  readonly country: Country | null;
  readonly name: Said;
  readonly says: Said;
  /** Days (YYYY-MM-DD) on which it is in force, both included. No first day: not in force. */
  readonly inForceFrom: string | null;
  readonly inForceUntil: string | null;
  /** Whether the first day is the day it came into force, or the first one on which a source speaks of it as in force. */
  readonly inForceKnown: 'commenced' | 'seen' | null;
  readonly grounds: readonly Ground[];
  readonly whoMayInvoke: Said;
  /** The organisation has to be one of these; none for what anybody may do. */
  readonly authorityNeeded: readonly AuthorityKind[];
  readonly startEvent: StartEvent;
  /** Null where the rule names no length of time: no clock is made up for it. */
  readonly duration: Duration | null;
  /** Whether every hour counts, or only those of business days. */
  readonly calendar: '24x7' | 'business';
  /** Whose holidays are no business days, as the organisation recorded them. */
  readonly holidaysOf: string | null;
  /** Zones in which it may be counted; the first where nothing else is said. */
  readonly zones: readonly [Zone, ...Zone[]];
  readonly pauses: readonly PauseReason[];
}

/** Whether a day (YYYY-MM-DD) is one on which the rule is in force. */
export function inForce({ inForceFrom, inForceUntil }: Rule, day: string): boolean {
  return inForceFrom !== null && inForceFrom <= day && (inForceUntil === null || day <= inForceUntil);
}
