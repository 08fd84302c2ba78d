// SQL of the queue: a page of it by cursor, counts that never count everything, and the next report that nobody has.
// Each view's condition is written as its index has it, so that a page costs the same among a thousand and a million.
import type { Work } from '../../../runtime/database.ts';
import { type Report, reportColumns } from '../../store/reports.ts';
import { openStates } from '../../states.ts';

/** Open: all that wait. Mine and free: those of them that I have, that nobody has. Messages: somebody wrote. All: any state. */
export const queueViews = ['open', 'mine', 'free', 'messages', 'all'] as const;
export type QueueView = (typeof queueViews)[number];

export interface QueueFilter {
  state: Report['state'] | null;
  concern: Report['concern'] | null;
  channel: Report['channel'] | null;
}

const filterNames = ['state', 'concern', 'channel'] as const satisfies (keyof QueueFilter)[];

/** Where a page ended: the last row's place in the order, and its id. */
export interface QueuePlace {
  at: Date;
  id: string;
}

export interface QueueRow extends Report {
  items: number;
}

/** Counts go no further: beyond it a number says no more than "many". */
export const countedUpTo = 100;

const waiting = `state IN (${openStates.map((state) => `'${state}'`).join(', ')})`;
const own = 'organisation_id = runtime.organisation()';

/** @param put puts a value among the statement's parameters; its mark. */
function conditionOf(view: QueueView, put: () => string): string {
  if (view === 'open') return waiting;
  if (view === 'mine') return `${waiting} AND taken_by = ${put()}`;
  if (view === 'free') return `${waiting} AND taken_by IS NULL`;
  return view === 'messages' ? 'message_waiting' : 'true';
}

/** A page of a view: most urgent first; of all reports, the latest first. */
export async function readQueueRows(
  { client }: Work,
  given: { view: QueueView; filter: QueueFilter; personId: string; after: QueuePlace | null; limit: number },
): Promise<QueueRow[]> {
  const { view, filter, personId, after, limit } = given;
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const column = view === 'all' ? 'received_at' : 'queue_at';
  const conditions = [
    own,
    conditionOf(view, () => put(personId)),
    ...filterNames.filter((name) => filter[name] !== null).map((name) => `r.${name} = ${put(filter[name])}`),
    ...(after ? [beyond(column, after, put)] : []),
  ];
  const { rows } = await client.query<Report>(
    `SELECT ${reportColumns} FROM report.report r WHERE ${conditions.join(' AND ')}
      ORDER BY r.${column} ${view === 'all' ? 'DESC' : ''}, r.id LIMIT ${put(limit)}`,
    values,
  );
  return withItemCounts(client, rows);
}

// Said twice, because the first part alone finds its place in the index.
function beyond(column: 'queue_at' | 'received_at', { at, id }: QueuePlace, put: (value: unknown) => string): string {
  const [or, than] = column === 'queue_at' ? ['>=', '>'] : ['<=', '<'];
  const time = `${put(at)}::timestamptz`;
  return `r.${column} ${or} ${time} AND (r.${column} ${than} ${time} OR r.id > ${put(id)})`;
}

async function withItemCounts(client: Work['client'], reports: Report[]): Promise<QueueRow[]> {
  const { rows } = await client.query<{ id: string; items: number }>(
    `SELECT report_id AS id, count(*) AS items FROM report.report_item
      WHERE report_id = ANY($1) AND removed_at IS NULL GROUP BY report_id`,
    [reports.map(({ id }) => id)],
  );
  const counts = new Map(rows.map(({ id, items }) => [id, items]));
  return reports.map((report) => ({ ...report, items: counts.get(report.id) ?? 0 }));
}

/** How many reports each view but the last holds, up to `countedUpTo`. */
export async function countViews({ client }: Work, personId: string): Promise<Record<QueueView, number | null>> {
  // In the order of its index: without it the planner may read a million ended reports to find a hundred that wait.
  const bounded = (view: QueueView): string =>
    `(SELECT count(*) FROM (SELECT FROM report.report WHERE ${own} AND ${conditionOf(view, () => '$1')}
        ORDER BY queue_at LIMIT ${countedUpTo}) x) AS ${view}`;
  const { rows } = await client.query(
    `SELECT ${(['open', 'mine', 'free', 'messages'] as const).map(bounded).join(', ')}`,
    [personId],
  );
  return { ...rows[0], all: null };
}

/** The report with a reference, in whatever state. */
export async function findByReference({ client }: Work, reference: string): Promise<QueueRow | null> {
  const { rows } = await client.query<Report>(
    `SELECT ${reportColumns} FROM report.report r WHERE ${own} AND r.reference = $1`,
    [reference],
  );
  return (await withItemCounts(client, rows))[0] ?? null;
}

/** Locks the most urgent report that nobody has and nobody else is taking at this moment. */
export async function lockNextFree({ client }: Work, filter: QueueFilter): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM report.report WHERE ${own} AND ${conditionOf('free', () => '')}
        AND ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR concern = $2) AND ($3::text IS NULL OR channel = $3)
      ORDER BY queue_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [filter.state, filter.concern, filter.channel],
  );
  return rows[0]?.id ?? null;
}
