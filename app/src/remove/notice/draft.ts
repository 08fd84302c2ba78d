// Drafting a notice: to whom, about which removals, on what it stands, and in which words. A draft is changed until people
// have put their names to it; afterwards a change takes every name off again.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { newId } from '../../kit/ids.ts';
import { newReference } from '../../report/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { recipientOf } from './compose.ts';
import { checkRule, startOf, reachOn, rungOf } from './ladder.ts';
import { checkOpen } from './open.ts';
import { lockRemovals, type Removal } from '../removal/store.ts';
import { removalId } from '../removal/take-on.ts';
import { advance, noticeStates, type RemovalGround } from '../states.ts';
import { insertEntry } from '../store/entries.ts';
import { basisOf } from './basis.ts';
import { lockNotice, seenNotice } from './own.ts';
import { says } from './says.ts';
import { sealFor } from './secrets.ts';
import { dropSignatures, insertNotice, itemsOfNotice, nameItems, type Notice, reaches, updateNotice } from './store.ts';

/** One notice names so many items at most: as many as a person can look over. */
export const mostItems = 200;

const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `at most ${max.toLocaleString('en')} characters`);
const content = {
  ruleId: z.string().max(80).nullable().default(null),
  language: z.enum(['id', 'en'], 'id or en').nullable().default(null),
  reach: z.enum(reaches, `one of ${reaches.join(', ')}`).default('items'),
  /** Empty: the words for the ground that the product comes with. */
  reasons: words(10_000).default(''),
  proportionality: words(10_000).default(''),
};

export const draftInput = z.object({
  ...content,
  removalIds: z.array(removalId).min(1, 'at least one removal').max(mostItems, `at most ${mostItems} removals`),
  platformId: z.string().min(1, 'the id of an entry of the directory').max(80),
  /** Null: the one that belongs to the rule. */
  ladder: z.string().max(80).nullable().default(null),
});

/** @throws Refusal `different-grounds`, `not-open-to-notice`, and those of recipient, ladder and rule. */
export const draftNotice = doVerb({
  name: 'remove.draft-notice',
  permission: 'remove.work',
  input: draftInput,
  async run(circumstances) {
    const { input } = circumstances;
    const id = await writeDraft(circumstances, { ...input, step: null, after: null });
    return { result: { id }, event: { thing: id, facts: { items: input.removalIds.length, reach: input.reach } } };
  },
});

type Drafting = Pick<DoCircumstances<unknown>, 'house' | 'caller' | 'now' | 'client'>;

/** Stores a draft on a rung of its ladder; its id. */
export async function writeDraft(
  { house, caller, now, client }: Drafting,
  given: z.output<typeof draftInput> & { step: { ladder: string; rung: number } | null; after: string | null },
): Promise<string> {
  const work = { client };
  const removals = await lockNamed(work, given.removalIds);
  const ground = sameGround(removals);
  for (const removal of removals)
    await checkOpen(work, removal, { platformId: given.platformId, besides: [given.after] });
  const platform = await recipientOf(work, given.platformId);
  const { ladder, rung: step } = given.step ?? startOf(given.ladder, given.ruleId, ground);
  const rung = rungOf({ ladder, rung: step });
  checkRule(rung, given.ruleId);
  const reach = reachOn(rung, platform.kind, given.reach);
  const { why: _, ...standing } = await basisOf(work, ground, given.ruleId, now);
  const language = given.language ?? platform.language;
  const id = newId('notice', now);
  const notice = {
    id,
    platformId: platform.id,
    reach,
    ...standing,
    ground,
    ladder,
    rung: step,
    after: given.after,
    language,
    way: platform.way,
    draftedBy: caller.id,
    draftedAt: now,
    ...(await sealWords(work, house, id, { ...given, ground, language })),
  };
  while (!(await insertNotice(work, { ...notice, reference: newReference() })));
  await nameItems(
    work,
    id,
    removals.map((removal) => removal.id),
  );
  await insertEntry(work, { thing: id, kind: 'drafted', facts: { items: removals.length }, by: caller.id, at: now });
  return id;
}

async function lockNamed(work: Work, ids: readonly string[]): Promise<Removal[]> {
  const wanted = [...new Set(ids)];
  const removals = await lockRemovals(work, wanted);
  const missing = wanted.find((id) => !removals.some((removal) => removal.id === id));
  if (missing) throw new Refusal('not-found', 'no-such-removal', `There is no removal "${missing}" here`);
  return removals;
}

function sameGround(removals: readonly Removal[]): RemovalGround {
  const grounds = [...new Set(removals.map(({ ground }) => ground))];
  if (grounds.length === 1) return grounds[0]!;
  throw new Refusal(
    'unprocessable',
    'different-grounds',
    `A notice stands on one ground; these removals stand on ${grounds.join(' and ')}: write one notice for each`,
  );
}

function sealWords(
  work: Work,
  house: House,
  id: string,
  given: { reasons: string; proportionality: string; ground: RemovalGround; language: 'id' | 'en' },
): Promise<{ reasons: Buffer; proportionality: Buffer | null }> {
  const reasons = given.reasons || says(given.language).reasons[given.ground];
  return sealFor(work, house, id, { reasons, proportionality: given.proportionality || null }) as Promise<{
    reasons: Buffer;
    proportionality: Buffer | null;
  }>;
}

/** Changes what a draft says or stands on; takes every name off it that was put to it. */
export const changeNotice = doVerb({
  name: 'remove.change-notice',
  permission: 'remove.work',
  input: z.object({ ...seenNotice, ...content, platformId: draftInput.shape.platformId.nullable().default(null) }),
  async run({ house, caller, input, now, client }) {
    const work = { client };
    const notice = await lockNotice(work, input);
    const state = advance(noticeStates, 'change', notice.state);
    checkRule(rungOf(notice), input.ruleId);
    const platform = await recipientOf(work, input.platformId ?? notice.platformId);
    const { why: _, ...standing } = await basisOf(work, notice.ground, input.ruleId, now);
    const language = input.language ?? notice.language;
    const reach = reachOn(rungOf(notice), platform.kind, input.reach);
    await dropSignatures(work, notice.id);
    await updateNotice(work, notice.id, {
      state,
      ...standing,
      reach,
      language,
      platformId: platform.id,
      way: platform.way,
      ...(await sealWords(work, house, notice.id, { ...input, ground: notice.ground, language })),
    });
    await insertEntry(work, { thing: notice.id, kind: 'changed', by: caller.id, at: now });
    return { result: null, event: { thing: notice.id, facts: { reach, basis: standing.basis } } };
  },
});

export const discardNotice = doVerb({
  name: 'remove.discard-notice',
  permission: 'remove.work',
  input: z.object(seenNotice),
  async run({ caller, input, now, client }) {
    const work = { client };
    const notice = await lockNotice(work, input);
    const state = advance(noticeStates, 'discard', notice.state);
    await dropSignatures(work, notice.id);
    // The notice that it was to follow stands free again: whoever discards a step does not end the ladder.
    await updateNotice(work, notice.id, { state, after: null });
    await insertEntry(work, { thing: notice.id, kind: 'discarded', by: caller.id, at: now });
    return { result: null, event: { thing: notice.id } };
  },
});

/** The removals that a notice still asks for, locked. */
export async function lockNoticeRemovals(work: Work, notice: Pick<Notice, 'id'>): Promise<Removal[]> {
  const named = (await itemsOfNotice(work, notice.id)).filter(({ withdrawnAt }) => withdrawnAt === null);
  return lockRemovals(
    work,
    named.map((item) => item.removalId),
  );
}
