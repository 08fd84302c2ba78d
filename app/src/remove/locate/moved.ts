// That something moved while notices about it are out: what follows is the notices' business, and is done in the same
// transaction, so that no notice stands against a host where nothing lies any more.
import { partKey } from '../../runtime/house.ts';
import type { DoCircumstances } from '../../verbs/verb.ts';
import type { Removal } from '../removal/store.ts';

/** What the verb that found it works with. */
export type Finding = Pick<
  DoCircumstances<unknown>,
  'house' | 'caller' | 'organisationId' | 'client' | 'enqueue' | 'now'
>;

export interface Moved {
  /** As it is now; in the state `moved` where its state allowed that. */
  removal: Removal;
  /** The entry of the directory to whom the notices went that have to stop; null where nobody was entered. */
  from: string | null;
  /** The person who looked it up; null for the process. */
  by: string | null;
}

/** Stops what goes to the old host: whoever opens the desk places what the notices do. */
export type OnMoved = (finding: Finding, moved: Moved) => Promise<void>;
export const onMovedPart = partKey<OnMoved>('remove.on-moved');

export async function onMoved(finding: Finding, moved: Moved): Promise<void> {
  const { house } = finding;
  if (house.has(onMovedPart)) await house.part(onMovedPart)(finding, moved);
}
