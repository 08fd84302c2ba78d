// Taking a disclosure that was let go: once, by the person who asked for it, as lines of JSON that open the log.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { writeEvent } from '../../../audit/record.ts';
import { type Fields, fieldsPart } from '../../../fields/index.ts';
import { Refusal } from '../../../kit/errors.ts';
import { dayMs } from '../../../kit/time.ts';
import { dayStart, deskDay } from '../../../report/index.ts';
import type { Work } from '../../../runtime/database.ts';
import { answerable, type Caller } from '../../../verbs/caller.ts';
import { openAskVerb } from '../../../verbs/verb.ts';
import { logOf } from '../log/format.ts';
import { batchRecord, batchTable } from '../log/seal.ts';
import type { DisclosedNotice, DisclosureLine } from './form.ts';
import {
  type BatchSalts,
  batchesOf,
  type Disclosure,
  lockDisclosure,
  noticesIn,
  type OpenedNotice,
  otherBatchesWith,
  paddingPlaces,
  storeDownload,
} from './store.ts';
import { disclosureId, disclosureState, noDisclosure } from './verbs.ts';

/**
 * The disclosure as a stream of text. It counts as taken before its first byte leaves: whoever loses the connection asks
 * anew, and another person decides anew. @throws Refusal `not-your-disclosure`, `disclosure-not-ready`.
 */
export const discloseNotices = openAskVerb({
  name: 'remove.disclose-notices',
  permission: 'remove.supervise',
  input: z.object({ id: disclosureId }),
  async run({ house, caller, organisationId, input: { id }, now, transact }): Promise<Readable> {
    const taken = await transact(async (work) => {
      const asked = await readyDisclosure(work, id, caller, now);
      await storeDownload(work, id, now);
      const { fromDay, toDay, texts } = asked;
      const facts = { from: fromDay, to: toDay, texts };
      const actor = { actorKind: caller.kind, actorId: caller.id };
      await writeEvent(work, { at: now, organisationId, ...actor, verb: 'remove.disclose-notices', thing: id, facts });
      return asked;
    });
    const given = { taken, fields: house.part(fieldsPart), organisationId, now };
    return Readable.from(lines(transact, given));
  },
});

async function readyDisclosure(work: Work, id: string, caller: Caller, now: Date): Promise<Disclosure> {
  const asked = await lockDisclosure(work, id);
  if (!asked) throw noDisclosure(id);
  if (answerable(caller) !== asked.requestedBy)
    throw new Refusal('forbidden', 'not-your-disclosure', 'Only the person who asked for this disclosure takes it');
  const state = disclosureState(asked, now);
  if (state === 'approved') return asked;
  throw new Refusal('conflict', 'disclosure-not-ready', `This disclosure cannot be taken: it is ${state}`, {
    facts: { state },
  });
}

interface Given {
  taken: Disclosure;
  fields: Fields;
  organisationId: string;
  now: Date;
}

type Transact = <T>(work: (work: Work) => Promise<T>) => Promise<T>;

// One short transaction a batch: what was sealed never changes, so that none has to stay open while somebody reads.
async function* lines(transact: Transact, given: Given): AsyncGenerator<string> {
  const { taken, organisationId, now } = given;
  const { fromDay, toDay, texts } = taken;
  const log = logOf(organisationId);
  yield line({
    kind: 'suaka-notice-disclosure',
    version: 1,
    log,
    from: fromDay,
    to: toDay,
    texts,
    madeAt: now.toISOString(),
  });
  const span = { from: dayStart(fromDay)!, until: new Date(dayStart(toDay)!.getTime() + dayMs) };
  const within = await transact((work) => batchesOf(work, taken));
  const later = await transact((work) => otherBatchesWith(work, span, taken));
  const count = { notices: 0, padding: 0 };
  for (const [batches, whole] of [
    [within, true],
    [later, false],
  ] as const)
    for (const batch of batches) {
      const opened = await transact((work) => openBatch(work, given, batch, whole ? null : span));
      count.notices += opened.filter(({ kind }) => kind === 'notice').length;
      count.padding += opened.filter(({ kind }) => kind === 'padding').length;
      yield opened.map(line).join('');
    }
  yield line({ kind: 'end', ...count });
}

const line = (content: DisclosureLine): string => `${JSON.stringify(content)}\n`;

/** @param span where given, only the notices sent in it are opened, and no padding. */
async function openBatch(
  work: Work,
  { taken, fields, organisationId }: Given,
  batch: BatchSalts,
  span: { from: Date; until: Date } | null,
): Promise<DisclosureLine[]> {
  const kept = await keptSalts(work, fields, batchRecord(organisationId, batch.number), batch);
  const all = await noticesIn(work, batch.number);
  const notices = span ? all.filter(({ sentAt }) => sentAt >= span.from && sentAt < span.until) : all;
  const opened = await fields.unseal(work, 'remove.notice', notices, ['salt', 'sealed']);
  const lines: (DisclosureLine & { place: number })[] = opened.map((notice) => noticeLine(notice, kept, taken.texts));
  if (!span)
    for (const place of await paddingPlaces(work, batch.number))
      lines.push({ kind: 'padding', batch: batch.number, place, salt: kept.get(place)! });
  return lines.toSorted((a, b) => a.place - b.place);
}

/** Salts that the batch keeps, by place, as hexadecimal digits. */
async function keptSalts(
  work: Work,
  fields: Fields,
  record: string,
  { salts }: BatchSalts,
): Promise<Map<number, string>> {
  const [opened] = await fields.unseal(work, batchTable, [{ id: record, salts }], ['salts']);
  const kept = JSON.parse(opened!.salts ?? '{}') as Record<string, string>;
  return new Map(Object.entries(kept).map(([place, salt]) => [Number(place), hexOf(salt)]));
}

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

function noticeLine(
  notice: Omit<OpenedNotice, 'salt' | 'sealed'> & { salt: string | null; sealed: string | null },
  kept: ReadonlyMap<number, string>,
  texts: boolean,
): DisclosedNotice {
  const { batch, place, reference, sentAt, rule, ruleVersion, sealedSha256, salt, sealed } = notice;
  return {
    kind: 'notice',
    batch,
    place,
    reference,
    sentOn: deskDay(sentAt),
    rule,
    ruleVersion,
    sealedSha256: sealedSha256.toString('hex'),
    salt: kept.get(place) ?? (salt === null ? null : hexOf(salt)),
    ...(texts ? { text: sealed } : {}),
  };
}
