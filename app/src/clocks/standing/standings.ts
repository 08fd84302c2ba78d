// Whether an organisation may invoke a rule on a day, and if not, why not: it has to be in force, signed off in that very
// version by a named person, and the organisation has to be what the rule asks for.
import type { Work } from '../../runtime/database.ts';
import { type Ground, inForce, type Rule } from '../rule.ts';
import { currentRules, rules } from '../rules.ts';
import { dayAt } from '../zones.ts';
import { type Authority, listAuthorities, listSignOffs, type SignOff } from './store.ts';

/** What keeps a rule from being invoked, in the order in which it is asked. */
export const obstacles = ['not-in-force', 'unsigned', 'no-authority'] as const;
export type Obstacle = (typeof obstacles)[number];

export interface Standing {
  rule: Rule;
  standing: 'usable' | Obstacle;
  /** All that is in the way, the first one being the standing. */
  missing: Obstacle[];
  signOff: SignOff | null;
  /** The authority that invokes it; null where none is held, or where the rule asks for none. */
  authorityId: string | null;
}

/** An authority counts once a second person confirmed it, from its first day to its last, until it is ended. */
export function authorityHolds(authority: Authority, day: string): boolean {
  const { validFrom, validUntil, confirmedAt, endedAt } = authority;
  return confirmedAt !== null && endedAt === null && validFrom <= day && (validUntil === null || day <= validUntil);
}

/** Pure: how a rule stands with these sign-offs and authorities. The day is that of the rule's own zone. */
export function standingWith(
  rule: Rule,
  { signOffs, authorities }: { signOffs: readonly SignOff[]; authorities: readonly Authority[] },
  now: Date,
): Standing {
  const day = dayAt(now, rule.zones[0]);
  const signOff =
    signOffs.find(({ ruleId, ruleVersion }) => ruleId === rule.id && ruleVersion === rule.version) ?? null;
  const authority = authorities.find((held) => rule.authorityNeeded.includes(held.kind) && authorityHolds(held, day));
  const missing = obstacles.filter((obstacle) => {
    if (obstacle === 'not-in-force') return !inForce(rule, day);
    if (obstacle === 'unsigned') return signOff === null;
    return rule.authorityNeeded.length > 0 && !authority;
  });
  return { rule, standing: missing[0] ?? 'usable', missing, signOff, authorityId: authority?.id ?? null };
}

/** How the rules for a ground stand for the transaction's organisation; all rules where no ground is named. */
export async function standingsOf(
  work: Work,
  { ground, among = rules }: { ground?: Ground; among?: readonly Rule[] },
  now: Date,
): Promise<Standing[]> {
  const [signOffs, authorities] = [await listSignOffs(work), await listAuthorities(work)];
  return currentRules(now, among)
    .filter(({ grounds }) => ground === undefined || grounds.includes(ground))
    .map((rule) => standingWith(rule, { signOffs, authorities }, now));
}
