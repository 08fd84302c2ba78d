// What a country's procedure asks to happen before the first notice, as dated data with its source.
import type { RemovalGround } from '../states.ts';

export interface Procedure {
  /** Of the desk; null: wherever no line of its own stands. */
  country: string | null;
  /** Grounds on which police are told, and asked to have traces preserved, before whoever hosts it is. */
  policeFirst: readonly RemovalGround[];
  citation: string;
  source: string;
  recordedOn: string;
  checked: null | { by: string; on: string };
}

const practice = {
  policeFirst: ['child-sexual-exploitation'],
  citation: 'INHOPE practice: of what is hosted in the own country, police are told and the host is served a notice',
  source: 'https://inhope.org/EN/articles/what-is-a-hotline-analyst',
  recordedOn: '2026-11-29',
  checked: null,
} as const satisfies Omit<Procedure, 'country'>;

export const procedures: readonly Procedure[] = [
  { country: 'ID', ...practice },
  { country: null, ...practice },
];

export const procedureOf = (country: string): Procedure =>
  procedures.find((each) => each.country === country) ?? procedures.find((each) => each.country === null)!;
