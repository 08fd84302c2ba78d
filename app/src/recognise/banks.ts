// Verbs of banks: a bank is a list of hashes with a purpose, a ground, a legal basis and what a match with it leads to.
import { z } from 'zod';
import { partnersUsing } from '../access/index.ts';
import { Refusal } from '../kit/errors.ts';
import { idPattern, newId } from '../kit/ids.ts';
import { publishChange } from '../runtime/changes.ts';
import type { Work } from '../runtime/database.ts';
import type { Caller } from '../verbs/caller.ts';
import { askVerb, doVerb } from '../verbs/verb.ts';
import { grounds } from './grounds.ts';
import { widestRadiusBits } from './hashes.ts';
import { advance, bankStates } from './states.ts';
import {
  type Bank,
  codeIsTaken,
  countSignals,
  findBank,
  insertBank,
  listBanks,
  removeBank,
  updateBank,
} from './store/banks.ts';
import { withdrawBank } from './store/signals.ts';

export const bankId = z.string().regex(idPattern('bank'), 'the id of a bank, such as bnk_ and 26 characters');
export const bankCode = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]{0,62}$/,
    'capital letters, digits and underscores, not beginning with a digit, at most 63 (such as KNOWN_COPIES)',
  );

/** A number from 0, or its digits as a form sends them. Nothing is not zero. */
function wholeNumber(most: number, right: string) {
  const digits = z
    .string()
    .regex(/^\d{1,3}$/, right)
    .transform(Number);
  return z.union([z.number(), digits], right).pipe(z.number(right).int(right).min(0, right).max(most, right));
}

const bankProperties = {
  code: bankCode,
  name: z.string().trim().min(1, 'a name').max(200, 'at most 200 characters'),
  purpose: z.string().trim().min(1, 'what the list is for').max(1000, 'at most 1,000 characters'),
  legalBasis: z.string().trim().min(1, 'the law or agreement the list stands on').max(1000, 'at most 1,000 characters'),
  radiusBits: wholeNumber(widestRadiusBits, 'a whole number from 0 to 31'),
  qualityFloor: wholeNumber(100, 'a whole number from 0 to 100'),
  action: z.enum(['block', 'review', 'log'], 'block, review or log'),
  secondReview: z.boolean(),
  sharing: z.enum(['own', 'partners'], 'own or partners'),
  enabledRatio: z.number().min(0).max(1),
};

// Apart from the properties: a change of one of them must leave the others, and an optional field takes its default.
const bankDefaults = {
  radiusBits: bankProperties.radiusBits.default(31),
  qualityFloor: bankProperties.qualityFloor.default(50),
  action: bankProperties.action.default('review'),
  secondReview: bankProperties.secondReview.default(false),
  sharing: bankProperties.sharing.default('own'),
  enabledRatio: bankProperties.enabledRatio.default(1),
};

export const makeBank = doVerb({
  name: 'recognise.make-bank',
  permission: 'recognise.curate',
  input: z.object({
    ...bankProperties,
    ...bankDefaults,
    kind: z.enum(['listing', 'negative'], 'listing or negative').default('listing'),
    ground: z.enum(grounds, `one of ${grounds.join(', ')}`),
    /** Active at once, for programs that make a bank and fill it in one go; people activate when they are ready. */
    active: z.boolean().default(false),
  }),
  async run({ client, caller, organisationId, input, now }) {
    const { active, ...given } = input;
    const bank: Bank = {
      ...given,
      secondReview: given.secondReview || given.kind === 'negative', // what clears a picture takes two people
      id: newId('bank', now),
      organisationId,
      state: active ? 'active' : 'draft',
      createdAt: now,
      createdBy: caller.id,
    };
    if (!(await insertBank(client, bank))) throw codeTaken(bank.code);
    return {
      result: bank,
      event: { thing: bank.id, facts: { code: bank.code, kind: bank.kind, ground: bank.ground, action: bank.action } },
    };
  },
});

export const changeBank = doVerb({
  name: 'recognise.change-bank',
  permission: 'recognise.curate',
  input: z.object({ id: bankId, changes: z.object(bankProperties).partial() }),
  async run({ client, caller, organisationId, input }) {
    const before = await ownBank({ client }, organisationId, input.id);
    const changes = Object.fromEntries(
      Object.entries(input.changes).filter(([, value]) => value !== undefined),
    ) as Partial<Bank>;
    const bank = { ...before, ...changes };
    if (bank.kind === 'negative') bank.secondReview = true;
    if (before.secondReview && !bank.secondReview) needsReviewer(caller);
    if (await codeIsTaken(client, bank.code, bank.id)) throw codeTaken(bank.code);
    await updateBank(client, bank.id, bank);
    const changed = (Object.keys(changes) as (keyof Bank)[]).filter((key) => changes[key] !== before[key]);
    return { result: bank, event: { thing: bank.id, facts: { changed } } };
  },
});

