// Verbs of signals: listing a hash, reviewing it by a second person, pausing, withdrawing, and its history.
import { z } from 'zod';
import { eventsAbout } from '../audit/record.ts';
import { Refusal } from '../kit/errors.ts';
import { idPattern } from '../kit/ids.ts';
import { publishChange } from '../runtime/changes.ts';
import { answerable, type Caller } from '../verbs/caller.ts';
import { askVerb, doVerb } from '../verbs/verb.ts';
import { bankId, ownBank } from './banks.ts';
import { type Algorithm, algorithmNames, parseHash } from './hashes.ts';
import { advance, signalStates } from './states.ts';
import type { Bank } from './store/banks.ts';
import { findBank } from './store/banks.ts';
import { verdictsOn } from './store/matches.ts';
import {
  expireSignals,
  findContent,
  findListing,
  findSignal,
  insertSignal,
  listAgain,
  listSignals,
  markImportReviewed,
  markReviewed,
  pauseContent,
  type Signal,
  setSignalState,
} from './store/signals.ts';

export const signalId = z
  .string()
  .regex(/^sig_[1-9]\d{0,9}$/, 'the id of a signal, such as sig_42')
  .transform((text) => Number(text.slice(4)));
const reason = z.string().trim().min(1, 'the reason').max(500, 'at most 500 characters');

/** The id under which people and programs see a signal. */
export function nameSignal(number: number): string {
  return `sig_${number}`;
}

const hashesOfOneContent = z
  .array(
    z.object({
      algorithm: z.enum(algorithmNames),
      hash: z.string().max(200),
      quality: z.number().int().min(0).max(100).nullable().default(null),
    }),
  )
  .min(1, 'at least one hash')
  .max(8, 'at most 8 hashes of one file');

export const listSignal = doVerb({
  name: 'recognise.list-signal',
  permission: 'recognise.curate',
  input: z.object({
    bankId,
    /** Hashes of one and the same file. */
    hashes: hashesOfOneContent,
    /** The number of a content in this bank that these are further hashes of. */
    content: z.number().int().positive().nullable().default(null),
    sourceKind: z.enum(['agency', 'exchange']).default('agency'),
    /** Who says so; by default the caller's own organisation. */
    source: z.string().trim().min(1).max(200).default('own'),
    sourceReference: z.string().trim().max(500).nullable().default(null),
    classification: z.string().trim().max(200).nullable().default(null),
    note: z.string().trim().max(255, 'at most 255 characters').nullable().default(null),
    expiresAt: z.coerce
      .date()
      .min(new Date(0), 'a date after 1970')
      .max(new Date('2200-01-01'), 'a date before 2200')
      .nullable()
      .default(null),
  }),
  async run({ client, caller, organisationId, input, now }) {
    const bank = await ownBank({ client }, organisationId, input.bankId);
    const { hashes, bankId: _, ...provenance } = input;
    let { content } = input;
    if (content !== null && (await findContent(client, bank.id, content)).length === 0)
      throw noSignal(nameSignal(content));
    const listed: Signal[] = [];
    for (const { algorithm, hash, quality } of hashes) {
      const code = parseHash(algorithm, hash);
      const signal = {
        ...provenance,
        organisationId,
        bankId: bank.id,
        algorithm,
        code,
        quality,
        content,
        state: firstState(bank),
        listedAt: now,
        listedBy: answerable(caller),
      };
      const number = await insertSignal(client, signal);
      if (number === undefined) throw await alreadyListed(client, bank, algorithm, code, input.source);
      content ??= number;
      listed.push((await findSignal(client, number))!);
      await publishChange({ client }, 'signals', nameSignal(number));
    }
    return {
      result: listed,
      event: { thing: nameSignal(content!), facts: { bank: bank.id, hashes: listed.length, state: listed[0]!.state } },
    };
  },
});

/** What a bank makes of a new hash. */
export function firstState(bank: Bank): 'proposed' | 'active' {
  return bank.secondReview ? 'proposed' : 'active';
}

async function alreadyListed(
  client: Parameters<typeof findListing>[0],
  bank: Bank,
  algorithm: Algorithm,
  code: Buffer,
  source: string,
): Promise<Refusal> {
  const there = (await findListing(client, bank.id, algorithm, code, source))!;
  const id = nameSignal(there.number);
  const facts = { id, bank: bank.code, state: there.state };
  if (there.state !== 'withdrawn')
    return new Refusal(
      'conflict',
      'already-listed',
      `${bank.code} lists this ${algorithm} hash already, as ${id} (${there.state})`,
      { facts },
    );
  return new Refusal(
    'conflict',
    'withdrawn-before',
    `${bank.code} listed this ${algorithm} hash as ${id} and it was withdrawn; relist it by its id if that was wrong`,
    { facts },
  );
}

