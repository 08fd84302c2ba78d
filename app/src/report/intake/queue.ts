// The verb that reads the queue: most urgent first, with the reasons, how long each has waited and who has it.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import { askVerb } from '../../verbs/verb.ts';
import { channels, concerns } from '../facts.ts';
import type { Report } from '../store/reports.ts';
import { changedHeadStarts } from '../store/rules.ts';
import { type HeadStarts, type UrgencyCode, urgencyRules } from '../urgency.ts';
import { readReference } from './references.ts';
import {
  countViews,
  findByReference,
  type QueuePlace,
  type QueueRow,
  type QueueView,
  queueViews,
  readQueueRows,
} from './store/queue.ts';

export const reportStateNames = [
  'received',
  'triaged',
  'in-progress',
  'reopened',
  'duplicate',
  'out-of-scope',
  'spam',
  'resolved',
  'closed',
] as const satisfies Report['state'][];

const maybe = <Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z
    .enum(choices, `one of ${choices.join(', ')}, or nothing`)
    .nullable()
    .default(null);

/** Why a report stands where it stands. */
export interface Reason {
  code: UrgencyCode;
  /** The head start that the rule gives as it stands now. */
  headStartHours: number;
}

export interface QueuedReport extends QueueRow {
  reasons: Reason[];
}

export interface QueuePage {
  rows: QueuedReport[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** How much each view holds, counted up to 100; null where nothing is counted. */
  counts: Record<QueueView, number | null>;
  /** Names of whoever has one of them, by id. */
  names: ReadonlyMap<string, string>;
}

export const readQueue = askVerb({
  name: 'report.read-queue',
  permission: 'report.look',
  input: z.object({
    view: z.enum(queueViews, `one of ${queueViews.join(', ')}`).default('open'),
    state: maybe(reportStateNames),
    concern: maybe(concerns),
    channel: maybe(channels),
    /** A reference: then that report alone, in whatever state. */
    q: z.string().trim().max(40, 'a reference, such as 7K2M-9QPX').default(''),
    /** Where the page before ended, as `next` said. */
    after: z.string().max(100).nullable().default(null),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  async run({ house, caller, input, client }): Promise<QueuePage> {
    const work = { client };
    const { view, state, concern, channel, q, after, limit } = input;
    const place = after === null ? null : parsePlace(after);
    const filter = { state, concern, channel };
    const found = q
      ? await searched(work, q)
      : await readQueueRows(work, { view, filter, personId: caller.id, after: place, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const changed = await changedHeadStarts(work);
    return {
      rows: rows.map((row) => ({ ...row, reasons: reasonsOf(row, changed) })),
      next: found.length > limit ? placeOf(view, rows.at(-1)!) : null,
      counts: await countViews(work, caller.id),
      names: await namesOf(
        work,
        house.part(fieldsPart),
        rows.map(({ takenBy }) => takenBy),
      ),
    };
  },
});

async function searched(work: Parameters<typeof findByReference>[0], q: string): Promise<QueueRow[]> {
  const reference = readReference(q);
  const found = reference === null ? null : await findByReference(work, reference);
  return found ? [found] : [];
}

export function reasonsOf({ urgency }: Pick<Report, 'urgency'>, changed: HeadStarts): Reason[] {
  return urgency.map((code) => ({ code, headStartHours: changed[code] ?? urgencyRules[code].headStartHours }));
}

const placeOf = (view: QueueView, { queueAt, receivedAt, id }: Report): string =>
  `${(view === 'all' ? receivedAt : queueAt).getTime()}~${id}`;

function parsePlace(text: string): QueuePlace {
  const [time = '', id = ''] = text.split('~', 2);
  if (/^-?\d{1,15}$/.test(time) && idPattern('report').test(id)) return { at: new Date(Number(time)), id };
  throw new Refusal('bad-input', 'bad-input', `"${text}" is no place in the queue; expected what "next" said`, {
    fields: [{ path: 'after', message: 'what "next" said' }],
  });
}
