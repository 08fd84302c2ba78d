// From identifiers to items: what is reported again joins what is there, and everything new is encrypted.
import type { Fields } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Identifier } from '../../kit/identifiers/index.ts';
import type { Work } from '../../runtime/database.ts';
import { type AddedBy, insertItems, itemTable, linkAll, type NewItem, seeItems } from './store.ts';

/** The blind index of an identifier: equal for everything that means the same. A number is one number on every platform. */
export function itemBlind(fields: Fields, { kind, value }: Pick<Identifier, 'kind' | 'value'>): Buffer {
  return fields.blind('report.item', `${kind} ${value}`);
}

export interface Joining {
  reportId: string;
  identifiers: readonly Identifier[];
  addedBy: AddedBy;
}

/**
 * Joins identifiers to a report; the ids of its items, in the order given.
 * @returns also how many of them were not reported by anyone before, and how many are new to this report.
 */
export async function joinItems(
  work: Work,
  fields: Fields,
  { now, ...joining }: Joining & { now: Date },
): Promise<{ ids: string[]; fresh: number; joined: number }> {
  const { of, joined } = await joinAll(work, fields, [joining], now);
  return { ...of[0]!, joined };
}

/** Joins identifiers to several reports, with one statement for each table; ids and news of each, in the order given. */
export async function joinAll(
  work: Work,
  fields: Fields,
  joinings: readonly Joining[],
  now: Date,
): Promise<{ of: { ids: string[]; fresh: number }[]; joined: number }> {
  const named = joinings.map(({ identifiers }) =>
    identifiers.map((one) => [itemBlind(fields, one).toString('hex'), one] as const),
  );
  const blinds = named.map((own) => [...new Set(own.map(([blind]) => blind))]);
  const wanted = new Map(named.flat());
  if (wanted.size === 0) return { of: joinings.map(() => ({ ids: [], fresh: 0 })), joined: 0 };
  const { ids, fresh } = await findOrAdd(work, fields, wanted, now);
  const of = blinds.map((own) => {
    const found = own.map((blind) => ids.get(blind)!);
    return { ids: found, fresh: found.filter((id) => fresh.has(id)).length };
  });
  const links = joinings.flatMap(({ reportId, addedBy }, position) =>
    of[position]!.ids.map((itemId) => ({ reportId, itemId, addedBy })),
  );
  return { of, joined: await linkAll(work, links, now) };
}

/** So many items at a time are encrypted before others get their turn. */
const atATime = 500;

async function findOrAdd(
  work: Work,
  fields: Fields,
  wanted: ReadonlyMap<string, Identifier>,
  now: Date,
): Promise<{ ids: Map<string, string>; fresh: Set<string> }> {
  // In one order for everybody, so that two reports that name the same items never wait for each other in a circle.
  const order = [...wanted.keys()].toSorted();
  const standing = await seeItems(
    work,
    order.map((blind) => Buffer.from(blind, 'hex')),
    now,
  );
  const missing = order.filter((blind) => !standing.has(blind));
  const [ids, fresh] = [new Map(standing), new Set<string>()];
  for (let at = 0; at < missing.length; at += atATime) {
    const added = await addMissing(work, fields, missing.slice(at, at + atATime), wanted, now);
    for (const [blind, id] of added.ids) ids.set(blind, id);
    for (const id of added.fresh) fresh.add(id);
  }
  return { ids, fresh };
}

async function addMissing(
  work: Work,
  fields: Fields,
  blinds: string[],
  wanted: ReadonlyMap<string, Identifier>,
  now: Date,
): Promise<{ ids: Map<string, string>; fresh: Set<string> }> {
  if (blinds.length === 0) return { ids: new Map(), fresh: new Set() };
  const made = blinds.map((blind) => ({ blind, id: newId('item', now), ...wanted.get(blind)! }));
  const sealed = await fields.sealNew(
    work,
    itemTable,
    made.map(({ id, value }) => ({ id, values: { value } })),
  );
  const items: NewItem[] = made.map(({ id, kind, platform, blind }, position) => ({
    id,
    kind,
    platform,
    blind: Buffer.from(blind, 'hex'),
    value: sealed[position]!.value!,
  }));
  const stored = await insertItems(work, items, now);
  const ids = new Map(made.map(({ blind, id }) => [blind, id]));
  // Someone else put the same item in between the look and the insert: theirs stands.
  const taken = made.filter(({ id }) => !stored.has(id)).map(({ blind }) => Buffer.from(blind, 'hex'));
  if (taken.length > 0) for (const [blind, id] of await seeItems(work, taken, now)) ids.set(blind, id);
  return { ids, fresh: stored };
}
