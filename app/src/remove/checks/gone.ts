// That an item is proved to be gone, by checks or by an officer, or that what was stated of it is proved untrue: what follows
// from it elsewhere in the desk happens in the same transaction, by whoever placed it here.
import type { Work } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import type { Removal } from '../removal/store.ts';

export type OnGone = (work: Work, removal: Removal) => Promise<void>;
export const onGonePart = partKey<OnGone>('remove.on-gone');

export async function onGone(work: Work, house: House, removal: Removal): Promise<void> {
  if (removal.state === 'removed' && house.has(onGonePart)) await house.part(onGonePart)(work, removal);
}

/** It was stated to be gone, and is there. */
export const onUntruePart = partKey<OnGone>('remove.on-untrue');

export async function onUntrue(work: Work, house: House, removal: Removal): Promise<void> {
  if (house.has(onUntruePart)) await house.part(onUntruePart)(work, removal);
}
