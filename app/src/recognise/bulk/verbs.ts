// Verbs of imports: begin, apply, refuse, abandon; and reading about them. What happens between begin and apply is in
// import-file.ts.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { minuteMs } from '../../kit/time.ts';
import { publishChange } from '../../runtime/changes.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { bankId, noBank, ownBank } from '../banks.ts';
import { algorithmNames } from '../hashes.ts';
import { firstState, nameSignal } from '../signals.ts';
import { advance } from '../states.ts';
import { findBank } from '../store/banks.ts';
import { formats } from './reading/format.ts';
import { importStates } from './states.ts';
import { countStaged, joinContents, listStaged } from './store/apply.ts';
import {
  abandonUntouched,
  clearStaged,
  findImport,
  type Import,
  insertImport,
  listFaults,
  listImports,
  setImportState,
  setOutcome,
} from './store/imports.ts';

export const importId = z.string().regex(idPattern('import'), 'the id of an import, such as imp_ and 26 characters');

export const beginImport = doVerb({
  name: 'recognise.begin-import',
  permission: 'recognise.import',
  input: z.object({
    bankId,
    /** Who says so; by default the caller's own organisation, as when a hash is listed by hand. */
    source: z.string().trim().min(1, 'who gave the list').max(200, 'at most 200 characters').default('own'),
    sourceKind: z.enum(['agency', 'exchange'], 'agency or exchange').default('agency'),
    /** List the good lines even if others are bad. */
    keepGood: z.boolean().default(false),
    fileName: z.string().trim().max(255, 'at most 255 characters').nullable().default(null),
    /** Null: told from the first lines. */
    format: z.enum(formats, formats.join(', ')).nullable().default(null),
    /** Of hashes beside which none is named. */
    algorithm: z
      .enum(algorithmNames, `one of ${algorithmNames.join(', ')}`)
      .nullable()
      .default(null),
  }),
  async run({ client, caller, organisationId, input, now }) {
    await ownBank({ client }, organisationId, input.bankId);
    const id = newId('import', now);
    await insertImport(client, { ...input, id, startedAt: now, startedBy: caller.id });
    return {
      result: { id, format: input.format, algorithm: input.algorithm },
      event: { thing: id, facts: { bank: input.bankId, keepGood: input.keepGood } },
    };
  },
});

/**
 * Lists what a read import holds, all in one transaction; or refuses it when lines are bad and only a whole list is
 * wanted. A second call finds it applied and changes nothing.
 * @throws Refusal `no-such-import`, `wrong-state`, `no-such-bank`, `staged-hashes-lost`.
 */
export const applyImport = doVerb({
  name: 'recognise.apply-import',
  permission: 'recognise.import',
  input: z.object({ id: importId }),
  async run({ client, caller, input, now }) {
    const found = await importToMove({ client }, input.id);
    const refused = found.linesBad > 0 && !found.keepGood;
    const state = advance(importStates, refused ? 'refuse' : 'apply', found.state);
    const facts = refused ? {} : await list({ client }, found, { listedBy: answerable(caller), at: now });
    await clearStaged(client, [found.id]);
    await setImportState(client, found.id, state, now);
    return {
      result: { state },
      event: { thing: found.id, facts: { bank: found.bankId, state, linesBad: found.linesBad, ...facts } },
    };
  },
});

async function list({ client }: Work, found: Import, how: { listedBy: string; at: Date }) {
  // Not locked: its suspension must not wait, and what is listed in a bank that ended meanwhile is not in force.
  const bank = await findBank(client, found.bankId);
  if (!bank) throw noBank(found.bankId);
  const staged = await countStaged(client, found.id);
  if (staged !== found.hashes)
    throw new Refusal(
      'conflict',
      'staged-hashes-lost',
      `Of ${found.hashes} hashes read, ${staged} are left, as after a crash of the database; import the file again`,
    );
  const { outcome, ended } = await listStaged(client, found, { ...how, firstState: firstState(bank) });
  await joinContents(client, found);
  await setOutcome(client, found.id, outcome);
  await publishChange({ client }, 'signals', found.id);
  for (const thing of ended === 'many' ? [bank.id] : ended.map(nameSignal))
    await publishChange({ client }, 'signals', thing);
  return { ...outcome };
}

/** Ends an import whose file cannot be read as a whole. */
export const refuseImport = doVerb({
  name: 'recognise.refuse-import',
  permission: 'recognise.import',
  input: z.object({ id: importId, code: z.string(), why: z.string() }),
  async run({ client, input, now }) {
    const found = await importToMove({ client }, input.id);
    await clearStaged(client, [found.id]);
    await setImportState(client, found.id, advance(importStates, 'refuse', found.state), now, input.why);
    return { result: null, event: { thing: found.id, facts: { bank: found.bankId, why: input.code } } };
  },
});

/** Ends an import whose file did not come to its end. */
export const abandonImport = doVerb({
  name: 'recognise.abandon-import',
  permission: 'recognise.import',
  input: z.object({ id: importId }),
  async run({ client, input, now }) {
    const found = await importToMove({ client }, input.id);
    await clearStaged(client, [found.id]);
    await setImportState(client, found.id, advance(importStates, 'abandon', found.state), now);
    return { result: null, event: { thing: found.id, facts: { bank: found.bankId } } };
  },
});

/** An import that nothing was read for so long belongs to a process that is no more, or to an upload that stands still. */
export const staleAfterMs = 15 * minuteMs;

export const abandonStaleImports = doVerb({
  name: 'recognise.abandon-stale-imports',
  permission: 'recognise.import',
  input: z.object({}),
  async run({ client, organisationId, now }) {
    const ids = await abandonUntouched(client, new Date(now.getTime() - staleAfterMs), now);
    await clearStaged(client, ids);
    return { result: { abandoned: ids.length }, event: { thing: organisationId, facts: { imports: ids } } };
  },
});

export const readImports = askVerb({
  name: 'recognise.read-imports',
  permission: 'recognise.look',
  input: z.object({
    bankId: bankId.nullable().default(null),
    /** The id of the last one seen. */
    below: importId.nullable().default(null),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  run: ({ client, input }) => listImports(client, input.bankId, input.below, input.limit),
});

export const readImport = askVerb({
  name: 'recognise.read-import',
  permission: 'recognise.look',
  input: z.object({
    id: importId,
    /** The line of the last fault seen. */
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  async run({ client, input }) {
    const found = await findImport(client, input.id);
    if (!found) throw noImport(input.id);
    const faults = await listFaults(client, found.id, input.after, input.limit);
    return { ...found, faults, nextFault: faults.length < input.limit ? null : faults.at(-1)!.line };
  },
});

async function importToMove({ client }: Work, id: string): Promise<Import> {
  const found = await findImport(client, id, 'FOR UPDATE');
  if (!found) throw noImport(id);
  return found;
}

function noImport(named: string): Refusal {
  return new Refusal('not-found', 'no-such-import', `There is no import "${named}" here`, { facts: { named } });
}
