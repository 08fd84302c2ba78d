// Serving: what a desk sent to a platform on this server is put into the platform's own organisation, sealed under a key
// there. One transaction stands in both: a withdrawal either comes before, and nothing is served, or finds it served.
import { z } from 'zod';
import { readOrganisation } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { partElsewhere, type Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Done, doVerb } from '../../verbs/verb.ts';
import { findPlatform } from '../directory/index.ts';
import { noticeId } from '../notice/own.ts';
import { readSealedNotice, sha256 } from '../notice/sealed.ts';
import { openSecrets } from '../notice/secrets.ts';
import { findNotice, itemsOfNotice } from '../notice/store.ts';
import { advance, inboxStates } from '../states.ts';
import { findServed, inboxTable, insertServed, updateServed } from './store.ts';

/** Held by no role: only the process carries notices over. */
const permission = 'remove.follow';
const one = z.object({ noticeId });

/**
 * Serves a notice on the platform whose organisation this is. The same one again changes nothing.
 * @throws Refusal `not-served-here` where it is not for this platform, `withdrawn-before` where there is nothing left of it.
 */
export const serveNotice = doVerb({
  name: 'remove.serve-notice',
  permission,
  input: one,
  async run({ house, input, now, client }): Promise<Done<{ id: string }>> {
    const work = { client };
    // Again where it stands already, also after it was withdrawn or its platform's entry was changed.
    const before = await findServed(work, input.noticeId);
    if (before) return served(before);
    const { fromId, content, ...facts } = await sentNotice(work, house, input.noticeId);
    // Whoever served it at the same moment was done before the notice could be locked.
    const meanwhile = await findServed(work, input.noticeId);
    if (meanwhile) return served(meanwhile);
    const id = newId('inbox', now);
    const sealed = await house.part(fieldsPart).seal(work, { table: inboxTable, id }, { content });
    const { noticeId } = input;
    await insertServed(work, { ...facts, id, fromId, noticeId, content: sealed.content, now });
    return { result: { id }, event: { thing: id, facts: { notice: noticeId, items: facts.items } } };
  },
});

const served = ({ id }: { id: string }): Done<{ id: string }> => ({
  result: { id },
  event: { thing: id, facts: { again: true } },
});

/** What the desk that let this platform in sent to it: read inside that desk, locked until it is served. */
async function sentNotice(work: Work, house: House, id: string) {
  const platform = await readOrganisation(work);
  if (platform.invitedBy === null || platform.closedAt !== null) throw notHere(id);
  const content = await partElsewhere(work, platform.invitedBy, async () => {
    const notice = await findNotice(work, id, 'FOR UPDATE');
    if (!notice?.sealedSha256 || (await findPlatform(work, notice.platformId))?.partnerId !== platform.id)
      throw notHere(id);
    const withdrawn = numbersOf(await itemsOfNotice(work, id), ({ withdrawnAt }) => withdrawnAt !== null);
    if (notice.state === 'withdrawn') throw withdrawnBefore(notice.reference);
    const { sealed } = await openSecrets(work, house, id);
    if (sealed === null) throw notHere(id);
    return { notice, sealed, withdrawn };
  });
  const { notice, sealed, withdrawn } = content;
  const bytes = Buffer.from(sealed, 'utf8');
  if (!sha256(bytes).equals(notice.sealedSha256!))
    throw new Error(`The notice ${id} is not what was sealed at sending: its SHA-256 differs`);
  const document = readSealedNotice(bytes);
  return {
    fromId: platform.invitedBy,
    content: sealed,
    contentSha256: notice.sealedSha256!,
    reference: document.reference,
    after: document.after,
    items: document.items.length,
    statutory: document.basis === 'statutory',
    ground: document.ground,
    dueAt: notice.dueAt,
    withdrawn,
  };
}

/** The numbers of items in a notice, counted from 1. */
function numbersOf<Item>(items: readonly Item[], which: (item: Item) => boolean): number[] {
  return items.flatMap((item, position) => (which(item) ? [position + 1] : []));
}

const notHere = (id: string): Refusal =>
  new Refusal('conflict', 'not-served-here', `The notice "${id}" is not for this platform, or the platform was closed`);
const withdrawnBefore = (reference: string): Refusal =>
  new Refusal('conflict', 'withdrawn-before', `The notice ${reference} was withdrawn before it was served`);

/**
 * The desk withdraws a notice, or some of what it names. What was never served needs no withdrawing here; the same again
 * changes nothing.
 */
export const withdrawServed = doVerb({
  name: 'remove.withdraw-served',
  permission,
  input: z.object({
    noticeId,
    items: z.array(z.int().min(1, 'numbers of items, from 1 on')).default([]),
    whole: z.boolean(),
  }),
  async run({ input, now, client }): Promise<Done<{ id: string | null }>> {
    const work = { client };
    const served = await findServed(work, input.noticeId, 'FOR UPDATE');
    if (!served) return { result: { id: null }, event: { thing: input.noticeId, facts: { served: false } } };
    const done = { result: { id: served.id }, event: { thing: served.id, facts: { whole: input.whole } } };
    const withdrawn = [...new Set([...served.withdrawn, ...input.items])].toSorted((one, other) => one - other);
    const state =
      input.whole && served.state !== 'withdrawn' ? advance(inboxStates, 'withdraw', served.state) : served.state;
    if (state === served.state && withdrawn.length === served.withdrawn.length) return done;
    await updateServed(work, served.id, { state, withdrawn, withdrawnAt: now }, { news: false });
    return done;
  },
});

/** The clock as the desk runs it: it may begin only once the notice was handed over, or received. */
export const setServedClock = doVerb({
  name: 'remove.set-served-clock',
  permission,
  input: z.object({ noticeId, dueAt: z.date('a time').nullable() }),
  async run({ input, client }) {
    const work = { client };
    const served = await findServed(work, input.noticeId, 'FOR UPDATE');
    if (served) await updateServed(work, served.id, { dueAt: input.dueAt }, { news: false });
    return { result: { id: served?.id ?? null }, event: { thing: served?.id ?? input.noticeId } };
  },
});
