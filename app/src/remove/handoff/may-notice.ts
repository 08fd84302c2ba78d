// Whether a notice may go out yet, by what has to happen before it.
import type { Work } from '../../runtime/database.ts';
import { standsIn } from '../locate/index.ts';
import { isInDanger } from '../removal/danger.ts';
import type { Removal } from '../removal/store.ts';
import { isHeld } from './hold-store.ts';
import { wentToPolice } from './store.ts';

export type WhyNot = 'held' | 'hand-off-missing';

/**
 * Null where nothing stands against it. Where somebody is in danger nobody waits: holds do not count, and of the hand-over
 * to police it is enough that it was made.
 */
export async function mayNotice(
  work: Work,
  removal: Pick<Removal, 'id' | 'itemId' | 'ground' | 'danger'>,
  now: Date,
): Promise<WhyNot | null> {
  const danger = await isInDanger(work, removal);
  if (!danger && (await isHeld(work, removal.id, now))) return 'held';
  const { policeFirst } = await standsIn(work);
  if (!policeFirst.includes(removal.ground)) return null;
  return (await wentToPolice(work, removal.id, !danger)) ? null : 'hand-off-missing';
}
