// Putting one's name to a notice. Whoever proposes it does, with that; a statutory one needs a second person, a step
// against a whole site a third. A name is put to exactly what was seen: any change takes every name off again.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { advance, noticeStates } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { checkBasis } from './basis.ts';
import { missingIn } from './complete.ts';
import { isVouchedFor } from '../directory/index.ts';
import { composeNotice, type Draft, isReachable } from './compose.ts';
import { lockNoticeRemovals } from './draft.ts';
import { checkBefore, checkGround, checkOpen } from './open.ts';
import { lockNotice, seenNotice } from './own.ts';
import {
  insertSignature,
  type Notice,
  type SignatureRole,
  signatureRoles,
  signaturesOf,
  updateNotice,
} from './store.ts';

/** How many people have to put their names to a notice. */
export const namesNeeded = ({ basis, reach }: Pick<Notice, 'basis' | 'reach'>): number =>
  reach !== 'items' ? 3 : basis === 'statutory' ? 2 : 1;

/** @throws Refusal `incomplete` that names what is missing. */
export async function checkComplete(
  work: Work,
  { house }: Pick<DoCircumstances<unknown>, 'house'>,
  notice: Notice,
): Promise<Draft> {
  const draft = await composeNotice(work, house, notice);
  const lacking = missingIn(draft.composed, isReachable(house, notice, draft.platform), isVouchedFor(draft.platform));
  if (lacking.length === 0) return draft;
  throw new Refusal('unprocessable', 'incomplete', `The notice is not complete: ${lacking.join(', ')}`, {
    facts: { lacking: lacking.join(' ') },
    fields: lacking.map((lack) => ({ path: lack, message: lack })),
  });
}

/** Proposes a draft: it is complete, and the first name stands under it. @throws Refusal `incomplete`, `on-hold`, `hand-off-missing`. */
export const proposeNotice = doVerb({
  name: 'remove.propose-notice',
  permission: 'remove.work',
  input: z.object(seenNotice),
  async run(circumstances) {
    const { input, now, client } = circumstances;
    const work = { client };
    const notice = await lockNotice(work, input);
    advance(noticeStates, 'propose', notice.state);
    await checkBasis(work, notice, now);
    for (const removal of await lockNoticeRemovals(work, notice)) {
      checkGround(removal, notice);
      await checkBefore(work, removal, now);
      // Before anybody signs what could not be sent.
      await checkOpen(work, removal, { platformId: notice.platformId, besides: [notice.id, notice.after] });
    }
    const draft = await checkComplete(work, circumstances, notice);
    const state = await sign(circumstances, notice, draft, 'proposer');
    return { result: { state }, event: { thing: notice.id, facts: { state } } };
  },
});

/** Puts a second or third name to a notice. @throws Refusal `own-name`, `draft-changed`, and those of proposing. */
export const approveNotice = doVerb({
  name: 'remove.approve-notice',
  permission: 'remove.approve',
  input: z.object(seenNotice),
  async run(circumstances) {
    const { input, now, client } = circumstances;
    const work = { client };
    const notice = await lockNotice(work, input);
    advance(noticeStates, 'approve', notice.state);
    await checkBasis(work, notice, now);
    const draft = await checkComplete(work, circumstances, notice);
    const given = await signaturesOf(work, notice.id);
    if (given.some(({ draftSha256 }) => !draftSha256.equals(draft.sha256))) throw draftChanged();
    const state = await sign(circumstances, notice, draft, signatureRoles[given.length]!);
    return { result: { state }, event: { thing: notice.id, facts: { state, name: given.length + 1 } } };
  },
});

async function sign(
  { caller, now, client }: Pick<DoCircumstances<unknown>, 'caller' | 'now' | 'client'>,
  notice: Notice,
  { sha256 }: Draft,
  role: SignatureRole,
): Promise<'proposed' | 'approved'> {
  const work = { client };
  const given = await signaturesOf(work, notice.id);
  const personId = answerable(caller);
  if (given.some((signature) => signature.personId === personId)) throw ownName();
  await insertSignature(work, notice.id, { personId, role, draftSha256: sha256, at: now });
  const state = given.length + 1 >= namesNeeded(notice) ? 'approved' : 'proposed';
  await updateNotice(work, notice.id, { state });
  await insertEntry(work, { thing: notice.id, kind: 'signed', facts: { role, state }, by: caller.id, at: now });
  return state;
}

const ownName = (): Refusal =>
  new Refusal('forbidden', 'own-name', 'Your name stands under this notice already; another person has to put theirs');

export const draftChanged = (): Refusal =>
  new Refusal(
    'conflict',
    'draft-changed',
    'What this notice says has changed since names were put to it (an item, the recipient, the issuer); change the draft, and have it proposed anew',
  );
