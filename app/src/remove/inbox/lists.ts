// SQL of lists of what was served, by cursor: what is open with the most urgent clock first, what is over with the latest
// first. Each condition is written as its index has it.
import type { Work } from '../../runtime/database.ts';
import type { InboxState } from '../states.ts';
import { type Served, servedColumns, servedFrom } from './store.ts';

/** Of `partial`, what was not taken down yet is still asked for. */
export const openStates = ['served', 'acknowledged', 'partial'] as const satisfies readonly InboxState[];
export const overStates = ['complied', 'refused', 'withdrawn'] as const satisfies readonly InboxState[];

/** Whether the platform is still asked for an answer: not where another notice follows, which is to be answered instead. */
export const isOpen = ({ state, followedBy }: Pick<Served, 'state' | 'followedBy'>): boolean =>
  followedBy === null && openStates.some((open) => open === state);

/** Where a page ended: the last row's place in the order. */
export interface Place {
  dueAt: Date | null;
  servedAt: Date;
  id: string;
}

interface Asked {
  states: readonly InboxState[];
  after: Place | null;
  limit: number;
}

const listed = (states: readonly InboxState[]): string => states.map((state) => `'${state}'`).join(', ');
const open = `(state IN (${listed(openStates)}) AND followed_by IS NULL)`;
const over = `(state IN (${listed(overStates)}) OR followed_by IS NOT NULL)`;

/** Open ones among `states`, the most urgent clock first; what has no clock follows, as it was served. */
export async function listOpen({ client }: Work, { states, after, limit }: Asked): Promise<Served[]> {
  const { rows } = await client.query<Served>(
    `SELECT ${servedColumns} FROM ${servedFrom}
      WHERE x.organisation_id = runtime.organisation() AND ${open} AND x.state = ANY($1)
        AND ($2::text IS NULL OR (coalesce(x.due_at, 'infinity'), x.served_at, x.id) > (coalesce($3::timestamptz, 'infinity'), $4::timestamptz, $2))
      ORDER BY coalesce(x.due_at, 'infinity'), x.served_at, x.id LIMIT $5`,
    [states, after?.id ?? null, after?.dueAt ?? null, after?.servedAt ?? null, limit],
  );
  return rows;
}

/** Those among `states` that are over, the latest first. */
export async function listOver({ client }: Work, { states, after, limit }: Asked): Promise<Served[]> {
  const { rows } = await client.query<Served>(
    `SELECT ${servedColumns} FROM ${servedFrom}
      WHERE x.organisation_id = runtime.organisation() AND ${over} AND x.state = ANY($1)
        AND ($2::text IS NULL OR (x.served_at, x.id) < ($3::timestamptz, $2))
      ORDER BY x.served_at DESC, x.id DESC LIMIT $4`,
    [states, after?.id ?? null, after?.servedAt ?? null, limit],
  );
  return rows;
}

/** How many are open and over. */
export async function countServed({ client }: Work): Promise<{ open: number; over: number }> {
  const { rows } = await client.query<{ open: number; over: number }>(
    `SELECT count(*) FILTER (WHERE ${open})::int AS open,
       count(*) FILTER (WHERE ${over})::int AS over
       FROM remove.inbox WHERE organisation_id = runtime.organisation()`,
  );
  return rows[0]!;
}
