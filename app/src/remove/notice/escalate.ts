// Escalating: the next rung of a ladder is a notice of its own, drafted from the one before and put through the same hands.
import { z } from 'zod';
import { ruleOfRung, rules } from '../../clocks/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { doVerb } from '../../verbs/verb.ts';
import { advance, noticeStates } from '../states.ts';
import { draftInput, writeDraft } from './draft.ts';
import { nextRung } from './ladder.ts';
import { lockNotice, seenNotice } from './own.ts';
import { openSecrets } from './secrets.ts';
import { followerOf, itemsOfNotice } from './store.ts';

/**
 * Drafts the next rung, about what is still asked for. @param platformId to whom; where nothing is said, whom the notice
 * before went to. @throws Refusal `no-next-rung`, `nothing-left`,
 * `escalated-already`, and those of drafting.
 */
export const escalateNotice = doVerb({
  name: 'remove.escalate-notice',
  permission: 'remove.work',
  input: z.object({ ...seenNotice, platformId: draftInput.shape.platformId.nullable().default(null) }),
  async run(circumstances) {
    const { house, input, now, client } = circumstances;
    const work = { client };
    const notice = await lockNotice(work, input);
    advance(noticeStates, 'escalate', notice.state);
    const next = nextRung(notice);
    if (next === null)
      throw new Refusal(
        'conflict',
        'no-next-rung',
        'This was the last rung of its ladder; what is left is the regulator or a court',
      );
    const open = (await itemsOfNotice(work, notice.id)).filter(
      ({ outcome, withdrawnAt }) => outcome !== 'complied' && withdrawnAt === null,
    );
    if (open.length === 0) throw new Refusal('conflict', 'nothing-left', 'Nothing of this notice is still asked for');
    const follower = await followerOf(work, notice.id);
    if (follower !== null)
      throw new Refusal('conflict', 'escalated-already', `Notice ${follower.reference} is drafted to follow this one`, {
        facts: { reference: follower.reference },
      });
    const { reasons } = await openSecrets(work, house, notice.id);
    const id = await writeDraft(circumstances, {
      removalIds: open.map(({ removalId }) => removalId),
      platformId: input.platformId ?? notice.platformId,
      ruleId: ruleOfRung(next, notice.ground, now, rules)?.id ?? null,
      language: notice.language,
      reach: notice.reach,
      reasons: reasons ?? '',
      proportionality: '',
      ladder: null,
      step: { ladder: notice.ladder, rung: notice.rung + 1 },
      after: notice.id,
    });
    return { result: { id }, event: { thing: id, facts: { after: notice.id, rung: notice.rung + 1 } } };
  },
});
