// The shape of the first-hour steps: dated and versioned data in both languages, with where it comes from. What is wrong
// in it can hurt someone, so each file says who checked it, and nobody yet is said as such.
import type { DoorName } from '../../../kit/look/icons.ts';
import type { Language } from '../../../kit/words.ts';
import type { LineKind } from '../lines.ts';

/** The eight steps, in the order in which they are taken. */
export const firstHour = ['safe', 'blameless', 'stop', 'keep', 'block', 'protect', 'adult', 'report'] as const;

export type StepId = (typeof firstHour)[number];

/** What a step says: its heading, sentences, a list of things, and what has to be said after the list. */
export interface StepWords {
  title: string;
  text: readonly string[];
  list?: readonly string[];
  after?: readonly string[];
}

export interface Step<Id extends string = string> {
  id: Id;
  say: Readonly<Record<Language, StepWords>>;
  /** The kinds of numbers to call that are shown in the step. */
  lines?: readonly LineKind[];
  /** The door of this desk that the step leads to, shown where it stands open. */
  door?: DoorName;
  /** Leads on to what to do when money was paid. */
  paid?: true;
  /** Places elsewhere that help with the step. */
  links?: readonly { href: string; label: Readonly<Record<Language, string>> }[];
}

export interface Guide<Id extends string = string> {
  /** Its address below /help: a number, because an address stays in the history and is read over a shoulder. */
  path: string;
  version: number;
  /** The day of this version, YYYY-MM-DD. */
  date: string;
  /** Who checked it and when; null while nobody has. */
  checked: { by: string; date: string } | null;
  sources: readonly { title: string; href: string }[];
  title: Readonly<Record<Language, string>>;
  lead: Readonly<Record<Language, string>>;
  steps: readonly Step<Id>[];
}

/** What someone is going through, as they would say it themselves, and the eight steps. */
export type Topic = Guide<StepId>;
