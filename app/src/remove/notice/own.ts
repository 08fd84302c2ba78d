// What every verb about a notice begins with: the notice itself, locked for a change, as the page showed it.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { findNotice, type Notice } from './store.ts';

export const noticeId = z.string().regex(idPattern('notice'), 'the id of a notice, such as ntc_…');

/** What every change names: the notice, and the version of it that was seen. */
export const seenNotice = {
  id: noticeId,
  version: z.coerce.number().int().min(1, 'the version of the notice that was shown'),
};

/** @throws Refusal `no-such-notice`. */
export async function ownNotice(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Notice> {
  const notice = await findNotice(work, id, lock);
  if (notice) return notice;
  throw new Refusal('not-found', 'no-such-notice', `There is no notice "${id}" here`);
}

/** Locks a notice for a change. @throws Refusal `no-such-notice`, `changed-meanwhile`. */
export async function lockNotice(work: Work, seen: { id: string; version: number }): Promise<Notice> {
  const notice = await ownNotice(work, seen.id, 'FOR UPDATE');
  if (notice.version === seen.version) return notice;
  throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this meanwhile; look at it again first', {
    facts: { shown: seen.version, now: notice.version },
  });
}
