// SQL of deadlines.
import type { Work } from '../../runtime/database.ts';
import type { Pause } from '../due.ts';
import type { Rule } from '../rule.ts';
import type { Zone } from '../zones.ts';
import type { DeadlineState } from './states.ts';

/** A rule as it was when a deadline under it began, with the holidays that counted then. */
export interface FrozenRule extends Rule {
  readonly holidays: readonly string[];
}

export interface Deadline {
  id: string;
  /** What it is about, such as a notice. */
  thing: string;
  rule: FrozenRule;
  zone: Zone;
  state: DeadlineState;
  version: number;
  startedAt: Date | null;
  dueAt: Date | null;
  pauses: Pause[];
  suspendedAt: Date | null;
  /** When what was asked for happened, also where it was too late. */
  endedAt: Date | null;
  breachedAt: Date | null;
  waivedFor: string | null;
  waivedBy: string | null;
}

const columns = `d.id, d.thing, d.rule, d.zone, d.state, d.version, d.started_at AS "startedAt", d.due_at AS "dueAt", d.pauses,
  d.suspended_at AS "suspendedAt", d.ended_at AS "endedAt", d.breached_at AS "breachedAt", d.waived_for AS "waivedFor",
  d.waived_by AS "waivedBy"`;

/** Stores a deadline; false where the thing has one under that rule already. */
export async function insertDeadline({ client }: Work, deadline: Deadline): Promise<boolean> {
  const { id, thing, rule, zone, state, startedAt, dueAt } = deadline;
  const { rowCount } = await client.query(
    `INSERT INTO clocks.deadline (id, organisation_id, thing, rule_id, rule_version, rule, zone, state, started_at, due_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (organisation_id, thing, rule_id) DO NOTHING`,
    [id, thing, rule.id, rule.version, JSON.stringify(rule), zone, state, startedAt, dueAt],
  );
  return rowCount === 1;
}

export async function findDeadline(
  { client }: Work,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Deadline | null> {
  const { rows } = await client.query<Deadline>(`SELECT ${columns} FROM clocks.deadline d WHERE d.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** The deadlines of several things, the next one due first. */
export async function deadlinesAbout({ client }: Work, things: readonly string[]): Promise<Deadline[]> {
  const { rows } = await client.query<Deadline>(
    `SELECT ${columns} FROM clocks.deadline d WHERE d.thing = ANY($1) ORDER BY d.due_at NULLS LAST, d.id`,
    [things],
  );
  return rows;
}

/** Those of one thing, locked in the order of their ids, so that two who lock the same never wait for each other. */
export async function lockDeadlines({ client }: Work, thing: string): Promise<Deadline[]> {
  const { rows } = await client.query<Deadline>(
    `SELECT ${columns} FROM clocks.deadline d WHERE d.thing = $1 ORDER BY d.id FOR UPDATE`,
    [thing],
  );
  return rows;
}

export type DeadlineChanges = Partial<Omit<Deadline, 'id' | 'thing' | 'rule' | 'zone' | 'version'>>;

const columnOf: Record<keyof DeadlineChanges, string> = {
  state: 'state',
  startedAt: 'started_at',
  dueAt: 'due_at',
  pauses: 'pauses',
  suspendedAt: 'suspended_at',
  endedAt: 'ended_at',
  breachedAt: 'breached_at',
  waivedFor: 'waived_for',
  waivedBy: 'waived_by',
};

/** Changes a deadline that the transaction has locked; the deadline as it is then. */
export async function updateDeadline(
  { client }: Work,
  deadline: Deadline,
  changes: DeadlineChanges,
): Promise<Deadline> {
  const names = Object.keys(changes) as (keyof DeadlineChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  const values = names.map((name) => (name === 'pauses' ? JSON.stringify(changes.pauses) : changes[name]));
  await client.query(`UPDATE clocks.deadline SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    deadline.id,
    ...values,
  ]);
  return { ...deadline, ...changes, version: deadline.version + 1 };
}

/** Running deadlines that passed before an instant, of every organisation: for the node. The longest passed first. */
export async function passedDeadlines(
  { client }: Work,
  now: Date,
  limit: number,
): Promise<{ id: string; organisationId: string }[]> {
  const { rows } = await client.query(
    `SELECT id, organisation_id AS "organisationId" FROM clocks.deadline WHERE state = 'running' AND due_at < $1
      ORDER BY due_at, id LIMIT $2`,
    [now, limit],
  );
  return rows;
}
