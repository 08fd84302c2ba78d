// The remedy of a contest that was upheld: the desk asks no longer for what it was about, and everyone it had asked is told,
// so that what was wrongly removed can be put back. Where a contest was upheld in part, a person says what of it falls.
import { z } from 'zod';
import { decidedContest } from '../../report/index.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { noticesOfRemoval } from '../notice/lists.ts';
import { ownNotice } from '../notice/own.ts';
import { withdraw } from '../notice/withdraw.ts';
import { mayMove, moveRemoval } from '../removal/move.ts';
import { lockRemovals, type Removal, removalsOfItems } from '../removal/store.ts';
import { allowed, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';

/** Follows the decision on a contest. For the process; the same decision again changes nothing. */
export const followContest = doVerb({
  name: 'remove.follow-contest',
  permission: 'remove.follow',
  input: z.object({ contestId: z.string().regex(idPattern('contest'), 'the id of a contest, such as con_…') }),
  async run(circumstances) {
    const { input, client, now } = circumstances;
    const work = { client };
    const decided = await decidedContest(work, input.contestId);
    const upheld = decided?.decision === 'upheld';
    const partly = decided?.decision === 'partly-upheld';
    const concerned = upheld || partly ? await removalsOfItems(work, decided!.items) : [];
    const removals = await lockRemovals(
      work,
      concerned.map(({ id }) => id),
    );
    let withdrawn = 0;
    for (const removal of removals)
      if (upheld) withdrawn += await undo(circumstances, removal);
      else await insertEntry(work, { thing: removal.id, kind: 'contest-partly-upheld', at: now });
    return {
      result: { removals: removals.length, withdrawn },
      event: { thing: input.contestId, facts: { removals: removals.length, withdrawn } },
    };
  },
});

/** Takes back what was asked for one removal; how many notices that took. */
async function undo(circumstances: DoCircumstances<unknown>, removal: Removal): Promise<number> {
  const { client, now } = circumstances;
  const work = { client };
  const withdrawn = await withdrawFor(circumstances, removal, 'contest');
  if (mayMove(removal, 'stop'))
    await moveRemoval(work, removal, {
      transition: 'stop',
      changes: { stoppedFor: 'contest', nextCheckAt: null, watchUntil: null, dueAt: null },
      by: null,
      at: now,
    });
  return withdrawn;
}

/** Withdraws what notices that were sent say of a removal; how many. */
export async function withdrawFor(
  circumstances: Pick<DoCircumstances<unknown>, 'house' | 'caller' | 'client' | 'enqueue' | 'now'>,
  removal: Pick<Removal, 'id'>,
  reason: 'contest' | 'moved',
): Promise<number> {
  const work: Work = { client: circumstances.client };
  let withdrawn = 0;
  for (const { id } of await noticesOfRemoval(work, removal.id)) {
    const notice = await ownNotice(work, id, 'FOR UPDATE');
    if (notice.sentAt === null || !allowed(noticeStates, notice.state).includes('withdraw')) continue;
    // Whoever had it and was asked is told; a host that it moved away from has nothing to put back.
    if (reason === 'moved' && notice.state === 'complied') continue;
    await withdraw({ ...circumstances, by: null }, notice, { reason, removalIds: [removal.id] });
    withdrawn += 1;
  }
  return withdrawn;
}
