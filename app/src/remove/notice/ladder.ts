// Which ladder a notice climbs and what its rungs are: data of the room of clocks, read here in the desk's own words.
import { findLadder, type Ladder, laddersFor, type Rung } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { PlatformKind } from '../directory/index.ts';
import type { RemovalGround } from '../states.ts';
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

/**
 * What is asked for on a rung: a rung against a whole site is never less than that. A registrar can end a site's name and
 * nothing less, whatever it is asked for.
 */
export const reachOn = (rung: Rung, recipient: PlatformKind, wanted: Reach): Reach =>
  recipient === 'registrar' ? 'registrar' : rung.reach === 'items' ? wanted : rung.reach;

/**
 * Where a notice begins: on the first rung that stands on its rule, of the ladder that was chosen or else of the one that the
 * rule belongs to; without a rule at the foot of the ladder, the general one where none was chosen.
 * @throws Refusal `no-such-ladder`, `rule-not-on-ladder`.
 */
export function startOf(
  chosen: string | null,
  ruleId: string | null,
  ground: RemovalGround,
): { ladder: string; rung: number } {
  const stands = ({ rules }: Rung): boolean => ruleId !== null && rules.includes(ruleId);
  const ladder = chosen ?? laddersFor(ground).find(({ rungs }) => rungs.some(stands))?.id ?? 'general';
  const rung = Math.max(0, ladderOf(ladder).rungs.findIndex(stands));
  checkRule(rungOf({ ladder, rung }), ruleId);
  return { ladder, rung };
}

/** @throws Refusal `rule-not-on-ladder` where a rung cannot stand on the rule. */
export function checkRule(rung: Rung, ruleId: string | null): void {
  if (ruleId === null || rung.rules.includes(ruleId)) return;
  throw new Refusal(
    'unprocessable',
    'rule-not-on-ladder',
    `A step "${rung.id}" does not stand on the rule "${ruleId}"`,
    {
      facts: { step: rung.id, rule: ruleId },
      fields: [{ path: 'ladder', message: 'the steps that belong to the rule, or no rule' }],
    },
  );
}
