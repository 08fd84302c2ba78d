// Verbs of device hashes: what people computed from their own pictures on their own devices ("protect my picture"). Only
// the process may call them, for the desk that took a submission: no role and no key holds their permission.
import { z } from 'zod';
import { partnersUsing } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { publishChange } from '../../runtime/changes.ts';
import { asNode, type Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { askVerb, call, doVerb } from '../../verbs/verb.ts';
import { grounds } from '../grounds.ts';
import { algorithmNames, parseHash } from '../hashes.ts';
import { nameSignal } from '../signals.ts';
import {
  type DeviceListing,
  eraseKeyless,
  eraseListings,
  listDeviceHash,
  listingsOf,
  organisationsWithKeyless,
  withdrawListings,
} from '../store/device.ts';
import { ensureBank } from './bank.ts';
import { sealCode } from './codes.ts';

/** Held by the process alone: `nodeCaller(organisation, [devicePermission])`. */
export const devicePermission = 'recognise.device';

const mostHashes = 100;
const submissionId = z
  .string()
  .regex(idPattern('submission'), 'the id of a submission, such as sub_ and 26 characters');
const ground = z.enum(grounds, `one of ${grounds.join(', ')}`);
const hash = z.object({
  algorithm: z.enum(algorithmNames, `one of ${algorithmNames.join(', ')}`),
  hash: z.string().max(200),
  quality: z.number().int().min(0).max(100).nullable().default(null),
});

/** The device bank of a ground, made if it is not there. */
export const ensureDeviceBank = doVerb({
  name: 'recognise.ensure-device-bank',
  permission: devicePermission,
  input: z.object({ ground }),
  async run({ client, input, now }) {
    const { bank, made } = await ensureBank({ client }, input.ground, now);
    return { result: bank, event: { thing: bank.id, facts: { ground: bank.ground, made } } };
  },
});

/**
 * Lists the hashes of a submission, in force at once. Given again, it changes scope and lifetime to what is given now;
 * what was withdrawn stays so. Seals under the record key of the submission and makes it if there is none yet.
 * @returns how many hashes are new, were there, and stay withdrawn.
 * @throws Refusal `bad-hash`, `expires-in-the-past`. Error when the submission's record was erased.
 */
export const listDeviceSignals = doVerb({
  name: 'recognise.list-device-signals',
  permission: devicePermission,
  input: z.object({
    submissionId,
    ground,
    hashes: z.array(hash).min(1, 'at least one hash').max(mostHashes, `at most ${mostHashes} hashes`),
    /** When the consent ends; null: until it is withdrawn. */
    expiresAt: z.coerce.date().max(new Date('2200-01-01'), 'a date before 2200').nullable(),
    /** The only organisations beside our own that may match with them; null: all that take part. */
    recipients: z
      .array(z.string().regex(idPattern('organisation'), 'ids of organisations, such as org_ and 26 characters'))
      .min(1, 'at least one organisation, or null for all that take part')
      .max(mostHashes)
      .nullable()
      .default(null),
  }),
  async run({ house, client, input, now }) {
    const { expiresAt, recipients } = input;
    if (expiresAt !== null && expiresAt <= now) throw pastExpiry(expiresAt);
    const { bank } = await ensureBank({ client }, input.ground, now);
    const counts = { listed: 0, there: 0, withdrawnBefore: 0 };
    for (const { algorithm, hash: text, quality } of input.hashes) {
      const code = parseHash(algorithm, text);
      const sealed = await sealCode({ client }, house.part(fieldsPart), input.submissionId, { algorithm, code });
      const scope = { bankId: bank.id, submissionId: input.submissionId, recipients, expiresAt };
      const done = await listDeviceHash(client, { ...scope, ...sealed, algorithm, quality, listedAt: now });
      counts[done === 'withdrawn' ? 'withdrawnBefore' : done.fresh ? 'listed' : 'there'] += 1;
      if (done !== 'withdrawn') await publishChange({ client }, 'signals', nameSignal(done.number));
    }
    return { result: counts, event: { thing: input.submissionId, facts: { bank: bank.id, ...counts } } };
  },
});

/** Why a submission's hashes are withdrawn: codes, because the reason stands in the record and on the desk's pages. */
export const withdrawalReasons = ['withdrawn-by-giver', 'withdrawn-by-desk'] as const;

/**
 * Withdraws what a submission lists, and nothing that another one does, though it be the same picture. The hashes stay as
 * sealed tombstones until they are erased: only erasing outlives the restoring of an older backup.
 * @throws Refusal `no-such-submission`.
 */
export const withdrawDeviceSignals = doVerb({
  name: 'recognise.withdraw-device-signals',
  permission: devicePermission,
  input: z.object({
    submissionId,
    reason: z.enum(withdrawalReasons, `one of ${withdrawalReasons.join(', ')}`),
  }),
  async run({ client, input, now }) {
    if ((await listingsOf(client, input.submissionId)).length === 0) throw noSubmission(input.submissionId);
    const ended = await withdrawListings(client, input.submissionId, now, input.reason);
    await publish({ client }, ended);
    const withdrawn = ended.length;
    return {
      result: { withdrawn },
      event: { thing: input.submissionId, facts: { withdrawn, reason: input.reason } },
    };
  },
});

/**
 * Erases a submission's hashes with its record's key, here and in restored backups: whatever else is sealed under that
 * record is gone as well. What stays are bare tombstones. Erasing twice is harmless.
 */
export const eraseDeviceSignals = doVerb({
  name: 'recognise.erase-device-signals',
  permission: devicePermission,
  input: z.object({ submissionId }),
  async run({ house, client, input, now }) {
    const numbers = await eraseListings(client, input.submissionId, now);
    await publish({ client }, numbers);
    await house.part(fieldsPart).eraseRecord({ client }, input.submissionId, now);
    const erased = numbers.length;
    return { result: { erased }, event: { thing: input.submissionId, facts: { erased } } };
  },
});

/** The same for submissions whose record was erased by itself, or before an older backup was restored. */
export const eraseKeylessSignals = doVerb({
  name: 'recognise.erase-keyless-signals',
  permission: devicePermission,
  input: z.object({}),
  async run({ client, organisationId, now }) {
    const numbers = await eraseKeyless(client, now);
    await publish({ client }, numbers);
    return { result: { erased: numbers.length }, event: { thing: organisationId, facts: { erased: numbers.length } } };
  },
});

/** What whoever gave a submission may be told: whether it is listed, and who may match with it. Never about a match. */
export interface DeviceStatus {
  status: 'listed' | 'withdrawn' | 'expired';
  /** Null: until it is withdrawn. */
  expiresAt: Date | null;
  /** Names of the organisations beside our own that may match with it now, each under a recorded agreement. */
  recipients: string[];
}

export const readDeviceStatus = askVerb({
  name: 'recognise.read-device-status',
  permission: devicePermission,
  input: z.object({ submissionId }),
  async run({ client, input, now }): Promise<DeviceStatus> {
    const listings = await listingsOf(client, input.submissionId);
    if (listings.length === 0) throw noSubmission(input.submissionId);
    // One in quarantine is listed: that it is there tells of matches.
    const inForce = listings.filter(
      ({ state, expiresAt }) => ['active', 'disputed'].includes(state) && (expiresAt === null || expiresAt > now),
    );
    if (inForce.length > 0)
      return {
        status: 'listed',
        expiresAt: inForce[0]!.expiresAt,
        recipients: await recipientsOf({ client }, inForce),
      };
    const withdrawn = listings.some(({ state }) => state === 'withdrawn');
    return { status: withdrawn ? 'withdrawn' : 'expired', expiresAt: listings[0]!.expiresAt, recipients: [] };
  },
});

async function recipientsOf(work: Work, listings: DeviceListing[]): Promise<string[]> {
  const names = new Set<string>();
  for (const [bankId, within] of Map.groupBy(listings, (listing) => listing.bankId))
    for (const { id, name } of await partnersUsing(work, bankId, 'match'))
      if (within.some(({ recipients }) => recipients === null || recipients.includes(id))) names.add(name);
  return [...names].toSorted((a, b) => a.localeCompare(b));
}

/** Clears what must not be matched with any more; when a node starts, and every minute. */
export async function eraseKeylessEverywhere(house: House): Promise<void> {
  const organisations = await asNode(house.database, ({ client }) => organisationsWithKeyless(client));
  for (const organisation of organisations)
    await call(house, eraseKeylessSignals, nodeCaller(organisation, [devicePermission]), {});
}

async function publish(work: Work, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await publishChange(work, 'signals', nameSignal(number));
}

function noSubmission(id: string): Refusal {
  return new Refusal('not-found', 'no-such-submission', `The submission ${id} lists no hash here`, { facts: { id } });
}

function pastExpiry(at: Date): Refusal {
  return new Refusal('bad-input', 'expires-in-the-past', `expiresAt is ${at.toISOString()}; expected a time to come`, {
    fields: [{ path: 'expiresAt', message: 'a time to come' }],
  });
}