export const withdrawSignal = doVerb({
  name: 'recognise.withdraw-signal',
  permission: 'recognise.curate',
  input: z.object({ id: signalId, reason }),
  async run({ client, caller: _caller, organisationId, input, now }) {
    const signal = await ownSignal(client, organisationId, input.id);
    if (!mayMove(signal, 'withdraw')) throw deviceSignal(signal);
    const state = advance(signalStates, 'withdraw', signal.state);
    await setSignalState(client, signal.number, state, { at: now, why: input.reason });
    await publishChange({ client }, 'signals', nameSignal(signal.number));
    return {
      result: { ...signal, state },
      event: {
        thing: nameSignal(signal.number),
        facts: { bank: signal.bankId, from: signal.state, reason: input.reason },
      },
    };
  },
});

/** A withdrawal that was wrong is taken back: the hash becomes what its bank makes of a new one. */
export const relistSignal = doVerb({
  name: 'recognise.relist-signal',
  permission: 'recognise.curate',
  input: z.object({ id: signalId, reason }),
  async run({ client, caller, organisationId, input }) {
    const signal = await ownSignal(client, organisationId, input.id);
    if (!mayMove(signal, 'relist')) throw deviceSignal(signal);
    const bank = (await findBank(client, signal.bankId))!;
    const state = advance(signalStates, firstState(bank) === 'active' ? 'relist' : 'propose', signal.state);
    await listAgain(client, signal.number, state, answerable(caller));
    await publishChange({ client }, 'signals', nameSignal(signal.number));
    return {
      result: { ...signal, state },
      event: { thing: nameSignal(signal.number), facts: { bank: signal.bankId, reason: input.reason } },
    };
  },
});

/** A second person approves what the first proposed. */
export const approveSignal = doVerb({
  name: 'recognise.approve-signal',
  permission: 'recognise.review',
  input: z.object({ id: signalId }),
  async run({ client, caller, organisationId, input, now }) {
    const signal = await ownSignal(client, organisationId, input.id);
    const state = advance(signalStates, 'approve', signal.state);
    refuseSamePerson(signal, caller);
    await markReviewed(client, signal.number, answerable(caller), now);
    await publishChange({ client }, 'signals', nameSignal(signal.number));
    return {
      result: { ...signal, state },
      event: { thing: nameSignal(signal.number), facts: { bank: signal.bankId } },
    };
  },
});

/** A second person approves everything that an import proposed. */
export const approveImport = doVerb({
  name: 'recognise.approve-import',
  permission: 'recognise.review',
  input: z.object({ id: z.string().regex(idPattern('import'), 'the id of an import') }),
  async run({ client, caller, input, now }) {
    const approved = await markImportReviewed(client, input.id, answerable(caller), now);
    if (approved === 0)
      throw new Refusal(
        'conflict',
        'nothing-to-approve',
        `The import ${input.id} has nothing that you can approve: it is approved already, or you made it yourself`,
        { facts: { id: input.id } },
      );
    await publishChange({ client }, 'signals', input.id);
    return { result: { approved }, event: { thing: input.id, facts: { approved } } };
  },
});

/** The review of a hash in quarantine: it is right after all, or it is withdrawn with `withdrawSignal`. */
export const reinstateSignal = doVerb({
  name: 'recognise.reinstate-signal',
  permission: 'recognise.review',
  input: z.object({ id: signalId, reason }),
  async run({ client, caller, organisationId, input, now }) {
    const signal = await ownSignal(client, organisationId, input.id);
    const state = advance(signalStates, 'reinstate', signal.state);
    refuseSamePerson(signal, caller);
    await markReviewed(client, signal.number, answerable(caller), now);
    await publishChange({ client }, 'signals', nameSignal(signal.number));
    return {
      result: { ...signal, state },
      event: { thing: nameSignal(signal.number), facts: { bank: signal.bankId, reason: input.reason } },
    };
  },
});

