// What the state of a removal becomes by what was seen. Pure: it names the transition, and the table of states allows it.
import { hourMs } from '../../kit/time.ts';
import type { Removal, RemovalChanges } from '../removal/store.ts';
import { allowed, type RemovalTransition, removalStates } from '../states.ts';
import { type Check, type Evidence, isStronger } from './evidence.ts';
import type { Outcome } from './reading.ts';
import { watchMs } from './schedule.ts';

/** So many rounds in a row in which nothing could be told, over this time, are no mishap. */
export const blindRounds = 3;
const blindForMs = 2 * hourMs;

/** What of a removal decides on its next state. */
export type Followed = Pick<Removal, 'state' | 'grade' | 'gradedAt' | 'askedAt' | 'removedAt' | 'reappearances'>;

export interface Move {
  transition: RemovalTransition;
  changes: RemovalChanges;
}

/** The checks of one moment, from every vantage point. */
interface Round {
  at: number;
  outcomes: Outcome[];
}

function roundsOf(checks: readonly Check[]): Round[] {
  const rounds = Map.groupBy(checks, ({ at }) => at.getTime());
  return [...rounds]
    .map(([at, made]) => ({ at, outcomes: made.map(({ outcome }) => outcome) }))
    .toSorted((a, b) => a.at - b.at);
}

/** The rounds that found it after it was said to be gone. */
const foundSince = (rounds: readonly Round[], { gradedAt }: Followed): Round[] =>
  rounds.filter(({ at, outcomes }) => gradedAt !== null && at > gradedAt.getTime() && outcomes.includes('present'));

/** Whether it is said to be gone, and was seen once since: it is to be looked at again soon. */
export const isDoubted = (removal: Followed, checks: readonly Check[]): boolean =>
  removal.state === 'removed' && roundsOf(checks).at(-1)?.outcomes.includes('present') === true;

/** What follows from the newest round; null when nothing does. */
export function moveFor(removal: Followed, evidence: Evidence, checks: readonly Check[], now: Date): Move | null {
  const rounds = roundsOf(checks);
  const move =
    removal.state === 'removed'
      ? whenRemoved(removal, evidence, rounds, now)
      : whenAwaited(removal, evidence, checks, rounds, now);
  return move && allowed(removalStates, removal.state).includes(move.transition) ? move : null;
}

function whenRemoved(removal: Followed, evidence: Evidence, rounds: Round[], now: Date): Move | null {
  const found = foundSince(rounds, removal);
  // A second look: one that saw it alone may have met a page of the host's that says little.
  if (found.length >= 2 && found.at(-1) === rounds.at(-1))
    return { transition: 'find-again', changes: backAgain(removal) };
  return evidence.standing !== 'present' && isStronger(evidence.grade, removal.grade)
    ? { transition: 'say-removed', changes: gone(removal, evidence, now) }
    : null;
}

/** What the platform merely stated was not gone before: it did not come back, and no time to removal is counted. */
function backAgain({ grade, removedAt, reappearances }: Followed): RemovalChanges {
  const was = grade !== 'stated';
  return {
    grade: null,
    gradedAt: null,
    watchUntil: null,
    reappearances: reappearances + (was ? 1 : 0),
    removedAt: was ? removedAt : null,
  };
}

/** What is written of a removal when it is said to be gone. */
export function gone(
  { removedAt }: Pick<Followed, 'removedAt'>,
  { grade, since }: Pick<Evidence, 'grade' | 'since'>,
  now: Date,
): RemovalChanges {
  return {
    grade,
    gradedAt: now,
    removedAt: removedAt ?? since ?? now,
    watchUntil: new Date(now.getTime() + watchMs),
  };
}

function whenAwaited(
  removal: Followed,
  evidence: Evidence,
  checks: readonly Check[],
  rounds: Round[],
  now: Date,
): Move | null {
  if (evidence.grade !== null && evidence.standing === 'gone')
    return { transition: 'say-removed', changes: gone(removal, evidence, now) };
  const newest = rounds.at(-1)?.outcomes ?? [];
  if (isMovedTwice(rounds)) return { transition: 'find-moved', changes: {} };
  if (removal.askedAt === null) return null;
  if (newest.includes('geo-blocked')) return { transition: 'find-blocked', changes: {} };
  if (newest.includes('present'))
    return removal.state === 'geo-blocked' && isBlockedSomewhere(checks)
      ? null
      : { transition: 'see-again', changes: {} };
  // That a deadline was missed, that it was refused or came back says more than that it cannot be seen now.
  const mayBeLost = removal.state === 'notice-open';
  return mayBeLost && isBlind(rounds) ? { transition: 'lose-sight', changes: {} } : null;
}

const isMovedTwice = (rounds: Round[]): boolean =>
  rounds.length >= 2 &&
  rounds.slice(-2).every(({ outcomes }) => outcomes.includes('moved') && !outcomes.includes('present'));

const told = new Set<Outcome>(['present', 'gone', 'geo-blocked', 'moved']);

function isBlind(rounds: Round[]): boolean {
  const last = rounds.slice(-blindRounds);
  return (
    last.length === blindRounds &&
    last.at(-1)!.at - last[0]!.at >= blindForMs &&
    last.every(({ outcomes }) => outcomes.every((outcome) => !told.has(outcome)))
  );
}

/** Whether a vantage point that was told "not in your country" has not seen it since. */
function isBlockedSomewhere(checks: readonly Check[]): boolean {
  const latest = new Map<string, Outcome>();
  for (const { vantageId, outcome } of checks.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    if (told.has(outcome)) latest.set(vantageId, outcome);
  return [...latest.values()].includes('geo-blocked');
}
