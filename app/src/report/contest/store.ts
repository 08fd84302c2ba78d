// SQL of contests.
import type { Work } from '../../runtime/database.ts';
import type { ContestState } from '../states.ts';

export const contestKinds = ['content-removed', 'wrongly-named'] as const;
export type ContestKind = (typeof contestKinds)[number];
export const decisions = ['upheld', 'partly-upheld', 'not-upheld', 'not-ours'] as const;
export type Decision = (typeof decisions)[number];

/** A contest without what is encrypted. */
export interface Contest {
  id: string;
  reference: string;
  kind: ContestKind;
  state: ContestState;
  version: number;
  language: 'id' | 'en';
  receivedAt: Date;
  dueAt: Date;
  takenBy: string | null;
  takenAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decision: Decision | null;
  messageWaiting: boolean;
}

export interface ContestSecrets {
  subject: string | null;
  statement: string | null;
  reasons: string | null;
}

export const contestTable = 'report.contest';
const columns = `c.id, c.reference, c.kind, c.state, c.version, c.language, c.received_at AS "receivedAt", c.due_at AS "dueAt",
  c.taken_by AS "takenBy", c.taken_at AS "takenAt", c.decided_by AS "decidedBy", c.decided_at AS "decidedAt", c.decision,
  c.message_waiting AS "messageWaiting"`;

/** Stores a contest; false when its reference is taken already, by chance. */
export async function insertContest(
  { client }: Work,
  contest: Pick<Contest, 'id' | 'reference' | 'kind' | 'language' | 'receivedAt' | 'dueAt'>,
  sealed: { subject: Buffer | null; statement: Buffer | null },
  subjectBlinds: readonly Buffer[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO report.contest (id, organisation_id, reference, kind, state, language, subject, statement, received_at, due_at, subject_blinds)
     VALUES ($1, runtime.organisation(), $2, $3, 'received', $4, $5, $6, $7, $8, $9) ON CONFLICT (organisation_id, reference) DO NOTHING`,
    [
      contest.id,
      contest.reference,
      contest.kind,
      contest.language,
      sealed.subject,
      sealed.statement,
      contest.receivedAt,
      contest.dueAt,
      subjectBlinds,
    ],
  );
  return rowCount === 1;
}

export async function findContest({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Contest | null> {
  const { rows } = await client.query<Contest>(`SELECT ${columns} FROM report.contest c WHERE c.id = $1 ${lock}`, [id]);
  return rows[0] ?? null;
}

/** What is encrypted of a contest, still sealed. */
export async function sealedContest(
  { client }: Work,
  id: string,
): Promise<{ id: string; subject: Buffer; statement: Buffer | null; reasons: Buffer | null } | null> {
  const { rows } = await client.query('SELECT id, subject, statement, reasons FROM report.contest WHERE id = $1', [id]);
  return rows[0] ?? null;
}

/** Open contests, the most urgent clock first; or decided ones, the latest first. */
export async function listContests({ client }: Work, open: boolean): Promise<Contest[]> {
  const { rows } = await client.query<Contest>(
    open
      ? `SELECT ${columns} FROM report.contest c WHERE c.organisation_id = runtime.organisation() AND c.state <> 'decided' ORDER BY c.due_at, c.id LIMIT 200`
      : `SELECT ${columns} FROM report.contest c WHERE c.organisation_id = runtime.organisation() AND c.state = 'decided' ORDER BY c.received_at DESC, c.id LIMIT 200`,
  );
  return rows;
}

export interface ContestChanges {
  state?: ContestState;
  takenBy?: string | null;
  takenAt?: Date | null;
  decidedBy?: string;
  decidedAt?: Date;
  decision?: Decision;
  reasons?: Buffer | null;
  messageWaiting?: boolean;
}

const columnOf: Record<keyof ContestChanges, string> = {
  state: 'state',
  takenBy: 'taken_by',
  takenAt: 'taken_at',
  decidedBy: 'decided_by',
  decidedAt: 'decided_at',
  decision: 'decision',
  reasons: 'reasons',
  messageWaiting: 'message_waiting',
};

export async function updateContest({ client }: Work, id: string, changes: ContestChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof ContestChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE report.contest SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}

/** The items a contest is about, as far as the desk knows them by now, and the reports that name them. */
export async function relatedThings(
  { client }: Work,
  contestId: string,
): Promise<{ items: string[]; reports: string[] }> {
  const { rows } = await client.query<{ item: string; reports: string[] }>(
    `SELECT i.id AS item, ARRAY(SELECT l.report_id FROM report.report_item l WHERE l.item_id = i.id ORDER BY l.added_at LIMIT 200) AS reports
       FROM report.contest c JOIN report.item i ON i.organisation_id = c.organisation_id AND i.value_blind = ANY (c.subject_blinds)
      WHERE c.id = $1 ORDER BY 1`,
    [contestId],
  );
  return { items: rows.map(({ item }) => item), reports: [...new Set(rows.flatMap(({ reports }) => reports))] };
}

/**
 * Whether the record shows that a person, or a key of theirs, acted on one of the things.
 * @param actors the ids under which they act.
 */
export async function actedOn(
  { client }: Work,
  actors: readonly string[],
  things: readonly string[],
): Promise<boolean> {
  if (things.length === 0) return false;
  const { rows } = await client.query(
    `WITH actor AS (SELECT unnest($2::text[]) AS id UNION SELECT id FROM access.api_key WHERE made_by = ANY($2))
     SELECT EXISTS (SELECT FROM audit.event e WHERE e.thing = ANY($1) AND e.actor_id IN (SELECT id FROM actor)) AS acted`,
    [things, actors],
  );
  return rows[0].acted;
}

export interface ContestCount {
  kind: ContestKind;
  decision: Decision;
  count: number;
}

/** Contests decided from one instant until before another, by what they are about and what was decided. */
export async function countContests({ client }: Work, from: Date, to: Date): Promise<ContestCount[]> {
  const { rows } = await client.query<ContestCount>(
    `SELECT kind, decision, count(*) AS count FROM report.contest
      WHERE organisation_id = runtime.organisation() AND decided_at >= $1 AND decided_at < $2 GROUP BY kind, decision`,
    [from, to],
  );
  return rows;
}
