// Sealing a day of the log. A notice belongs to the first batch that is sealed after its transaction was committed and whose
// day is not before the one on which it was sent: what no batch holds yet is looked for, not a stretch of time, so that a
// notice that was committed late is never between two batches.
import { z } from 'zod';
import { signerPart } from '../../../audit/signing.ts';
import { type Fields, fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { dayMs } from '../../../kit/time.ts';
import { dayStart, deskDay } from '../../../report/index.ts';
import { asNode, type Work } from '../../../runtime/database.ts';
import type { House } from '../../../runtime/house.ts';
import { nodeCaller } from '../../../verbs/caller.ts';
import { call, doVerb } from '../../../verbs/verb.ts';
import {
  batchRoot,
  firstRoot,
  logOf,
  newSalt,
  noticeCommitment,
  paddedTo,
  paddingCommitment,
  signBatch,
} from './format.ts';
import {
  desksBehind,
  firstUncommittedAt,
  insertBatch,
  insertCommitments,
  latestBatch,
  lockLog,
  type Uncommitted,
  uncommittedNotices,
} from './store.ts';

const zeroDay = (day: string): number => dayStart(day)!.getTime();
const endOf = (day: string): Date => new Date(zeroDay(day) + dayMs);
const dayAfter = (day: string): string => deskDay(endOf(day));
/** The last day that has ended. */
export const lastEndedDay = (now: Date): string => deskDay(new Date(now.getTime() - dayMs));

/** The table and the record under which the salts of a batch's padding are sealed. */
export const batchTable = 'remove.batch';
export const batchRecord = (organisationId: string, number: number): string => `batch ${organisationId} ${number}`;

interface Entry {
  commitment: Buffer;
  noticeId: string | null;
  /** Where the batch itself keeps it: of padding, and of a notice whose own is gone. */
  salt: Buffer | null;
}

/** Seals the next day that has ended. By the process alone. @throws Refusal `day-not-over`: there is none. */
export const sealDay = doVerb({
  name: 'remove.seal-day',
  permission: 'remove.follow',
  input: z.object({}),
  async run({ house, organisationId, client, now }) {
    const work = { client };
    await lockLog(work);
    const before = await latestBatch(work);
    const day = before ? dayAfter(before.day) : await firstDay(work, now);
    if (day > lastEndedDay(now))
      throw new Refusal('conflict', 'day-not-over', `The day ${day} is not over; nothing of it is sealed yet`);
    const number = (before?.number ?? 0) + 1;
    const fields = house.part(fieldsPart);
    const notices = await uncommittedNotices(work, endOf(day));
    const entries = padded(await committed(work, fields, notices));
    const log = logOf(organisationId);
    const commitments = entries.map(({ commitment }) => commitment);
    const root = batchRoot(before?.root ?? firstRoot(log), { number, day, commitments });
    const size = entries.length;
    const head = { log, number, day, size, root: root.toString('hex'), madeAt: now.toISOString() };
    const signed = signBatch(house.part(signerPart), head);
    const salts = await sealedSalts(work, fields, batchRecord(organisationId, number), entries);
    await insertBatch(work, { number, day, size, root, ...signed, salts, madeAt: now });
    await insertCommitments(work, number, entries);
    // How many of them are notices is not said: the record is shown to more people than the log is disclosed to.
    return { result: { number, day }, event: { thing: organisationId, facts: { number, day, size } } };
  },
});

// The log begins with the day before the desk first ran with it, or with its first notice where that came earlier.
async function firstDay(work: Work, now: Date): Promise<string> {
  const first = await firstUncommittedAt(work);
  const yesterday = lastEndedDay(now);
  return first && deskDay(first) < yesterday ? deskDay(first) : yesterday;
}

async function committed(work: Work, fields: Fields, notices: readonly Uncommitted[]): Promise<Entry[]> {
  const opened = await fields.unseal(work, 'remove.notice', notices, ['salt']);
  return opened.map(({ id, salt, sealedSha256 }) => {
    // A notice whose key was destroyed before its day was sealed still stands in the log, under a salt kept here.
    const own = salt === null ? newSalt() : null;
    const commitment = noticeCommitment(own ?? Buffer.from(salt!, 'base64'), sealedSha256);
    return { commitment, noticeId: id, salt: own };
  });
}

/** With padding, in the order of the commitments: nothing tells which is which. */
function padded(entries: readonly Entry[]): Entry[] {
  const size = Math.max(1, Math.ceil(entries.length / paddedTo)) * paddedTo;
  const padding = Array.from({ length: size - entries.length }, (): Entry => {
    const salt = newSalt();
    return { commitment: paddingCommitment(salt), noticeId: null, salt };
  });
  return [...entries, ...padding].toSorted((a, b) => Buffer.compare(a.commitment, b.commitment));
}

async function sealedSalts(
  work: Work,
  fields: Fields,
  record: string,
  entries: readonly Entry[],
): Promise<Buffer | null> {
  const kept = entries.flatMap(({ salt }, index) => (salt ? [[index + 1, salt.toString('base64')]] : []));
  const sealed = await fields.seal(
    work,
    { table: batchTable, id: record },
    { salts: JSON.stringify(Object.fromEntries(kept)) },
  );
  return sealed.salts;
}

/** Days of one desk that are sealed in one round at most: a log that lies far behind keeps no other desk waiting. */
const daysARound = 100;

/** One round by the clock: every desk's days that have ended and have no batch. One desk that fails keeps no other waiting. */
export async function sealDue(house: House): Promise<void> {
  const desks = await asNode(house.database, (work) => desksBehind(work, lastEndedDay(house.now())));
  for (const organisationId of desks)
    await sealDays(house, organisationId).catch((err: unknown) =>
      house.log.error({ err, organisation: organisationId }, 'a day of the log of notices could not be sealed'),
    );
}

async function sealDays(house: House, organisationId: string): Promise<void> {
  const caller = nodeCaller(organisationId, ['remove.follow']);
  try {
    for (let days = 0; days < daysARound; days += 1) await call(house, sealDay, caller, {});
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'day-not-over') return; // all is sealed, perhaps by another node
    throw thrown;
  }
}
