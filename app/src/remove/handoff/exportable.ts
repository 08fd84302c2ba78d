// Whether a removal can go to a hotline, and with what: hotlines exchange addresses of what is classified as material of
// children, and nothing else.
import { openItems, standingOf } from '../../report/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Removal } from '../removal/store.ts';
import { type IccamClassification, isForIccam } from './iccam.ts';

export interface Exportable {
  address: string;
  platform: string | null;
  value: IccamClassification;
  attributes: readonly string[];
}

/** @throws Refusal `not-for-hotlines`, `no-address`. */
export async function exportable(work: Work, house: House, { itemId }: Removal): Promise<Exportable> {
  const word = (await standingOf(work, [itemId])).get(itemId)?.inForce ?? null;
  if (word === null || !isForIccam(word.value))
    throw new Refusal(
      'conflict',
      'not-for-hotlines',
      'Hotlines exchange what is classified as baseline or national; this item is not, or not in force yet',
      { facts: { value: word?.value ?? '' } },
    );
  const item = (await openItems(work, house, [itemId])).get(itemId);
  if (item?.kind !== 'url' || item.value === null)
    throw new Refusal(
      'conflict',
      'no-address',
      'Hotlines exchange addresses on the web; this item is none, or was erased',
    );
  return { address: item.value, platform: item.platform, value: word.value, attributes: word.attributes };
}
