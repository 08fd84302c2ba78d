// Who has had to do with what a contest is about: with its items and the reports that name them, and with what desks to
// the right made of these items. Each of those desks says what it made; nobody decides on a contest about their own work.
import type { Work } from '../../runtime/database.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { answerable, type Caller } from '../../verbs/caller.ts';
import { actedOn, relatedThings } from './store.ts';

/** The ids of what a desk made of items: whoever acted on one of them, or is named, is involved. */
export type FindConcerned = (work: Work, itemIds: readonly string[]) => Promise<readonly string[]>;

const concernedPart = partKey<Map<string, FindConcerned>>('report.also-concerned');

/** Adds what a desk to the right made of items to what a contest about them concerns. @param desk once for each desk. */
export function alsoConcerned(house: House, desk: string, find: FindConcerned): void {
  if (!house.has(concernedPart)) house.place(concernedPart, new Map());
  const desks = house.part(concernedPart);
  if (desks.has(desk)) throw new Error(`The desk "${desk}" said already what of its own a contest concerns`);
  desks.set(desk, find);
}

/** The items that a contest is about, the reports that name them, and what other desks made of the items. */
export async function concernedBy(
  work: Work,
  house: House,
  contestId: string,
): Promise<{ items: string[]; reports: string[]; others: string[] }> {
  const related = await relatedThings(work, contestId);
  const others: string[] = [];
  if (related.items.length > 0 && house.has(concernedPart))
    for (const find of house.part(concernedPart).values()) others.push(...(await find(work, related.items)));
  return { ...related, others: [...new Set(others)] };
}

/** Whether the record shows that a caller, or whoever answers for them, acted on any of it. */
export function isInvolved(
  work: Work,
  caller: Caller,
  { items, reports, others }: { items: string[]; reports: string[]; others: string[] },
): Promise<boolean> {
  return actedOn(work, [...new Set([caller.id, answerable(caller)])], [...items, ...reports, ...others]);
}
