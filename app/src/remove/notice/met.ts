// What a notice asked for is proved to be gone: its clock is met at the moment from which it is, also where proof came later
// than the clock, and also where its recipient never answered.
import { meetDeadlines, reopenDeadlines } from '../../clocks/index.ts';
import type { Work } from '../../runtime/database.ts';
import { lockRemovals, type Removal } from '../removal/store.ts';
import { noticesOfRemoval } from './lists.ts';
import { itemsOfNotice } from './store.ts';

export async function meetClocks(work: Work, { id }: Pick<Removal, 'id'>): Promise<void> {
  for (const notice of await noticesOfRemoval(work, id)) {
    if (notice.sentAt === null) continue;
    const at = await goneSince(work, notice.id);
    if (at !== null && at >= notice.sentAt) await meetDeadlines(work, { thing: notice.id, at });
  }
}

/** A recipient's word that it complied is not kept by a clock that it did not keep. */
export async function reopenClocks(work: Work, { id }: Pick<Removal, 'id'>): Promise<void> {
  for (const notice of await noticesOfRemoval(work, id))
    if (notice.state === 'complied') await reopenDeadlines(work, { thing: notice.id });
}

/** Since when all that a notice still names is gone; null while some of it is not. */
async function goneSince(work: Work, noticeId: string): Promise<Date | null> {
  const named = (await itemsOfNotice(work, noticeId)).filter(({ withdrawnAt }) => withdrawnAt === null);
  const removals = await lockRemovals(
    work,
    named.map(({ removalId }) => removalId),
  );
  if (removals.length === 0 || removals.some(({ state }) => state !== 'removed')) return null;
  return new Date(Math.max(...removals.map(({ removedAt, gradedAt }) => (removedAt ?? gradedAt!).getTime())));
}
