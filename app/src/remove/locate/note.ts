// The verb that notes where something was found to lie, and moves the removal by it. Its permission is the process's own:
// only `locateRemoval` calls it, with what it has just looked up.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { doVerb } from '../../verbs/verb.ts';
import { entryOfHost, hostFor, type Platform, platformByCode } from '../directory/index.ts';
import { checkVersion, mayMove, moveRemoval, ownRemoval } from '../removal/move.ts';
import { type Removal, type RemovalChanges, updateRemoval } from '../removal/store.ts';
import { removalId } from '../removal/take-on.ts';
import { insertEntry } from '../store/entries.ts';
import { type Found, found, hasMoved, placeBlind } from './found.ts';
import { isSomewhere, lastFound } from './last.ts';
import { type Finding, onMoved } from './moved.ts';
import { insertLocation, locationTable } from './store.ts';

const looked = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('found'), found }),
  z.strictObject({
    outcome: z.literal('nowhere'),
    why: z.enum(['no-address', 'hidden-service', 'no-platform']),
    found,
  }),
  z.strictObject({ outcome: z.literal('not-known') }),
]);

/** @throws Refusal `nothing-to-locate`, `changed-meanwhile`. */
export const noteLocation = doVerb({
  name: 'remove.note-location',
  permission: 'remove.follow',
  input: z.object({ id: removalId, version: z.int(), looked }),
  async run({ input, ...finding }) {
    const { house, caller, client, now } = finding;
    const noting: Noting = {
      finding,
      work: { client },
      house,
      by: caller.id,
      person: caller.kind === 'node' ? null : caller.id,
      now,
    };
    const removal = await ownRemoval(noting.work, input.id, 'FOR UPDATE');
    checkVersion(removal, input.version);
    checkToLocate(removal);
    const result = await note(noting, removal, input.looked);
    const { outcome, moved, country, network } = result;
    const facts = { outcome, moved, ...(country ? { country } : {}), ...(network ? { network } : {}) };
    return { result, event: { thing: removal.id, facts } };
  },
});

/** @throws Refusal `nothing-to-locate` where it is gone, or nobody asks for it any more. */
export function checkToLocate({ state }: Pick<Removal, 'state'>): void {
  if (state !== 'removed' && state !== 'stopped') return;
  throw new Refusal('conflict', 'nothing-to-locate', `A removal in the state "${state}" is not looked up`, {
    facts: { state },
  });
}

interface Noting {
  finding: Finding;
  work: Work;
  house: House;
  by: string;
  person: string | null;
  now: Date;
}

export interface Noted {
  outcome: 'found' | 'nowhere' | 'not-known';
  moved: boolean;
  platformId: string | null;
  country: string | null;
  network: number | null;
}

async function note(noting: Noting, removal: Removal, said: z.output<typeof looked>): Promise<Noted> {
  const { work, person: by, now: at } = noting;
  if (said.outcome === 'not-known') {
    await insertEntry(work, { thing: removal.id, kind: 'look-up-failed', by, at });
    return { outcome: 'not-known', moved: false, platformId: removal.platformId, country: null, network: null };
  }
  const moved = await store(noting, removal, said.found);
  if (said.outcome === 'nowhere') {
    await goNowhere(noting, removal, said.why);
    return { outcome: 'nowhere', moved: false, platformId: null, country: null, network: null };
  }
  const entry = await entryFor(work, said.found, at);
  const [network = null] = said.found.networks;
  // Whoever takes the notices is where it lies for the law; the network's own country is the best word without one.
  const country = entry?.kind === 'platform' ? (entry.country ?? said.found.country) : said.found.country;
  const place = { platformId: entry?.id ?? null, country, network };
  if (moved && removal.askedAt !== null && isElsewhere(removal, place)) await moveAway(noting, removal, place);
  else await settle(noting, removal, place, moved);
  return { outcome: 'found', moved, ...place };
}

/** Whoever was asked does not keep it any more. A platform that changed its network was asked rightly, and stays asked. */
const isElsewhere = ({ platformId: before }: Removal, { platformId: now }: RemovalChanges): boolean =>
  now === null || now !== before;

/** Stores the place, and says whether it is another one than the last that was known. */
async function store({ work, house, by, now }: Noting, removal: Removal, place: Found): Promise<boolean> {
  const fields = house.part(fieldsPart);
  const last = await lastFound(work, fields, removal);
  const moved = last !== null && isSomewhere(place) && hasMoved(last, place);
  const id = newId('location', now);
  const sealed = await fields.seal(
    work,
    { table: locationTable, id, record: removal.itemId },
    { found: JSON.stringify(place) },
  );
  await insertLocation(work, {
    id,
    removalId: removal.id,
    at: now,
    by,
    ...sealed,
    placeBlind: placeBlind(fields, place),
    country: place.country,
    network: place.networks[0] ?? null,
    networkName: place.networkName,
    moved,
  });
  return moved;
}

function entryFor(work: Work, place: Found, now: Date): Promise<Platform | null> {
  if (place.platform !== null) return platformByCode(work, place.platform);
  return entryOfItsOwn(work, place, now);
}

async function entryOfItsOwn(work: Work, place: Found, now: Date): Promise<Platform | null> {
  const own = place.host === null ? null : await entryOfHost(work, place.host);
  if (own) return own;
  const { networkName: name, country, abuseMail } = place;
  return hostFor(work, { network: place.networks[0] ?? null, name, country, abuseMail }, now);
}

async function goNowhere({ work, person: by, now: at }: Noting, removal: Removal, why: string): Promise<void> {
  const facts = { why };
  if (!mayMove(removal, 'fail-to-locate')) {
    await insertEntry(work, { thing: removal.id, kind: 'looked-up', facts, by, at });
    return;
  }
  const changes = { platformId: null, country: null, network: null };
  await moveRemoval(work, removal, { transition: 'fail-to-locate', changes, facts, by, at });
}

/** It lies somewhere else than where notices went: they stop, and the work goes on where it lies now. */
async function moveAway(noting: Noting, removal: Removal, place: RemovalChanges): Promise<void> {
  const { finding, work, person: by, now: at } = noting;
  let here = removal;
  if (mayMove(here, 'find-moved')) here = await moveRemoval(work, here, { transition: 'find-moved', by, at });
  await onMoved(finding, { removal: here, from: removal.platformId, by });
  await settle(noting, here, place, true);
}

async function settle(noting: Noting, removal: Removal, place: RemovalChanges, moved: boolean): Promise<void> {
  const { work, person: by, now: at } = noting;
  const known = removal.state === 'located' && !moved;
  if (!known && mayMove(removal, 'locate')) {
    await moveRemoval(work, removal, { transition: 'locate', changes: place, facts: { moved }, by, at });
    return;
  }
  // Where it is known to lie already, looking again tells reporters nothing; who takes notices may be known better now.
  const same = removal.platformId === null || removal.platformId === place.platformId;
  const better = removal.state === 'located' || same ? place : {};
  if (differs(removal, better)) await updateRemoval(work, removal.id, better);
  await insertEntry(work, { thing: removal.id, kind: 'looked-up', facts: { moved }, by, at });
}

const differs = (removal: Removal, changes: RemovalChanges): boolean =>
  (Object.keys(changes) as (keyof RemovalChanges)[]).some((name) => removal[name] !== changes[name]);
