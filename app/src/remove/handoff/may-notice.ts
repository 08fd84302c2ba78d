// Whether a notice may go out yet, by what has to happen before it.
import type { Work } from '../../runtime/database.ts';
import { standsIn } from '../locate/index.ts';
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
  removal: Pick<Removal, 'id' | 'ground' | 'danger'>,
  now: Date,
): Promise<WhyNot | null> {
  if (await isHeld(work, removal.id, now)) return 'held';
  const { policeFirst } = await standsIn(work);
  if (!policeFirst.includes(removal.ground)) return null;
  return (await wentToPolice(work, removal.id, !removal.danger)) ? null : 'hand-off-missing';
}
