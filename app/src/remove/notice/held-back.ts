// A notice that was sent and has not gone out yet, such as while the mail server is away, waits as long as police ask for a
// hold on what it names. That it was withdrawn waits for nobody.
import type { HoldBack } from '../../outside/index.ts';
import { isHeld } from '../handoff/index.ts';
import { isInDanger } from '../removal/danger.ts';
import { findRemoval } from '../removal/store.ts';
import { findNotice, itemsOfNotice } from './store.ts';

export const isHeldBack: HoldBack = async (work, { thing, queuedAt }, now) => {
  const notice = thing.startsWith('ntc_') ? await findNotice(work, thing) : null;
  if (notice === null || notice.sentAt === null || queuedAt > notice.sentAt) return false;
  const named = (await itemsOfNotice(work, notice.id)).filter(({ withdrawnAt }) => withdrawnAt === null);
  for (const { removalId } of named) {
    const removal = (await findRemoval(work, removalId))!;
    if ((await isHeld(work, removalId, now)) && !(await isInDanger(work, removal))) return true;
  }
  return false;
};
