// What a ladder is: the steps by which a request is repeated or escalated, as data. Which step is taken, and when, a person
// decides; the data says to whom each goes, what it stands on, and what it needs.
import { inForce, type Country, type Duration, type Ground, type Recorded, type Rule, type Said } from './rule.ts';
import { dayAt } from './zones.ts';

/** What a step asks to be taken down: what it names, a whole site, or a site's name. */
export type Reach = 'items' | 'site' | 'registrar';
export type RecipientKind = 'platform' | 'host' | 'registrar' | 'search' | 'regulator';

export interface Rung {
  readonly id: string;
  readonly name: Said;
  readonly says: Said;
  readonly recipients: readonly RecipientKind[];
  readonly reach: Reach;
  /** Ids of the rules that it can stand on; the one that covers the ground applies. None: it can only be voluntary. */
  readonly rules: readonly string[];
  /** Whether the rule's length of time runs for this step. Warnings stand on a rule whose hours are the order's. */
  readonly clock: boolean;
  /** After how long without an answer the next step is offered, where no clock runs. Null: a person decides. */
  readonly wait: Duration | null;
}

export interface Ladder extends Recorded {
  readonly id: string;
  readonly kind: 'law' | 'practice';
  readonly country: Country | null;
  readonly name: Said;
  readonly grounds: readonly Ground[];
  readonly rungs: readonly [Rung, ...Rung[]];
}

/** Steps against a whole site or its name need a third person and, in writing, why nothing less would do. */
export const needsThird = ({ reach }: Pick<Rung, 'reach'>): boolean => reach !== 'items';

/** The rule that a step stands on for a ground on that day; undefined where it can only be voluntary. */
export function ruleOfRung({ rules: ids }: Rung, ground: Ground, now: Date, among: readonly Rule[]): Rule | undefined {
  const covering = among.filter((rule) => ids.includes(rule.id) && rule.grounds.includes(ground));
  return covering
    .filter((rule) => inForce(rule, dayAt(now, rule.zones[0])))
    .toSorted((a, b) => b.version - a.version)[0];
}
