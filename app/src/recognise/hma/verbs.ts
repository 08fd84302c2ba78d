// Verbs that only this face needs: banks by the names clients know, contents instead of single hashes, and lookups that
// answer as the protocol does. All rules of the desk stay in the desk's own verbs.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { askVerb, call, doVerb, openAskVerb } from '../../verbs/verb.ts';
import { bankId, ownBank } from '../banks.ts';
import { type Hit, strongest } from '../decide.ts';
import { algorithmNames, parseHash } from '../hashes.ts';
import { match, maxHashesPerCall } from '../match.ts';
import { nameSignal } from '../signals.ts';
import { listBanks } from '../store/banks.ts';
import { findContent, findListing, type Signal } from '../store/signals.ts';
import { type NamedBank, nameBanks } from './bank-names.ts';
import { countListed, eraseDescriptions, readDescription, writeDescription, writeNote } from './store.ts';

const contentNumber = z.number().int().positive();
const oneHash = z.object({ algorithm: z.enum(algorithmNames), hash: z.string() });

export const readNamedBanks = askVerb({
  name: 'recognise.read-named-banks',
  permission: 'recognise.look',
  input: z.object({}),
  run: async ({ client, organisationId }) => nameBanks(await listBanks(client), organisationId),
});

/** A content of a bank: its hashes that were not withdrawn, and its description; never a device hash. @throws Refusal `no-such-content`. */
export const readContent = askVerb({
  name: 'recognise.read-content',
  permission: 'recognise.look',
  input: z.object({ bankId, content: contentNumber }),
  async run({ house, client, input }) {
    const signals = await signalsOf(client, input.bankId, input.content);
    return { signals, description: await readDescription({ client }, house.part(fieldsPart), input.content) };
  },
});

/** Where our own bank lists these hashes already, in their order; null where it does not. */
export const findListed = askVerb({
  name: 'recognise.find-listed',
  permission: 'recognise.curate',
  input: z.object({ bankId, hashes: z.array(oneHash) }),
  async run({ client, organisationId, input }) {
    const bank = await ownBank({ client }, organisationId, input.bankId);
    const found: (Signal | null)[] = [];
    for (const { algorithm, hash } of input.hashes)
      found.push((await findListing(client, bank.id, algorithm, parseHash(algorithm, hash), 'own')) ?? null);
    return found;
  },
});

/** Writes what is said about a content; what is left out stays. */
export const describeContent = doVerb({
  name: 'recognise.describe-content',
  permission: 'recognise.curate',
  input: z.object({
    bankId,
    content: contentNumber,
    /** At most 255 characters, counted as the database counts them; null takes it away. */
    note: z.string().nullable().optional(),
    description: z
      .object({
        contentId: z.string().nullable(),
        contentUri: z.string().nullable(),
        json: z.record(z.string(), z.unknown()).nullable(),
      })
      .optional(),
  }),
  async run({ house, client, organisationId, input, now }) {
    const bank = await ownBank({ client }, organisationId, input.bankId);
    const { content, note, description } = input;
    await signalsOf(client, bank.id, content);
    if (note !== undefined) await writeNote({ client }, bank.id, content, note);
    if (description) await writeDescription({ client }, house.part(fieldsPart), content, description, now);
    const changed = Object.entries({ note, description }).flatMap(([name, value]) => (value === undefined ? [] : name));
    return { result: null, event: { thing: nameSignal(content), facts: { bank: bank.id, changed } } };
  },
});

/** Erases what was said about one content, or about every content of a bank that ends. */
export const eraseDescription = doVerb({
  name: 'recognise.erase-description',
  permission: 'recognise.curate',
  input: z.object({ bankId, content: contentNumber.nullable().default(null) }),
  async run({ house, client, organisationId, input, now }) {
    const bank = await ownBank({ client }, organisationId, input.bankId);
    const of = input.content === null ? { bankId: bank.id } : { content: input.content };
    const erased = await eraseDescriptions({ client }, house.part(fieldsPart), of, now);
    const thing = input.content === null ? bank.id : nameSignal(input.content);
    return { result: erased, event: { thing, facts: { erased } } };
  },
});

/** One listed content near a query. */
export interface Found {
  content: number;
  bank: string;
  distanceBits: number;
}

/**
 * Looks hashes up as the protocol answers: with bank and distance, so it needs the permission for detail. A lookup that
 * is not `raw` leaves out what the desk has weakened (a hash in quarantine in a blocking bank, a picture known to be
 * harmless): clients act on a hit by its bank alone and could not tell. What needs review is opened at the desk.
 */
export const lookUp = openAskVerb({
  name: 'recognise.look-up',
  permission: 'recognise.see-detail',
  input: z.object({
    hashes: z
      .array(oneHash.extend({ quality: z.number().nullable().default(null) }))
      .min(1)
      .max(maxHashesPerCall),
    /** Only banks that go by these names. */
    banks: z.array(z.string()).nullable().default(null),
    /** Only banks whose enabled ratio reaches it, from 0 to 1. */
    draw: z.number().min(0).max(1).default(0),
    /** Whatever is listed, paused or weakened too; opens nothing. */
    raw: z.boolean().default(false),
  }),
  async run({ house, caller, organisationId, input, transact }): Promise<Found[][]> {
    const { hashes, banks, draw, raw } = input;
    const named = () => transact(async ({ client }) => nameBanks(await listBanks(client), organisationId));
    const bankIds = banks && idsOf(await named(), banks);
    const consult = { bankIds, draw, paused: raw };
    const { answers } = await call(house, match, caller, { hashes, openMatches: !raw, consult });
    if (answers.every(({ hits }) => hits.length === 0)) return answers.map(() => []);
    const names = new Map((await named()).map((bank) => [bank.id, bank.clientName]));
    return answers.map(({ hits }) => foundIn(raw ? hits : hits.filter(isFull), names));
  },
});

/** How many hashes of each algorithm are in force and in sight. */
export const readListedCounts = askVerb({
  name: 'recognise.read-listed-counts',
  permission: 'recognise.match',
  input: z.object({}),
  run: (work) => countListed(work),
});

const idsOf = (banks: NamedBank[], names: string[]): string[] =>
  banks.filter((bank) => names.includes(bank.clientName)).map((bank) => bank.id);

/** Whether the desk makes no less of a hit than its bank says. */
const isFull = (hit: Hit): boolean => strongest([hit, hit.bank]) === hit.action;

/** Each content once, at its smallest distance. */
function foundIn(hits: Hit[], names: Map<string, string>): Found[] {
  const found = new Map<number, Found>();
  for (const { signal, bank, distanceBits } of hits) {
    const name = names.get(bank.id);
    const nearer = found.get(signal.content)?.distanceBits ?? Infinity;
    if (name !== undefined && distanceBits < nearer)
      found.set(signal.content, { content: signal.content, bank: name, distanceBits });
  }
  return [...found.values()];
}

async function signalsOf(client: Parameters<typeof findContent>[0], bank: string, content: number): Promise<Signal[]> {
  const signals = (await findContent(client, bank, content)).filter(
    (signal) => signal.content === content && signal.code,
  );
  const listed = signals.filter((signal) => signal.state !== 'withdrawn');
  if (listed.length > 0) return listed;
  throw new Refusal('not-found', 'no-such-content', `content '${content}' not found`, { facts: { content } });
}
