// Verbs of matches: they open work. The body that holds the copy says what it is; two independent bodies that refute a
// hash put it into quarantine, which is itself reviewed.
import { z } from 'zod';
import { fieldsPart } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import { idPattern, newId } from '../kit/ids.ts';
import { publishChange } from '../runtime/changes.ts';
import { askVerb, doVerb } from '../verbs/verb.ts';
import { blindCopy } from './device/codes.ts';
import { algorithmNames, parseHash } from './hashes.ts';
import { nameSignal, signalId } from './signals.ts';
import { advance, matchStates, signalStates } from './states.ts';
import { findBank } from './store/banks.ts';
import {
  acknowledgeAlarm,
  countOpenMatches,
  findCopyMark,
  findMatch,
  insertAlarm,
  insertVerdict,
  listMatches,
  openAlarms,
  openMatch,
  organisationsRefuting,
  setMatchState,
  verdictsOn,
} from './store/matches.ts';
import { findSignal, setSignalState } from './store/signals.ts';

export const considerQuarantineJob = 'recognise.consider-quarantine';
const matchId = z.string().regex(idPattern('match'), 'the id of a match');
const independentRefutals = 2;

/** Opens matches that a bank asks to be reviewed; called by `match`, never by a person. Their ids, in order. */
export const openMatches = doVerb({
  name: 'recognise.open-matches',
  permission: 'recognise.match',
  input: z.object({
    matches: z.array(
      z.object({
        signalNumber: z.number().int(),
        signalOrganisationId: z.string(),
        bankId: z.string(),
        algorithm: z.enum(algorithmNames),
        code: z.instanceof(Buffer),
        /** Of a device hash: what goes into the keyed hash that is kept in the place of the code. */
        copySalt: z.instanceof(Buffer).nullable().default(null),
        distanceBits: z.number().int(),
        conflict: z.boolean(),
      }),
    ),
  }),
  async run({ house, client, organisationId, input, now }) {
    const ids: string[] = [];
    let fresh = 0;
    // In one fixed order, so that two lookups that meet the same signals cannot wait for each other.
    const order = input.matches
      .map((_, position) => position)
      .toSorted((a, b) => key(input.matches[a]!).localeCompare(key(input.matches[b]!)));
    for (const position of order) {
      const { copySalt, ...met } = input.matches[position]!;
      const copyBlind = copySalt && blindCopy(house.part(fieldsPart), copySalt, met.algorithm, met.code);
      const given = {
        ...met,
        code: copyBlind ? null : met.code,
        copyBlind,
        id: newId('match', now),
        organisationId,
        state: 'open' as const,
        timesSeen: 1,
        openedAt: now,
        lastSeenAt: now,
      };
      const { id, opened } = await openMatch(client, given);
      ids[position] = id;
      if (opened) fresh += 1;
    }
    return {
      result: ids,
      event: { thing: ids[0] ?? organisationId, facts: { opened: fresh, again: ids.length - fresh } },
    };
  },
});

function key(match: { signalNumber: number; code: Buffer }): string {
  return `${match.signalNumber}:${match.code.toString('hex')}`;
}

