// The verb everything else is for: is this known? Hashes in, the strongest action out, with what was asked.
// A lookup without a match keeps nothing but a count. Only where a bank asks for review does it open a match.
import { z } from 'zod';
import { fieldsPart } from '../fields/index.ts';
import type { House } from '../runtime/house.ts';
import { call, type OpenCircumstances, openAskVerb } from '../verbs/verb.ts';
import { askedListsKey } from './asked-lists.ts';
import { type Action, type Candidate, decide, type Hit, type Query, strongest } from './decide.ts';
import { blindCode } from './device/codes.ts';
import { algorithmNames, algorithms, parseHash } from './hashes.ts';
import { lookupCountsKey } from './lookup-counts.ts';
import { openMatches } from './matches.ts';
import { type Met, probeWatchKey } from './probe-watch.ts';
import { type Near, signalIndexKey } from './signal-index.ts';
import { type ListedHash, listedByCode, listedByNumber } from './store/lookups.ts';

/** The most hashes one call may ask about. */
export const maxHashesPerCall = 1000;

const query = z.object({
  algorithm: z.enum(algorithmNames, `one of ${algorithmNames.join(', ')}`),
  hash: z.string(),
  quality: z.number().int().min(0).max(100).nullable().default(null),
});

/** Which listed hashes are consulted; by default every one that is in force and in sight. */
const consult = z.object({
  /** Only these banks. What is known to be harmless is consulted all the same. */
  bankIds: z.array(z.string()).nullable().default(null),
  /** Only banks whose enabled ratio reaches this draw, for clients that roll a list out by degrees. */
  draw: z.number().min(0).max(1).default(0),
  /** Paused hashes as well, for clients that judge the pause themselves. */
  paused: z.boolean().default(false),
});
type Consult = z.output<typeof consult>;

export interface Answer {
  algorithm: Query['algorithm'];
  hash: string;
  quality: number | null;
  /** The strongest action of the hits; null: no match in what was asked, which is not "not known". */
  action: Action | null;
  hits: Hit[];
  /** The matches opened or seen again, by signal number. */
  matchIds: Map<number, string>;
}

export interface MatchResult {
  asked: {
    lists: { code: string; name: string; shared: boolean }[];
    algorithms: readonly string[];
    /** The moment up to which the node's index holds every change. */
    upTo: Date | null;
  };
  answers: Answer[];
}

export const match = openAskVerb({
  name: 'recognise.match',
  permission: 'recognise.match',
  input: z.object({
    hashes: z
      .array(query)
      .min(1, 'at least one hash')
      .max(maxHashesPerCall, `at most ${maxHashesPerCall} hashes a call`),
    /** Programs that only look, such as `raw_lookup`, open nothing. */
    openMatches: z.boolean().default(true),
    consult: consult.prefault({}),
  }),
  async run(circumstances): Promise<MatchResult> {
    const { house, caller, input, now } = circumstances;
    const queries = input.hashes.map(({ algorithm, hash, quality }) => ({
      algorithm,
      quality,
      code: parseHash(algorithm, hash),
    }));
    const listed = await lookUp(circumstances, queries, input.consult);
    const answers = queries.map((asked, position) => answer(asked, decide(asked, listed[position] ?? [])));
    const matched = answers.filter((each) => each.hits.length > 0);
    house.part(lookupCountsKey).add(circumstances.organisationId, queries.length, matched.length, now);
    if (matched.length > 0) await house.part(probeWatchKey).watch(house, caller, metByPicture(matched));
    if (input.openMatches) await openReviews(circumstances, matched);
    const { lists } = await house.part(askedListsKey).of(circumstances.organisationId, circumstances.transact);
    return {
      asked: { lists, algorithms: algorithmNames, upTo: house.part(signalIndexKey).status.caughtUpAt },
      answers,
    };
  },
});

function metByPicture(answers: Answer[]): Met[] {
  const asked = answers.filter((each) => each.algorithm === 'pdq');
  return asked.map(({ hash, hits }) => ({ signalNumber: hits[0]!.signal.number, code: Buffer.from(hash, 'hex') }));
}

type Circumstances = OpenCircumstances<unknown>;

/** For each query, the listed hashes that could be hits; the tables decide what is in force and in sight. */
async function lookUp(
  { house, transact, now }: Circumstances,
  queries: Query[],
  { paused, ...consulted }: Consult,
): Promise<Candidate[][]> {
  const nearby = await nearSignals(house, queries);
  const exact = queries.filter((each) => !algorithms[each.algorithm].radius).map((each) => each.code);
  const numbers = [...new Set(nearby.flat().map(({ number }) => number))];
  if (numbers.length === 0 && exact.length === 0) return [];
  return transact(async ({ client }) => {
    const near = numbers.length > 0 ? await listedByNumber(client, numbers, now, paused) : [];
    const equal = exact.length > 0 ? await listedByCode(client, exact, now, paused) : [];
    const among = isConsulted(consulted);
    const byNumber = new Map(near.filter(among).map((listed) => [listed.signal.number, listed]));
    const byCode = Map.groupBy(equal.filter(among), (listed) => listed.signal.code!.toString('hex'));
    return queries.map(({ algorithm, code }, position) => {
      const found = nearby[position]!.flatMap(({ number, distanceBits }): Candidate[] => {
        const listed = byNumber.get(number);
        return listed ? [{ signal: listed.signal, bank: listed.bank, sealedBits: distanceBits }] : [];
      });
      return algorithms[algorithm].radius ? found : found.concat(byCode.get(code.toString('hex')) ?? []);
    });
  });
}

function isConsulted({ bankIds, draw }: Omit<Consult, 'paused'>): (listed: ListedHash) => boolean {
  return ({ bank }) => bank.kind === 'negative' || ((bankIds?.includes(bank.id) ?? true) && bank.enabledRatio >= draw);
}

/** For each query, what the index holds near it; of exact algorithms, only what devices gave. */
async function nearSignals(house: House, queries: Query[]): Promise<Near[][]> {
  const index = house.part(signalIndexKey);
  const positions = queries.flatMap((each, position) => (each.algorithm === 'pdq' ? [position] : []));
  const equal = ({ algorithm, code }: Query) => index.equal(() => blindCode(house.part(fieldsPart), algorithm, code));
  const found = queries.map((each) => (algorithms[each.algorithm].radius ? [] : equal(each)));
  if (positions.length === 0) return found;
  const codes = Buffer.concat(positions.map((position) => queries[position]!.code));
  for (const [row, near] of (await index.search(codes)).entries()) found[positions[row]!] = near;
  return found;
}

function answer({ algorithm, code, quality }: Query, hits: Hit[]): Answer {
  return { algorithm, hash: code.toString('hex'), quality, action: strongest(hits), hits, matchIds: new Map() };
}

async function openReviews({ house, caller }: Circumstances, answers: Answer[]): Promise<void> {
  const wanted = answers.flatMap((each) =>
    each.hits.filter((hit) => hit.action === 'review').map((hit) => ({ each, hit })),
  );
  if (wanted.length === 0) return;
  const opened = await call(house, openMatches, caller, {
    matches: wanted.map(({ each, hit }) => ({
      signalNumber: hit.signal.number,
      signalOrganisationId: hit.signal.organisationId,
      bankId: hit.bank.id,
      algorithm: each.algorithm,
      code: Buffer.from(each.hash, 'hex'),
      copySalt: hit.signal.copySalt,
      distanceBits: hit.distanceBits,
      conflict: hit.conflict,
    })),
  });
  for (const [position, { each, hit }] of wanted.entries()) each.matchIds.set(hit.signal.number, opened[position]!);
}
