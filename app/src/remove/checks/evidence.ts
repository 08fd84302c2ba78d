// What checks, officers and platforms together prove about an item. Pure: everything that is known in, one grade out.
// "Machine-confirmed" is the only grade that claims it is gone from everywhere, so it is the only one that asks for two
// networks in two countries.
import { dayMs, hourMs } from '../../kit/time.ts';
import { type Grade, grades } from '../states.ts';
import type { Seen } from '../removal/store.ts';
import type { Outcome } from './reading.ts';

/** One look from one vantage point. Those of one round have the same time. */
export interface Check {
  at: Date;
  vantageId: string;
  /** As attested when it was made. */
  network: number;
  country: string;
  outcome: Outcome;
}

export interface Known {
  /** In any order. */
  checks: readonly Check[];
  /** The first notice: from then on whoever was asked knows which countries look. */
  askedAt: Date | null;
  /** A named officer says that it is gone. */
  attestations: readonly { at: Date }[];
  /** The platform, or a hotline abroad, says that it is gone. */
  statements: readonly { at: Date }[];
}

export interface Place {
  network: number;
  country: string;
}

export interface Evidence {
  /** The strongest one; null while nothing proves that it is gone. */
  grade: Grade | null;
  standing: Seen;
  /** From where it was seen gone, in the stretch that still lasts. */
  from: Place[];
  /** Since when it is gone by that grade: the first of the checks that agree, or when it was said. */
  since: Date | null;
}

/** The least that proves it, as the design has it. */
export const least = { checks: 3, spanMs: dayMs, networks: 2, countries: 2 };

/** Checks this close together saw the same moment. */
const togetherMs = hourMs;

/** It was there, or could be: nothing that was said or seen before counts any more as a sign that it is gone. */
const breaks = new Set<Outcome>(['present', 'geo-blocked', 'moved']);
const decides = new Set<Outcome>(['present', 'gone', 'geo-blocked', 'moved']);

export function weigh(known: Known): Evidence {
  const checks = known.checks.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const run = agreeing(checks);
  const byMachine = gradeOf(run, blockedCountries(checks, known.askedAt));
  const presentAt = checks.findLast(({ outcome }) => outcome === 'present')?.at ?? null;
  const standing = standingOf(checks);
  const claims: [Grade, Date | undefined][] = [
    ['machine-confirmed', byMachine === 'machine-confirmed' ? run[0]!.at : undefined],
    ['attested', firstAfter(known.attestations, presentAt)],
    ['gone-one-place', byMachine === 'gone-one-place' ? run[0]!.at : undefined],
    ['stated', firstAfter(known.statements, presentAt)],
  ];
  const best = claims.find(([, since]) => since !== undefined);
  return { grade: best?.[0] ?? null, since: best?.[1] ?? null, standing, from: placesOf(run) };
}

/** Whether one grade says more than another. */
export const isStronger = (grade: Grade | null, than: Grade | null): boolean =>
  grade !== null && (than === null || grades.indexOf(grade) > grades.indexOf(than));

/**
 * The checks that agree that it is gone: since the last one that saw it, or saw it blocked or moved. Errors, walls and
 * pages that merely say so neither count nor break the stretch. One that found it in the same round counts against all.
 */
function agreeing(checks: readonly Check[]): Check[] {
  const broken = checks.findLast(({ outcome }) => breaks.has(outcome))?.at;
  return checks.filter(({ outcome, at }) => outcome === 'gone' && (broken === undefined || at > broken));
}

/**
 * A platform that withholds something in one country answers "not found" there and shows it everywhere else. From one
 * country alone that cannot be told from a removal, however many networks agree; so two countries have to, at the same
 * moment, and neither may be one in which it was openly withheld after the notice: there it may be withheld quietly now.
 */
function gradeOf(run: readonly Check[], blocked: ReadonlySet<string>): Grade | null {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || run.length < least.checks || spanMs(first, last) < least.spanMs) return null;
  const open = run.filter(({ country }) => !blocked.has(country));
  const begun = open[0];
  // A country that was told "not here" and has not been told "gone" since is blocked still, as far as anyone knows.
  const stillBlocked = [...blocked].filter((country) => !run.some((check) => check.country === country));
  const confirms =
    begun !== undefined &&
    stillBlocked.length === 0 &&
    open.length >= least.checks &&
    open.some((check) => spanMs(begun, check) >= least.spanMs && open.some((other) => confirm(check, other)));
  return confirms ? 'machine-confirmed' : 'gone-one-place';
}

const spanMs = (one: Check, other: Check): number => other.at.getTime() - one.at.getTime();

const confirm = (one: Check, other: Check): boolean =>
  one.network !== other.network && one.country !== other.country && Math.abs(spanMs(one, other)) <= togetherMs;

function blockedCountries(checks: readonly Check[], askedAt: Date | null): Set<string> {
  const since = askedAt?.getTime() ?? -Infinity;
  const blocked = checks.filter(({ outcome, at }) => outcome === 'geo-blocked' && at.getTime() >= since);
  return new Set(blocked.map(({ country }) => country));
}

/**
 * How it stands by what each vantage point could last tell, within a day of the newest check: there as soon as one sees
 * it, gone only where nobody saw anything else.
 */
function standingOf(checks: readonly Check[]): Seen {
  const newest = checks.at(-1)?.at.getTime() ?? 0;
  const latest = new Map<string, Outcome>();
  for (const { vantageId, outcome, at } of checks)
    if (decides.has(outcome) && at.getTime() >= newest - dayMs) latest.set(vantageId, outcome);
  const told = new Set(latest.values());
  if (told.has('present')) return 'present';
  return told.has('gone') && told.size === 1 ? 'gone' : 'unclear';
}

function placesOf(run: readonly Check[]): Place[] {
  const places = new Map(run.map(({ network, country }) => [`${country} ${network}`, { network, country }]));
  return [...places.values()].toSorted((a, b) => a.country.localeCompare(b.country) || a.network - b.network);
}

/** When it was first said after it was last seen there. */
function firstAfter(said: readonly { at: Date }[], presentAt: Date | null): Date | undefined {
  const valid = said.filter(({ at }) => presentAt === null || at > presentAt);
  return valid.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]?.at;
}
