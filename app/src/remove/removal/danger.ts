// Whether somebody is in danger now: as it was known when the item was taken on, or as a report says that came since. Nobody
// has to carry it over: what waits for police would otherwise go on waiting.
import { reportsOfItem } from '../../report/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { Removal } from './store.ts';

export async function isInDanger(work: Work, { danger, itemId }: Pick<Removal, 'danger' | 'itemId'>): Promise<boolean> {
  return danger || (await reportsOfItem(work, itemId)).some(({ inDanger }) => inDanger);
}
