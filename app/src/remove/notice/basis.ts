// On what a notice stands. A rule of law makes it statutory only while it can be used: in force, signed off, and invoked by
// an authority that the organisation holds. Otherwise the notice goes as voluntary, without a deadline by law.
import { findRule, standingsOf } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { RemovalGround } from '../states.ts';
import type { Notice } from './store.ts';

export type Standing = Pick<Notice, 'basis' | 'ruleId' | 'ruleVersion' | 'authorityId'>;

const voluntary: Standing = { basis: 'voluntary', ruleId: null, ruleVersion: null, authorityId: null };

/**
 * @param ruleId the rule that is to be followed; null: none.
 * @throws Refusal `no-such-rule` for a rule that is none, or is not about this ground.
 */
export async function basisOf(
  work: Work,
  ground: RemovalGround,
  ruleId: string | null,
  now: Date,
): Promise<Standing & { why: string | null }> {
  if (ruleId === null) return { ...voluntary, why: null };
  const found = (await standingsOf(work, { ground }, now)).find(({ rule }) => rule.id === ruleId);
  if (!found)
    throw new Refusal('unprocessable', 'no-such-rule', `There is no rule "${ruleId}" about ${ground}`, {
      fields: [{ path: 'ruleId', message: 'one of the rules about this ground, or none' }],
    });
  const { rule, standing, authorityId } = found;
  const followed = { ruleId: rule.id, ruleVersion: rule.version, authorityId };
  if (rule.kind === 'practice') return { ...followed, basis: 'voluntary', why: null };
  // What anybody may ask for under a law is no order of theirs.
  if (standing === 'usable') return { ...followed, basis: authorityId === null ? 'voluntary' : 'statutory', why: null };
  return { ...voluntary, why: standing };
}

/** @throws Refusal `rule-not-usable` where a statutory notice lost what it stands on since it was written. */
export async function checkBasis(work: Work, notice: Notice, now: Date): Promise<void> {
  if (notice.basis !== 'statutory') return;
  const { basis, ruleVersion, authorityId, why } = await basisOf(work, notice.ground, notice.ruleId, now);
  if (basis === 'statutory' && ruleVersion === notice.ruleVersion && authorityId === notice.authorityId) return;
  throw new Refusal(
    'conflict',
    'rule-not-usable',
    'The rule that this notice stands on can no longer be used here as it was; change the draft, and it goes as voluntary',
    { facts: { rule: notice.ruleId ?? '', why: why ?? 'changed' } },
  );
}

/** The rule of a notice, as it was; null where it follows none. */
export const ruleOf = ({ ruleId, ruleVersion }: Pick<Notice, 'ruleId' | 'ruleVersion'>) =>
  ruleId === null ? null : (findRule(ruleId, ruleVersion ?? undefined) ?? null);
