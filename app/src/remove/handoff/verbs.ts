// Verbs of hand-overs: to police with the request to preserve traces, to a hotline in another country, their receipts, and
// what came back. A hand-over is a person's act outside this desk; here it is recorded, and counts once it was received.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { noteStatement } from '../checks/index.ts';
import { hotlineOf, standsIn } from '../locate/index.ts';
import { ownRemoval } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { removalId } from '../removal/take-on.ts';
import { insertEntry } from '../store/entries.ts';
import { exportable } from './exportable.ts';
import { holdsOf, holdTable } from './hold-store.ts';
import { iccamActionCodes, iccamActions } from './iccam.ts';
import { findHandOff, type HandOff, handOffsOf, handOffTable, insertHandOff, updateHandOff } from './store.ts';

export const handOffId = z.string().regex(idPattern('handOff'), 'the id of a hand-over, such as hnd_…');
const reference = z
  .union([z.literal('').transform(() => null), z.string().trim().min(1).max(200, 'at most 200 characters'), z.null()])
  .default(null);

/** Records that a removal was handed over to the police of the country that the desk stands in. */
export const handToPolice = doVerb({
  name: 'remove.hand-to-police',
  permission: 'remove.work',
  input: z.object({
    removalId,
    /** Under what police know it. */
    reference,
    /** They were asked to have traces preserved. */
    preservation: z.boolean().default(true),
    /** They said already that they have it. */
    received: z.boolean().default(false),
  }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const removal = await ownRemoval(work, input.removalId, 'FOR UPDATE');
    const { country } = await standsIn(work);
    const { preservation, received } = input;
    const id = newId('handOff', now);
    await insertHandOff(work, {
      id,
      removalId: removal.id,
      recipient: 'police',
      country,
      reference: await sealReference(work, house, removal, id, input.reference),
      preservation,
      madeBy: caller.id,
      madeAt: now,
      receiptAt: received ? now : null,
      receiptBy: received ? caller.id : null,
    });
    const facts = { country, preservation, received };
    await insertEntry(work, { thing: removal.id, kind: 'handed-to-police', facts, by: caller.id, at: now });
    return { result: { id }, event: { thing: removal.id, facts: { handOff: id, ...facts } } };
  },
});

/**
 * Records that a removal goes to the hotline of the country in which it lies; what it gets is downloaded apart.
 * @throws Refusal `no-hotline`, `not-for-hotlines`, `no-address`.
 */
export const handToHotline = doVerb({
  name: 'remove.hand-to-hotline',
  permission: 'remove.work',
  input: z.object({ removalId }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const removal = await ownRemoval(work, input.removalId, 'FOR UPDATE');
    const { country } = removal;
    if (hotlineOf(country) === null)
      throw new Refusal('conflict', 'no-hotline', `No hotline is known in the country ${country ?? 'where it lies'}`, {
        facts: { country: country ?? '' },
      });
    await exportable(work, house, removal);
    const id = newId('handOff', now);
    const nobody = { reference: null, receiptAt: null, receiptBy: null };
    const made = { madeBy: caller.id, madeAt: now, preservation: false, ...nobody };
    await insertHandOff(work, { id, removalId: removal.id, recipient: 'hotline', country, ...made });
    await insertEntry(work, {
      thing: removal.id,
      kind: 'handed-to-hotline',
      facts: { country },
      by: caller.id,
      at: now,
    });
    return { result: { id }, event: { thing: removal.id, facts: { handOff: id, country } } };
  },
});

/** They said that they have it: from now on it counts. @throws Refusal `received-already`. */
export const noteReceipt = doVerb({
  name: 'remove.note-receipt',
  permission: 'remove.work',
  input: z.object({ id: handOffId, reference }),
  async run({ house, caller, client, input, now }) {
    const work = { client };
    const handOff = await ownHandOff(work, input.id, 'FOR UPDATE');
    if (handOff.receiptAt !== null)
      throw new Refusal('conflict', 'received-already', 'Its receipt is written down already');
    const removal = await ownRemoval(work, handOff.removalId);
    const sealed = await sealReference(work, house, removal, handOff.id, input.reference);
    const receipt = { receiptAt: now, receiptBy: caller.id };
    await updateHandOff(work, handOff.id, { ...receipt, ...(sealed ? { reference: sealed } : {}) });
    const facts = { to: handOff.recipient };
    await insertEntry(work, { thing: removal.id, kind: 'hand-off-received', facts, by: caller.id, at: now });
    return { result: null, event: { thing: removal.id, facts: { handOff: handOff.id, ...facts } } };
  },
});