/** Pauses all hashes of one content until a time; `infinity` until further notice, null not at all. */
export const pauseSignal = doVerb({
  name: 'recognise.pause-signal',
  permission: 'recognise.curate',
  input: z.object({
    bankId,
    content: z.number().int().positive(),
    until: z.union([z.iso.datetime(), z.literal('infinity'), z.null()]),
  }),
  async run({ client, organisationId, input }) {
    const bank = await ownBank({ client }, organisationId, input.bankId);
    const signals = await findContent(client, bank.id, input.content);
    if (signals.length === 0) throw noSignal(nameSignal(input.content));
    await pauseContent(client, bank.id, input.content, input.until);
    return {
      result: signals.length,
      event: { thing: nameSignal(input.content), facts: { bank: bank.id, until: input.until } },
    };
  },
});

/** Hashes past their date leave the list; run by the node every minute. */
export const expirePastSignals = doVerb({
  name: 'recognise.expire-signals',
  permission: 'recognise.curate',
  input: z.object({}),
  async run({ client, organisationId, now }) {
    const numbers = await expireSignals(client, now);
    for (const number of numbers) await publishChange({ client }, 'signals', nameSignal(number));
    return { result: numbers.length, event: { thing: organisationId, facts: { expired: numbers.length } } };
  },
});

export const readSignals = askVerb({
  name: 'recognise.read-signals',
  permission: 'recognise.look',
  input: z.object({
    bankId: bankId.nullable().default(null),
    state: z.enum(['proposed', 'active', 'disputed', 'withdrawn', 'expired']).nullable().default(null),
    algorithm: z.enum(algorithmNames).nullable().default(null),
    /** An exact hash; its algorithm must be given. */
    hash: z.string().nullable().default(null),
    below: z.coerce.number().int().positive().nullable().default(null),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  async run({ client, input }) {
    if (input.hash && !input.algorithm)
      throw new Refusal('bad-input', 'algorithm-missing', 'Name the algorithm of the hash that you look for');
    const code = input.hash ? parseHash(input.algorithm!, input.hash) : null;
    return listSignals(client, { ...input, code });
  },
});

export const readSignal = askVerb({
  name: 'recognise.read-signal',
  permission: 'recognise.look',
  input: z.object({ id: signalId }),
  async run({ client, organisationId, input }) {
    const signal = await findSignal(client, input.id);
    const own = signal?.organisationId === organisationId;
    // Of what people gave of their own pictures, partners see what they meet, and no more.
    if (!signal || (signal.sourceKind === 'device' && !own)) throw noSignal(nameSignal(input.id));
    const bank = (await findBank(client, signal.bankId))!;
    return {
      signal,
      bank,
      own,
      siblings: (await findContent(client, signal.bankId, signal.content)).filter(
        (other) => other.number !== signal.number,
      ),
      verdicts: await verdictsOn(client, signal.number),
      history: own ? await eventsAbout({ client }, nameSignal(signal.number)) : [],
    };
  },
});

/**
 * Whether people at the desk may make this move, where its state allows it. What a person gave of their own picture is
 * theirs: it is withdrawn by hand only out of quarantine, and never listed again.
 */
export function mayMove(signal: Signal, move: keyof typeof signalStates): boolean {
  if (signal.sourceKind !== 'device') return true;
  if (move === 'withdraw') return signal.state === 'disputed';
  return move !== 'relist' && move !== 'propose';
}

function deviceSignal({ number }: Signal): Refusal {
  return new Refusal(
    'forbidden',
    'device-signal',
    `${nameSignal(number)} was given by a person for their own picture: here it is only withdrawn out of quarantine, and never listed again`,
    { facts: { id: nameSignal(number) } },
  );
}

async function ownSignal(
  client: Parameters<typeof findSignal>[0],
  organisationId: string,
  number: number,
): Promise<Signal> {
  const seen = await findSignal(client, number);
  if (!seen) throw noSignal(nameSignal(number));
  if (seen.organisationId !== organisationId)
    throw new Refusal(
      'forbidden',
      'not-your-signal',
      `${nameSignal(number)} is listed by another organisation; only it changes it`,
    );
  return (await findSignal(client, number, 'FOR UPDATE'))!;
}

function noSignal(named: string): Refusal {
  return new Refusal('not-found', 'no-such-signal', `There is no signal "${named}" here`, { facts: { named } });
}

function refuseSamePerson(signal: Signal, caller: Caller): void {
  if (signal.listedBy === answerable(caller))
    throw new Refusal(
      'forbidden',
      'needs-a-second-person',
      `${nameSignal(signal.number)} was listed by you; another person decides on it`,
      { facts: { id: nameSignal(signal.number) } },
    );
}