export const moveBank = doVerb({
  name: 'recognise.move-bank',
  permission: 'recognise.curate',
  input: z.object({
    id: bankId,
    transition: z.enum(['activate', 'suspend']),
    reason: z.string().trim().max(500).default(''),
  }),
  async run({ client, organisationId, input }) {
    const before = await ownBank({ client }, organisationId, input.id);
    const bank = { ...before, state: advance(bankStates, input.transition, before.state) };
    await updateBank(client, bank.id, bank);
    return {
      result: bank,
      event: { thing: bank.id, facts: { from: before.state, to: bank.state, reason: input.reason } },
    };
  },
});

/** Takes a bank away: every hash in it is withdrawn, its code is free again, its history stays in the record. */
export const endBank = doVerb({
  name: 'recognise.end-bank',
  permission: 'recognise.curate',
  input: z.object({ id: bankId, reason: z.string().trim().min(1, 'why it ends').max(500) }),
  async run({ client, organisationId, input, now }) {
    const bank = await ownBank({ client }, organisationId, input.id);
    const withdrawn = await withdrawBank(client, bank.id, now, input.reason);
    await removeBank(client, bank.id, now);
    await publishChange({ client }, 'signals', bank.id);
    return { result: { withdrawn }, event: { thing: bank.id, facts: { withdrawn, reason: input.reason } } };
  },
});

export interface BankWithCounts extends Bank {
  /** True when another organisation shares it with us. */
  shared: boolean;
  /** Signals by state, then by algorithm. */
  counts: Record<string, Record<string, number>>;
}

export const readBanks = askVerb({
  name: 'recognise.read-banks',
  permission: 'recognise.look',
  input: z.object({}),
  async run({ client, organisationId }) {
    const counts = await countSignals(client);
    const banks: BankWithCounts[] = [];
    for (const bank of await listBanks(client))
      banks.push(withCounts(await asShared({ client }, organisationId, bank), organisationId, counts));
    return banks;
  },
});

export const readBank = askVerb({
  name: 'recognise.read-bank',
  permission: 'recognise.look',
  input: z.object({ id: bankId }),
  async run({ client, organisationId, input }) {
    const bank = await findBank(client, input.id);
    if (!bank) throw noBank(input.id);
    return withCounts(
      await asShared({ client }, organisationId, bank),
      organisationId,
      await countSignals(client, bank.id),
    );
  },
});

// Otherwise whoever lists could first do away with the one who is to look.
function needsReviewer(caller: Caller): void {
  if (caller.permissions.has('recognise.review')) return;
  throw new Refusal('forbidden', 'needs-a-reviewer', 'Only someone who reviews may do away with the second review');
}

/**
 * A bank of the caller's own organisation, locked for change. Whoever changes a bank, lists or reads out its hashes comes by
 * here, so that a device bank is closed to all of it.
 * @throws Refusal `no-such-bank`, `not-your-bank`, `device-bank`.
 */
export async function ownBank({ client }: Work, organisationId: string, id: string): Promise<Bank> {
  const seen = await findBank(client, id);
  if (!seen) throw noBank(id);
  if (seen.organisationId !== organisationId)
    throw new Refusal(
      'forbidden',
      'not-your-bank',
      `The bank ${seen.code} is shared with you; only its owner changes it`,
    );
  if (seen.kind === 'device')
    throw new Refusal(
      'forbidden',
      'device-bank',
      `${seen.code} holds what people gave of their own pictures: nobody lists, imports, exports or changes there by hand`,
    );
  // Not FOR UPDATE: it would wait for an import that lists into the bank, and a suspension must not.
  return (await findBank(client, id, 'FOR NO KEY UPDATE')) ?? seen;
}

export function noBank(named: string): Refusal {
  return new Refusal('not-found', 'no-such-bank', `There is no bank "${named}" here`, { facts: { named } });
}

function codeTaken(code: string): Refusal {
  return new Refusal('conflict', 'bank-code-taken', `A bank with the code "${code}" exists already`, {
    facts: { code },
    fields: [{ path: 'code', message: `"${code}" is taken` }],
  });
}

/** A device bank says of itself what its grants come to. A partner sees it only because one is in force. */
async function asShared(work: Work, organisationId: string, bank: Bank): Promise<Bank> {
  if (bank.kind !== 'device') return bank;
  const shared = bank.organisationId !== organisationId || (await partnersUsing(work, bank.id, 'match')).length > 0;
  return { ...bank, sharing: shared ? 'partners' : 'own' };
}

function withCounts(
  bank: Bank,
  organisationId: string,
  rows: Awaited<ReturnType<typeof countSignals>>,
): BankWithCounts {
  const counts: BankWithCounts['counts'] = {};
  for (const row of rows) if (row.bankId === bank.id) (counts[row.state] ??= {})[row.algorithm] = row.count;
  return { ...bank, shared: bank.organisationId !== organisationId, counts };
}
