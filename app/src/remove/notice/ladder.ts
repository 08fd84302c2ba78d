// Which ladder a notice climbs and what its rungs are: data of the room of clocks, read here in the desk's own words.
import { findLadder, type Ladder, type Rung } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Notice, Reach } from './store.ts';

/** @throws Refusal `no-such-ladder`. */
export function ladderOf(id: string): Ladder {
  const ladder = findLadder(id);
  if (ladder) return ladder;
  throw new Refusal('not-found', 'no-such-ladder', `There is no ladder "${id}"`);
}

/** The rung that a notice stands on. */
export const rungOf = ({ ladder, rung }: Pick<Notice, 'ladder' | 'rung'>): Rung => ladderOf(ladder).rungs[rung]!;

/** The rung after this one; null on the last. */
export const nextRung = ({ ladder, rung }: Pick<Notice, 'ladder' | 'rung'>): Rung | null =>
  ladderOf(ladder).rungs[rung + 1] ?? null;

/** What is asked for on a rung: a rung against a whole site is never less than that. */
export const reachOn = (rung: Rung, wanted: Reach): Reach => (rung.reach === 'items' ? wanted : rung.reach);
