// What the person concerned is told of each place that they named: one pure rule beside told.ts. Nobody else is told a
// word of it, nor how many there are. A place has a number and no address; holds, notices, police and whoever else
// reported the same do not appear.
import { dayMs, hourMs } from '../../kit/time.ts';
import { dayStart, deskDay } from '../care/index.ts';
import type { Relation } from '../facts.ts';
import { isPersonConcerned } from './told.ts';

export type PlaceState = 'not-asked' | 'asked' | 'not-found' | 'still-there' | 'gone' | 'came-back' | 'not-possible';

/** How it is known that something is gone, the weakest first; the desk of removals owns the codes. */
export const toldGrades = ['stated', 'gone-one-place', 'attested', 'machine-confirmed'] as const;
export type ToldGrade = (typeof toldGrades)[number];

/** A step of a removal, as it was told to this desk: the state it led to, and the grade of evidence that stood then. */
export interface RemovalStep {
  to: string;
  grade: string | null;
  at: Date;
}

export interface Place {
  /** From 1, in the order in which they were named. */
  number: number;
  /** From when on it is told what had been done about it before this report came. */
  heardAt: Date;
  /** Oldest first, of whichever report they were told to. */
  steps: readonly RemovalStep[];
}

export interface ToldPlace {
  number: number;
  state: PlaceState;
  /** Of what is gone only. */
  grade: ToldGrade | null;
  /** The day of this news; null while there is none. */
  since: Date | null;
}

/**
 * News is told at eight the next morning, all of a day together: whoever watches the page cannot tie it to the hour in
 * which somebody at the desk acted or a check ran, nothing new stands there at night, and what changed twice in a day
 * does so once.
 */
export function nextMorning(at: Date): Date {
  return new Date(dayStart(deskDay(at))!.getTime() + dayMs + 8 * hourMs);
}

/**
 * The moment from which what was done about a place before the report came is told: some time during the next day. Told
 * at once, or always at the same hour, it would tell whoever names a place to find out that it was known already.
 * @param drawn from 0 to 1, fixed for a report and a place, and not to be guessed.
 */
export const heardAt = (receivedAt: Date, drawn: number): Date =>
  new Date(nextMorning(receivedAt).getTime() + Math.floor(drawn * 9 * hourMs));

interface Standing {
  state: PlaceState;
  grade: ToldGrade | null;
  /** It was asked for, and not given up since. */
  asked: boolean;
  /** It was gone, and has not been gone again. */
  back: boolean;
}

const unknown: Standing = { state: 'not-asked', grade: null, asked: false, back: false };

/** @returns what the holder of the receipt is told of each place at this moment: nothing, to all but the person concerned. */
export function toldPlaces(
  report: { relation: Relation | null; receivedAt: Date },
  places: readonly Place[],
  now: Date,
): ToldPlace[] {
  if (!isPersonConcerned(report.relation)) return [];
  return places.map((place) => {
    const news = newsOf(report.receivedAt, place).findLast(({ toldAt }) => toldAt <= now);
    const { state, grade } = news?.standing ?? unknown;
    return { number: place.number, state, grade, since: state === 'not-asked' ? null : (news?.toldAt ?? null) };
  });
}

interface News {
  standing: Standing;
  toldAt: Date;
}

/** Each news of a place with when it is told, in the order in which it became true. What says nothing new is no news. */
function newsOf(receivedAt: Date, { heardAt, steps }: Place): News[] {
  const before = steps.filter(({ at }) => at < receivedAt).reduce(after, unknown);
  const news = asIfHeard(before, heardAt);
  const known = news.length > 0;
  let standing = news.at(-1)?.standing ?? unknown;
  for (const step of steps.filter(({ at }) => at >= receivedAt)) {
    const next = after(standing, step);
    const at = known && step.at < heardAt ? heardAt : step.at;
    const asksFirst = next.state === 'asked' && !standing.asked;
    const changed = next.state !== standing.state || next.grade !== standing.grade;
    if (changed) news.push({ standing: next, toldAt: asksFirst ? at : nextMorning(at) });
    standing = next;
  }
  return inOrder(news);
}

// What stood before the report came is told as if the desk had heard of the place by it: first that it was asked for, the
// morning after what came of that. That it came back would tell that it had been gone before.
function asIfHeard({ state, grade, asked }: Standing, heardAt: Date): News[] {
  const asks: News = { standing: { state: 'asked', grade: null, asked: true, back: false }, toldAt: heardAt };
  const came: News = { standing: { state, grade, asked, back: false }, toldAt: nextMorning(heardAt) };
  if (state === 'not-asked') return [];
  if (state === 'asked' || state === 'still-there' || state === 'came-back') return [asks];
  return state === 'gone' ? [asks, came] : [came];
}

// Of two news the later one is never told before the earlier one.
function inOrder(news: readonly News[]): News[] {
  let latest = 0;
  return news.map(({ standing, toldAt }) => {
    latest = Math.max(latest, toldAt.getTime());
    return { standing, toldAt: new Date(latest) };
  });
}

/** Where a place stands after a step. A state that this rule does not know changes nothing. */
function after(standing: Standing, { to, grade }: RemovalStep): Standing {
  const { asked, back } = standing;
  const led = (state: PlaceState): Standing => ({ ...standing, state, grade: null });
  switch (to) {
    case 'new':
    case 'located':
      return back ? standing : led(asked ? 'still-there' : 'not-asked');
    case 'unlocatable':
      return led('not-found');
    case 'notice-open':
      return { ...led(back ? 'came-back' : asked ? 'still-there' : 'asked'), asked: true };
    case 'overdue':
    case 'refused':
    case 'unknown':
    case 'geo-blocked':
    case 'moved':
      return { ...led('still-there'), back: false };
    case 'removed':
      return { state: 'gone', grade: gradeOf(grade), asked: true, back: false };
    case 'reappeared':
      return { ...led('came-back'), back: true };
    case 'stopped':
      return { state: 'not-possible', grade: null, asked: false, back: false };
    default:
      return standing;
  }
}

// What is not known to be better is said as the weakest.
const gradeOf = (grade: string | null): ToldGrade => toldGrades.find((one) => one === grade) ?? 'stated';
