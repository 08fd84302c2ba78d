// Verbs of exports for scanning: one person asks and names the recipient, another lets it go; taking it is in download.ts.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fingerprintOfKey } from '../../audit/signing.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { bankId, ownBank } from '../banks.ts';
import { algorithmNames, parseHash } from '../hashes.ts';
import { readScanPublic } from './keys.ts';
import { scanExportState } from './states.ts';
import {
  exportsMarkedBy,
  extentOf,
  insertScanExport,
  lockScanExport,
  readRecent,
  type ScanExport,
  storeDecision,
} from './store.ts';

export const scanExportId = z.string().regex(idPattern('export'), 'the id of an export, such as exp_…');
/** Banks of one export at most, and hashes that are looked for marks at once. */
const mostBanks = 50;
const mostTraced = 10_000;
const longestDays = 366;

const recipientKey = z.string().transform((text, context) => {
  const key = readScanPublic(text);
  if (key !== null) return key;
  context.addIssue({
    code: 'custom',
    message: 'an X25519 public key: PEM, or the 64 hexadecimal digits that "suaka scan-key" prints',
  });
  return z.NEVER;
});
const days = 'a whole number of days from 1 to 366';

/** Asks for an export, and says for whom and what for. It goes nowhere until another person lets it go. */
export const requestScanExport = doVerb({
  name: 'recognise.request-scan-export',
  permission: 'recognise.export',
  input: z.object({
    bankIds: z
      .array(bankId)
      .min(1, 'at least one bank')
      .max(mostBanks, `at most ${mostBanks} banks`)
      .transform((ids) => [...new Set(ids)]),
    recipient: z.string().trim().min(1, 'the organisation that receives it').max(200, 'at most 200 characters'),
    recipientKey,
    purpose: z.string().trim().min(1, 'what it is for').max(500, 'at most 500 characters'),
    validDays: z
      .union(
        [
          z.number(),
          z
            .string()
            .regex(/^\d{1,3}$/, days)
            .transform(Number),
        ],
        days,
      )
      .pipe(z.number(days).int(days).min(1, days).max(longestDays, days)),
  }),
  async run({ caller, organisationId, input, now, client }) {
    if (caller.kind === 'node') throw needsPerson();
    const work = { client };
    for (const id of input.bankIds) {
      const bank = await ownBank(work, organisationId, id);
      if (bank.kind === 'listing' && bank.state === 'active') continue;
      const why = bank.kind === 'listing' ? `it is ${bank.state}` : 'it lists what is known to be harmless';
      throw new Refusal(
        'conflict',
        'bank-not-exportable',
        `${bank.code} does not go into an export for scanning: ${why}`,
        { facts: { bank: bank.code } },
      );
    }
    const id = newId('export', now);
    await insertScanExport(work, { ...input, id, requestedBy: answerable(caller), requestedAt: now });
    const { count } = await extentOf(work, input.bankIds, now);
    return {
      result: { id, hashes: count },
      event: { thing: id, facts: { banks: input.bankIds.length, hashes: count } },
    };
  },
});

/**
 * Lets an export go. Never one's own: not as the person who asked, nor through a key of theirs.
 * @throws Refusal `export-needs-a-second-person`, `export-not-open`, `needs-a-person`.
 */
export const approveScanExport = doVerb({
  name: 'recognise.approve-scan-export',
  permission: 'recognise.review',
  input: z.object({ id: scanExportId }),
  async run({ caller, input, now, client }) {
    if (caller.kind === 'node') throw needsPerson();
    const work = { client };
    const asked = await openExport(work, input.id, now);
    if (answerable(caller) === asked.requestedBy)
      throw new Refusal(
        'conflict',
        'export-needs-a-second-person',
        'You asked for this export; another person lets it go',
      );
    await storeDecision(work, asked.id, { approved: true, by: answerable(caller), now });
    const { count } = await extentOf(work, asked.bankIds, now);
    return {
      result: { hashes: count },
      event: { thing: asked.id, facts: { banks: asked.bankIds.length, hashes: count } },
    };
  },
});

/** Turns an export down, or takes one's own request back. @throws Refusal `no-such-scan-export`, `export-not-open`. */
export const declineScanExport = doVerb({
  name: 'recognise.decline-scan-export',
  permission: 'recognise.export',
  input: z.object({ id: scanExportId }),
  async run({ caller, input, now, client }) {
    const work = { client };
    const asked = await openExport(work, input.id, now);
    await storeDecision(work, asked.id, { approved: false, by: answerable(caller), now });
    return { result: null, event: { thing: asked.id } };
  },
});

/** An export that waits for a second person, locked. */
async function openExport(work: Work, id: string, now: Date): Promise<ScanExport> {
  const asked = await lockScanExport(work, id);
  if (!asked) throw noScanExport(id);
  const state = scanExportState(asked, now);
  if (state === 'requested') return asked;
  throw new Refusal('conflict', 'export-not-open', `This export waits for nobody any more; it is ${state}`, {
    facts: { state },
  });
}

export const noScanExport = (id: string): Refusal =>
  new Refusal('not-found', 'no-such-scan-export', `There is no export "${id}" here`, { facts: { id } });

const needsPerson = (): Refusal =>
  new Refusal(
    'forbidden',
    'needs-a-person',
    'A person asks for an export for scanning, and another one lets it go: both sign in to the desk',
  );

const shownExports = 50;

/** The latest exports with where each stands. */
export const readScanExports = askVerb({
  name: 'recognise.read-scan-exports',
  permission: 'recognise.export',
  input: z.object({}),
  async run({ house, now, client }) {
    const work = { client };
    const exports = await readRecent(work, shownExports);
    const people = exports.flatMap(({ requestedBy, decidedBy }) => [requestedBy, decidedBy]);
    return {
      exports: exports.map((each) => ({
        ...each,
        state: scanExportState(each, now),
        /** What two people compare over the telephone before they let anything be encrypted to a key. */
        fingerprint: fingerprintOfKey(each.recipientKey),
      })),
      names: await namesOf(work, house.part(fieldsPart), people),
    };
  },
});
export type ShownScanExport = Awaited<ReturnType<typeof readScanExports.perform>>['exports'][number];

/** Which exports hashes come from that were found where they do not belong: those whose marks are among them. */
export const traceScanExport = askVerb({
  name: 'recognise.trace-scan-export',
  permission: 'recognise.export',
  input: z.object({
    hashes: z
      .array(z.object({ algorithm: z.enum(algorithmNames, algorithmNames.join(', ')), hash: z.string() }))
      .min(1, 'at least one hash')
      .max(mostTraced, `at most ${mostTraced} hashes at once`),
  }),
  async run({ input, client }) {
    return exportsMarkedBy(
      { client },
      input.hashes.map(({ algorithm, hash }) => parseHash(algorithm, hash)),
    );
  },
});