/**
 * What a hotline answered, as ICCAM's action. That it is removed is their statement, and counts as no more than that; an
 * answer proves that they have it. @throws Refusal `not-a-hotline`.
 */
export const noteReturned = doVerb({
  name: 'remove.note-returned',
  permission: 'remove.work',
  input: z.object({
    id: handOffId,
    action: z.coerce
      .number()
      .refine((code) => iccamActionCodes.includes(code), `one of ICCAM's actions: ${iccamActionCodes.join(', ')}`),
  }),
  async run({ caller, client, input, now }) {
    const work = { client };
    const handOff = await ownHandOff(work, input.id, 'FOR UPDATE');
    if (handOff.recipient !== 'hotline')
      throw new Refusal('conflict', 'not-a-hotline', 'Only a hotline answers in these codes');
    const returned = iccamActions[input.action]!;
    const removal = await ownRemoval(work, handOff.removalId, 'FOR UPDATE');
    const received = handOff.receiptAt === null ? { receiptAt: now, receiptBy: caller.id } : {};
    await updateHandOff(work, handOff.id, { returned, returnedAt: now, ...received });
    const facts = { returned };
    await insertEntry(work, { thing: removal.id, kind: 'hand-off-returned', facts, by: caller.id, at: now });
    if (returned === 'removed') await noteStatement(work, removal, { by: 'hotline', at: now });
    return { result: { returned }, event: { thing: removal.id, facts: { handOff: handOff.id, ...facts } } };
  },
});

/** A removal's hand-overs and holds. What police and hotlines call it is shown to whoever works on removals. */
export const readHandOffs = askVerb({
  name: 'remove.read-hand-offs',
  permission: 'remove.look',
  input: z.object({ removalId }),
  audited: (input) => input.removalId,
  async run({ house, caller, client, input }) {
    const work = { client };
    const fields = house.part(fieldsPart);
    const removal = await ownRemoval(work, input.removalId);
    const opened = await fields.unseal(
      work,
      handOffTable,
      await handOffsOf(work, removal.id),
      ['reference'],
      () => removal.itemId,
    );
    const held = await fields.unseal(
      work,
      holdTable,
      await holdsOf(work, removal.id),
      ['reference'],
      () => removal.itemId,
    );
    const shown = caller.permissions.has('remove.work');
    const hidden = shown ? {} : { reference: null };
    const people = [
      ...opened.flatMap(({ madeBy, receiptBy }) => [madeBy, receiptBy]),
      ...held.map(({ placedBy }) => placedBy),
    ];
    return {
      here: await standsIn(work),
      handOffs: opened.map((each) => ({ ...each, ...hidden })),
      holds: held.map((each) => ({ ...each, ...hidden })),
      names: await namesOf(work, fields, people),
    };
  },
});
export type HandOffSight = Awaited<ReturnType<typeof readHandOffs.perform>>;

async function sealReference(
  work: Work,
  house: House,
  { itemId }: Removal,
  id: string,
  given: string | null,
): Promise<Buffer | null> {
  if (given === null) return null;
  const sealed = await house
    .part(fieldsPart)
    .seal(work, { table: handOffTable, id, record: itemId }, { reference: given });
  return sealed.reference;
}

/** @throws Refusal `no-such-hand-off`. */
export async function ownHandOff(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<HandOff> {
  const handOff = await findHandOff(work, id, lock);
  if (handOff) return handOff;
  throw new Refusal('not-found', 'no-such-hand-off', `There is no hand-over "${id}" here`);
}
