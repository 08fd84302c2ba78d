// Taking items on: once a classification with a ground is in force, the work to have the item removed begins, by itself or
// by a person; when the classification falls, it stops.
import { z } from 'zod';
import { openItems, reportsOfItem, standingOf, values } from '../../report/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { doVerb } from '../../verbs/verb.ts';
import type { RemovalGround } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { mayMove, moveRemoval } from './move.ts';
import { findRemoval, insertRemoval, type Removal, removalOfItem, updateRemoval } from './store.ts';

export const itemId = z.string().regex(idPattern('item'), 'the id of an item, such as itm_…');
export const removalId = z.string().regex(idPattern('removal'), 'the id of a removal, such as rmv_…');

/** The ground on which an item is to be removed: of the classification in force; null where none is, or none has one. */
async function groundOf(work: Work, id: string): Promise<RemovalGround | null> {
  const word = (await standingOf(work, [id])).get(id)?.inForce ?? null;
  return word === null ? null : values[word.value as keyof typeof values].ground;
}

interface Taking extends Work {
  house: House;
  now: Date;
  by: string | null;
}

async function takeOnItem(
  { house, now, by, client }: Taking,
  id: string,
  ground: RemovalGround,
): Promise<Removal | null> {
  const work = { client };
  const standing = await removalOfItem(work, id);
  if (standing) return continueWith(work, standing, ground, { by, now });
  const item = (await openItems(work, house, [id])).get(id);
  if (!item || item.value === null) return null;
  const danger = (await reportsOfItem(work, id)).some(({ inDanger }) => inDanger);
  const removal = newId('removal', now);
  if (!(await insertRemoval(work, { id: removal, itemId: id, ground, danger, platformId: null, now })))
    return removalOfItem(work, id);
  await insertEntry(work, { thing: removal, kind: 'taken-on', facts: { ground }, by, at: now });
  return findRemoval(work, removal);
}

/** What stands already goes on; what was stopped for want of a ground begins anew, under the ground of now. */
async function continueWith(
  work: Work,
  standing: Removal,
  ground: RemovalGround,
  { by, now }: { by: string | null; now: Date },
): Promise<Removal> {
  const again = standing.state === 'stopped' && (by !== null || standing.stoppedFor === 'classification');
  if (again)
    return moveRemoval(work, standing, {
      transition: 'take-on-again',
      changes: { stoppedFor: null, ground },
      by,
      at: now,
    });
  if (standing.ground !== ground && standing.state !== 'stopped') {
    await updateRemoval(work, standing.id, { ground });
    await insertEntry(work, { thing: standing.id, kind: 'ground-changed', facts: { ground }, by, at: now });
  }
  return { ...standing, ground };
}

/** A contest that was upheld is not undone by asking again: somebody has to say anew what the item is. */
async function checkContest(work: Work, id: string): Promise<void> {
  const standing = await removalOfItem(work, id);
  if (standing?.stoppedFor !== 'contest') return;
  const word = (await standingOf(work, [id])).get(id)?.inForce ?? null;
  if (word !== null && word.classifiedAt > standing.stateAt) return;
  throw new Refusal(
    'conflict',
    'contest-upheld',
    'A contest about this was upheld; it is taken on again only once the item was classified anew after that',
  );
}

/**
 * Takes an item on that is classified, also one that was stopped.
 * @throws Refusal `no-ground`, `no-such-item`, `contest-upheld`.
 */
export const takeOn = doVerb({
  name: 'remove.take-on',
  permission: 'remove.work',
  input: z.object({ itemId }),
  async run({ house, caller, input, now, client }) {
    const work = { client };
    if (!(await openItems(work, house, [input.itemId])).has(input.itemId))
      throw new Refusal('not-found', 'no-such-item', `There is no item "${input.itemId}" here`);
    const ground = await groundOf(work, input.itemId);
    if (ground === null)
      throw new Refusal(
        'conflict',
        'no-ground',
        'No classification with a ground is in force for this item: without one nobody may be asked to remove it',
      );
    await checkContest(work, input.itemId);
    const removal = await takeOnItem({ house, now, by: caller.id, client }, input.itemId, ground);
    if (removal === null) throw new Refusal('conflict', 'item-erased', 'What this item was has been erased');
    return { result: { id: removal.id }, event: { thing: removal.id, facts: { item: input.itemId, ground } } };
  },
});

/** Follows what was said of an item. For the process; the same word again changes nothing. */
export const followClassification = doVerb({
  name: 'remove.follow-classification',
  permission: 'remove.follow',
  input: z.object({ itemId }),
  async run({ house, input, now, client }) {
    const work = { client };
    const ground = await groundOf(work, input.itemId);
    const followed =
      ground === null
        ? await letGo(work, input.itemId, now)
        : await takeOnItem({ house, now, by: null, client }, input.itemId, ground);
    const facts = { item: input.itemId, ...(ground === null ? {} : { ground }) };
    return { result: { id: followed?.id ?? null }, event: { thing: followed?.id ?? input.itemId, facts } };
  },
});

/** Without a ground in force nothing more is asked for. What was asked already is for a person to withdraw. */
async function letGo(work: Work, id: string, now: Date): Promise<Removal | null> {
  const standing = await removalOfItem(work, id);
  if (!standing) return null;
  const removal = (await findRemoval(work, standing.id, 'FOR UPDATE'))!;
  if (!mayMove(removal, 'stop')) return removal;
  const { inForce } = (await standingOf(work, [id])).get(id) ?? {};
  if (!inForce) return removal; // a word that waits for a second one suspends nothing
  return moveRemoval(work, removal, {
    transition: 'stop',
    changes: { stoppedFor: 'classification', nextCheckAt: null, dueAt: null },
    by: null,
    at: now,
  });
}