export const readMatches = askVerb({
  name: 'recognise.read-matches',
  permission: 'recognise.verdict',
  input: z.object({
    state: z.enum(['open', 'confirmed', 'refuted']).nullable().default('open'),
    below: matchId.nullable().default(null),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  run: ({ client, input }) => listMatches(client, input.state, input.below, input.limit),
});

export const readMatch = askVerb({
  name: 'recognise.read-match',
  permission: 'recognise.verdict',
  input: z.object({ id: matchId }),
  async run({ client, organisationId, input }) {
    const match = await findMatch(client, input.id);
    if (!match || match.organisationId !== organisationId) throw noMatch(input.id);
    return {
      match,
      signal: await findSignal(client, match.signalNumber),
      bank: await findBank(client, match.bankId),
      verdicts: (await verdictsOn(client, match.signalNumber)).filter((verdict) => verdict.matchId === match.id),
    };
  },
});

/**
 * Whether a copy is the one that a match is about: a match with a device hash shows no hash, and whoever holds several
 * copies has to know which one to look at.
 */
export const checkCopy = askVerb({
  name: 'recognise.check-copy',
  permission: 'recognise.verdict',
  input: z.object({ id: matchId, hash: z.string().trim() }),
  async run({ house, client, input }): Promise<{ same: boolean }> {
    const mark = await findCopyMark(client, input.id);
    if (!mark) throw noMatch(input.id);
    const { algorithm, code, copyBlind, copySalt } = mark;
    const offered = parseHash(algorithm, input.hash);
    if (code) return { same: code.equals(offered) };
    if (copySalt === null || copyBlind === null)
      throw new Refusal(
        'conflict',
        'copy-unknown',
        `The hash that ${input.id} is about was withdrawn or erased: which copy it met can no longer be told`,
        { facts: { id: input.id } },
      );
    return { same: blindCopy(house.part(fieldsPart), copySalt, algorithm, offered).equals(copyBlind) };
  },
});

export const giveVerdict = doVerb({
  name: 'recognise.give-verdict',
  permission: 'recognise.verdict',
  input: z.object({
    id: matchId,
    verdict: z.enum(['confirmed', 'refuted'], 'confirmed or refuted'),
    basis: z
      .string()
      .trim()
      .min(1, 'on what basis: who looked at the copy, where, under which authority')
      .max(1000, 'at most 1,000 characters'),
  }),
  async run({ client, caller, organisationId, input, now, enqueue }) {
    const match = await findMatch(client, input.id, 'FOR UPDATE');
    if (!match || match.organisationId !== organisationId) throw noMatch(input.id);
    const state = advance(matchStates, input.verdict === 'confirmed' ? 'confirm' : 'refute', match.state);
    await setMatchState(client, match.id, state);
    const { signalNumber, signalOrganisationId } = match;
    await insertVerdict(client, {
      id: newId('verdict', now),
      organisationId,
      matchId: match.id,
      signalNumber,
      signalOrganisationId,
      verdict: input.verdict,
      basis: input.basis,
      givenBy: caller.id,
      givenAt: now,
    });
    if (input.verdict === 'refuted')
      await enqueue(considerQuarantineJob, { organisationId: signalOrganisationId, signal: nameSignal(signalNumber) });
    return {
      result: { ...match, state },
      event: { thing: match.id, facts: { verdict: input.verdict, signal: nameSignal(signalNumber) } },
    };
  },
});

/** Puts a hash into quarantine once independent bodies refute it. Run for the organisation that lists it, after a verdict. */
export const considerQuarantine = doVerb({
  name: 'recognise.consider-quarantine',
  permission: 'recognise.review',
  input: z.object({ id: signalId }),
  async run({ client, input }) {
    const signal = await findSignal(client, input.id, 'FOR UPDATE');
    const refuting = await organisationsRefuting(client, input.id);
    const due = signal?.state === 'active' && refuting >= independentRefutals;
    if (due) {
      await setSignalState(client, signal.number, advance(signalStates, 'dispute', signal.state), null);
      await publishChange({ client }, 'signals', nameSignal(signal.number));
    }
    return {
      result: { quarantined: due, refuting },
      event: { thing: nameSignal(input.id), facts: { refuting, quarantined: due } },
    };
  },
});

export const raiseAlarm = doVerb({
  name: 'recognise.raise-alarm',
  permission: 'recognise.match',
  input: z.object({ kind: z.enum(['near-neighbour-probing']), callerId: z.string() }),
  async run({ client, organisationId, input, now }) {
    const id = newId('alarm', now);
    await insertAlarm(client, organisationId, {
      id,
      kind: input.kind,
      callerId: input.callerId,
      raisedAt: now,
      acknowledgedAt: null,
    });
    return { result: id, event: { thing: id, facts: { kind: input.kind, caller: input.callerId } } };
  },
});

export const readAlarms = askVerb({
  name: 'recognise.read-alarms',
  permission: 'recognise.look',
  input: z.object({}),
  run: ({ client }) => openAlarms(client),
});

export const settleAlarm = doVerb({
  name: 'recognise.settle-alarm',
  permission: 'recognise.review',
  input: z.object({ id: z.string().regex(idPattern('alarm'), 'the id of an alarm') }),
  async run({ client, caller, input, now }) {
    if (!(await acknowledgeAlarm(client, input.id, caller.id, now)))
      throw new Refusal('not-found', 'no-such-alarm', `There is no open alarm "${input.id}"`);
    return { result: null, event: { thing: input.id } };
  },
});

export const countWaiting = askVerb({
  name: 'recognise.count-waiting',
  permission: 'recognise.look',
  input: z.object({}),
  run: async ({ client }) => ({ openMatches: await countOpenMatches(client) }),
});

function noMatch(id: string): Refusal {
  return new Refusal('not-found', 'no-such-match', `There is no match "${id}" of a copy that your organisation holds`, {
    facts: { id },
  });
}
