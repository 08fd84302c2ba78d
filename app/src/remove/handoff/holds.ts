// Verbs of holds: police ask that no notice goes out for a while. A day at most, renewed by another person, counted in
// public, and never where somebody is in danger.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { hourMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { answerable } from '../../verbs/caller.ts';
import { doVerb } from '../../verbs/verb.ts';
import { isInDanger } from '../removal/danger.ts';
import { ownRemoval } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { removalId } from '../removal/take-on.ts';
import { insertEntry } from '../store/entries.ts';
import { findHold, type Hold, holdTable, insertHold, storeEnd } from './hold-store.ts';

const mostHours = 24;
const holdId = z.string().regex(idPattern('hold'), 'the id of a hold, such as hld_…');
const asked = {
  /** Of the police who ask for it. */
  reference: z.string().trim().min(1, 'the reference of the police who ask for it').max(200, 'at most 200 characters'),
  hours: z.coerce
    .number('a number of hours')
    .int('whole hours')
    .min(1, 'an hour at least')
    .max(mostHours, `at most ${mostHours} hours`)
    .default(mostHours),
};

/** @throws Refusal `danger-now`, `held-before`, `nothing-to-hold`. */
export const placeHold = doVerb({
  name: 'remove.place-hold',
  permission: 'remove.work',
  input: z.object({ removalId, ...asked }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const removal = await holdable(work, input.removalId);
    const first = { renews: null, renewedPerson: null };
    const by = answerable(caller);
    const id = await place(work, house, removal, { ...input, ...first, by, now });
    const { hours } = input;
    await insertEntry(work, { thing: removal.id, kind: 'held', facts: { hours }, by: caller.id, at: now });
    return { result: { id }, event: { thing: removal.id, facts: { hold: id, hours } } };
  },
});

/**
 * Another person lets it wait on, from now; the hold before ends. @throws Refusal `needs-a-second-person`, `danger-now`,
 * `held-before` where it was renewed already.
 */
export const renewHold = doVerb({
  name: 'remove.renew-hold',
  permission: 'remove.approve',
  input: z.object({ id: holdId, ...asked }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const before = await ownHold(work, input.id);
    const removal = await holdable(work, before.removalId);
    const by = answerable(caller);
    if (by === before.placedBy)
      throw new Refusal('forbidden', 'needs-a-second-person', 'You placed this hold; another person renews it');
    const second = { renews: before.id, renewedPerson: before.placedBy };
    const id = await place(work, house, removal, { ...input, ...second, by, now });
    await storeEnd(work, before.id, { by: caller.id, at: now });
    const { hours } = input;
    await insertEntry(work, { thing: removal.id, kind: 'hold-renewed', facts: { hours }, by: caller.id, at: now });
    return { result: { id }, event: { thing: removal.id, facts: { hold: id, renews: before.id, hours } } };
  },
});

/** Ends a hold before its time. Ending it again changes nothing. */
export const endHold = doVerb({
  name: 'remove.end-hold',
  permission: 'remove.work',
  input: z.object({ id: holdId }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const hold = await ownHold(work, input.id);
    await storeEnd(work, hold.id, { by: caller.id, at: now });
    const thing = hold.removalId;
    if (hold.endedAt === null) await insertEntry(work, { thing, kind: 'hold-ended', by: caller.id, at: now });
    return { result: null, event: { thing, facts: { hold: hold.id } } };
  },
});

async function holdable(work: Work, id: string): Promise<Removal> {
  const removal = await ownRemoval(work, id, 'FOR UPDATE');
  if (await isInDanger(work, removal))
    throw new Refusal('conflict', 'danger-now', 'Somebody is in danger now: this removal is never held');
  if (removal.state === 'stopped' || removal.state === 'removed')
    throw new Refusal('conflict', 'nothing-to-hold', `In the state "${removal.state}" no notice goes out`, {
      facts: { state: removal.state },
    });
  return removal;
}

interface Placing {
  reference: string;
  hours: number;
  renews: string | null;
  renewedPerson: string | null;
  by: string;
  now: Date;
}

async function place(work: Work, house: House, removal: Removal, placing: Placing): Promise<string> {
  const { by, now, hours, renews, renewedPerson } = placing;
  const id = newId('hold', now);
  const fields = house.part(fieldsPart);
  const at = { table: holdTable, id, record: removal.itemId };
  const { reference } = await fields.seal(work, at, { reference: placing.reference });
  const untilAt = new Date(now.getTime() + hours * hourMs);
  const hold = { id, removalId: removal.id, placedBy: by, fromAt: now, untilAt, renews, renewedPerson, reference };
  if (await insertHold(work, hold)) return id;
  throw new Refusal('conflict', 'held-before', 'It was held before: another person renews the last hold');
}

async function ownHold(work: Work, id: string): Promise<Hold> {
  const hold = await findHold(work, id);
  if (hold) return hold;
  throw new Refusal('not-found', 'no-such-hold', `There is no hold "${id}" here`);
}
