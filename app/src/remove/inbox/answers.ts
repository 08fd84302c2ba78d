// Verbs by which a platform answers a notice that was served on it. Each answer is carried back to the desk afterwards.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type DoCircumstances, doVerb } from '../../verbs/verb.ts';
import { refusalReasons } from '../notice/store.ts';
import { advance, inboxStates } from '../states.ts';
import { ownServed } from './served.ts';
import { inboxTable, type Served, type ServedChanges, updateServed } from './store.ts';
import { servedId } from './verbs.ts';

const permission = 'remove.answer';

const words = z.string().trim().max(5000, 'at most 5,000 characters');
const maybeWords = words
  .nullable()
  .default(null)
  .transform((said) => said || null);
const answering = {
  id: servedId,
  /** The version that was seen; a program that has none answers to whatever stands. */
  version: z.coerce.number().int().min(1, 'the version that was shown').nullable().default(null),
};

/** Where a notice stands after an answer. */
export type Answered = Pick<Served, 'id' | 'state' | 'version' | 'complied'>;

/**
 * Locks what is answered. @throws Refusal `changed-meanwhile` where something else stands now than was seen,
 * `answer-the-next` where another notice follows, which is to be answered instead.
 */
async function lockServed(work: Work, { id, version }: { id: string; version: number | null }): Promise<Served> {
  const served = await ownServed(work, id, 'FOR UPDATE');
  if (served.followedBy !== null)
    throw new Refusal('conflict', 'answer-the-next', `Another notice follows this one; answer ${served.followedBy}`, {
      facts: { next: served.followedBy },
    });
  if (version === null || version === served.version) return served;
  throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this meanwhile; look at it again first', {
    facts: { shown: version, now: served.version },
  });
}

type Answering = Pick<DoCircumstances<unknown>, 'house' | 'caller' | 'now' | 'client'>;

/** Stores an answer. Whoever answers has it: what was not acknowledged before is with its answer. */
async function answer(
  { house, caller, now, client }: Answering,
  served: Served,
  { said, ...changes }: ServedChanges & { said: string | null },
) {
  const work = { client };
  const by = { answeredAt: now, answeredBy: caller.id };
  const acknowledged = served.acknowledgedAt ? {} : { acknowledgedAt: now, acknowledgedBy: caller.id };
  // What was said with the first items stays said where the last ones follow without a word.
  const keeps = said === null && served.state === 'partial' && changes.refusedFor === null;
  const words = keeps ? {} : { answer: await sealAnswer(work, house, served.id, said) };
  await updateServed(work, served.id, { ...changes, ...by, ...acknowledged, ...words }, { news: true });
  return resultOf(await ownServed(work, served.id));
}

async function sealAnswer(work: Work, house: House, id: string, said: string | null): Promise<Buffer | null> {
  if (said === null) return null;
  return (await house.part(fieldsPart).seal(work, { table: inboxTable, id }, { answer: said })).answer;
}

const resultOf = ({ id, state, version, complied }: Served): Answered => ({ id, state, version, complied });

/** The platform has it and will answer. @throws Refusal `wrong-state`. */
export const acknowledgeServed = doVerb({
  name: 'remove.acknowledge-served',
  permission,
  input: z.object(answering),
  async run({ caller, input, now, client }) {
    const work = { client };
    const served = await lockServed(work, input);
    const state = advance(inboxStates, 'acknowledge', served.state);
    const changes = { state, acknowledgedAt: now, acknowledgedBy: caller.id };
    await updateServed(work, served.id, changes, { news: true });
    return { result: resultOf(await ownServed(work, served.id)), event: { thing: served.id } };
  },
});

/**
 * Taken down: all that is asked for, or some of it by its numbers. Naming every one that is left is all.
 * @throws Refusal `wrong-state`, `no-such-number`, `which-items`.
 */
export const complyServed = doVerb({
  name: 'remove.comply-served',
  permission,
  input: z.object({
    ...answering,
    /** Numbers of items in the notice; null: all of it. */
    items: z
      .array(z.coerce.number().int().min(1, 'numbers of items, from 1 on'))
      .max(500, 'at most 500 numbers')
      .nullable()
      .default(null),
    words: maybeWords,
  }),
  async run(circumstances) {
    const { input, client } = circumstances;
    const served = await lockServed({ client }, input);
    advance(inboxStates, 'comply', served.state);
    const asked = askedFor(served);
    const named = input.items ?? asked;
    checkNumbers(served, named);
    const complied = [...new Set([...served.complied, ...named])].toSorted((one, other) => one - other);
    const all = asked.every((number) => complied.includes(number));
    const state = advance(inboxStates, all ? 'comply' : 'comply-partly', served.state);
    const changes = { state, complied, refusedFor: null, contested: false };
    const result = await answer(circumstances, served, { ...changes, said: input.words });
    return { result, event: { thing: served.id, facts: { state, items: complied.length } } };
  },
});

/** The numbers that the notice still asks for. */
const askedFor = ({ items, withdrawn }: Served): number[] =>
  Array.from({ length: items }, (_, position) => position + 1).filter((number) => !withdrawn.includes(number));

function checkNumbers({ items }: Served, named: readonly number[]): void {
  const field = { path: 'items', message: `numbers from 1 to ${items}` };
  if (named.length === 0)
    throw new Refusal('unprocessable', 'which-items', 'Say which of the items were taken down', { fields: [field] });
  const wrong = named.find((number) => number > items);
  if (wrong === undefined) return;
  throw new Refusal('unprocessable', 'no-such-number', `The notice has no item ${wrong}; it names ${items}`, {
    facts: { number: wrong },
    fields: [field],
  });
}

const reasons = refusalReasons.filter((reason) => reason !== 'contested');

/** What is left of it is not taken down, for a reason. @throws Refusal `wrong-state`. */
export const refuseServed = doVerb({
  name: 'remove.refuse-served',
  permission,
  input: z.object({
    ...answering,
    reason: z.enum(reasons, `one of ${reasons.join(', ')}`),
    words: maybeWords,
  }),
  async run(circumstances) {
    const { input, client } = circumstances;
    const served = await lockServed({ client }, input);
    const state = advance(inboxStates, 'refuse', served.state);
    const changes = { state, refusedFor: input.reason, contested: false };
    const result = await answer(circumstances, served, { ...changes, said: input.words });
    return { result, event: { thing: served.id, facts: { reason: input.reason } } };
  },
});

/** The platform, or whoever posted it, says that the notice is wrong: in words, which go to the desk. @throws Refusal `wrong-state`. */
export const contestServed = doVerb({
  name: 'remove.contest-served',
  permission,
  input: z.object({ ...answering, words: words.min(10, 'why it is wrong, in a sentence at least') }),
  async run(circumstances) {
    const { input, client } = circumstances;
    const served = await lockServed({ client }, input);
    const state = advance(inboxStates, 'refuse', served.state);
    const changes = { state, refusedFor: 'contested' as const, contested: true };
    const result = await answer(circumstances, served, { ...changes, said: input.words });
    return { result, event: { thing: served.id } };
  },
});
