// The screens of the door "protect my picture", what each asks, and what a form sent. Fingerprints and answers travel in
// the form; nothing is kept before it is sent.
import { scopes } from '../../submission/store.ts';
import { lifetimesMonths, mostPictures } from '../../submission/verbs.ts';
import { textIn } from '../sent.ts';

export const protectPath = '/protect';
export { mostPictures };

export const steps = ['begin', 'minor', 'scope', 'lifetime', 'review'] as const;
export type Step = (typeof steps)[number];

const gos = ['next', 'back', 'stay', 'send', 'change-minor', 'change-scope', 'change-lifetime'] as const;
export type Go = (typeof gos)[number];

export const options = {
  minor: ['minor', 'adult'],
  scope: scopes,
  lifetime: lifetimesMonths.map(String),
} as const;
export type Asked = keyof typeof options;

export interface Sent {
  once: string;
  at: Step;
  go: Go;
  /** One line a picture: PDQ, quality, SHA-256. */
  prints: string;
  answers: Partial<Record<Asked, string>>;
  consent: boolean;
  changing: boolean;
}

export function sentIn(body: unknown): Sent {
  const at = textIn(body, 'at') as Step;
  const go = textIn(body, 'go') as Go;
  const answers = Object.entries(options).flatMap(([name, allowed]: [string, readonly string[]]) => {
    const answer = textIn(body, name);
    return allowed.includes(answer) ? [[name, answer] as const] : [];
  });
  return {
    once: textIn(body, 'once'),
    at: steps.includes(at) ? at : 'begin',
    go: gos.includes(go) ? go : 'next',
    prints: textIn(body, 'prints'),
    answers: Object.fromEntries(answers),
    consent: textIn(body, 'consent') === 'yes',
    changing: textIn(body, 'changing') === 'yes',
  };
}

export interface Print {
  pdq: string;
  quality: number;
  sha256: string;
}

/** The fingerprints in their lines; null when a line is none, or there are none or too many. */
export function printsIn(prints: string): Print[] | null {
  const lines = prints.split('\n').filter(Boolean);
  const found = lines.flatMap((line) => {
    const [, pdq, quality, sha256] = /^([0-9a-f]{64}) (\d{1,3}) ([0-9a-f]{64})$/.exec(line) ?? [];
    return pdq && sha256 && Number(quality) <= 100 ? [{ pdq, quality: Number(quality), sha256 }] : [];
  });
  return found.length === lines.length && found.length > 0 && found.length <= mostPictures ? found : null;
}

/** The screen that a button leads to. */
export function leadsTo({ go, at, changing }: Pick<Sent, 'go' | 'at' | 'changing'>): Step {
  if (go === 'stay' || go === 'send') return at;
  if (go === 'back') return changing ? 'review' : (steps[steps.indexOf(at) - 1] ?? 'begin');
  if (go !== 'next') return go.slice('change-'.length) as Asked;
  return changing ? 'review' : (steps[steps.indexOf(at) + 1] ?? 'review');
}

/** The first screen up to this one whose answer is missing; null when all is there. */
export function missingUpTo(step: Step, { prints, answers }: Pick<Sent, 'prints' | 'answers'>): Step | null {
  const before = steps.slice(0, steps.indexOf(step) + 1);
  const isThere = (each: Step) =>
    each === 'begin' ? printsIn(prints) !== null : each === 'review' || answers[each] !== undefined;
  return before.find((each) => !isThere(each)) ?? null;
}
