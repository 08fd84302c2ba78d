// SQL of the platform desk: what was served on a platform, in the platform's own organisation.
import type { Work } from '../../runtime/database.ts';
import type { RefusalReason } from '../notice/store.ts';
import type { InboxState, RemovalGround } from '../states.ts';

/** What was served, without what is sealed. */
export interface Served {
  id: string;
  fromId: string;
  /** The desk that sent it. */
  from: string;
  noticeId: string;
  reference: string;
  /** The reference of the notice that this one follows, and the id of the one that follows it here. */
  after: string | null;
  followedBy: string | null;
  contentSha256: Buffer;
  items: number;
  statutory: boolean;
  ground: RemovalGround;
  state: InboxState;
  version: number;
  servedAt: Date;
  dueAt: Date | null;
  openedAt: Date | null;
  openedBy: string | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  refusedFor: RefusalReason | null;
  /** Numbers of items in the notice: taken down, and asked for no longer. */
  complied: number[];
  withdrawn: number[];
  withdrawnAt: Date | null;
  contested: boolean;
  carriedVersion: number;
}

export const inboxTable = 'remove.inbox';

const columns = `x.id, x.from_organisation_id AS "fromId", o.name AS "from", x.notice_id AS "noticeId", x.reference,
  x.after, x.followed_by AS "followedBy", x.content_sha256 AS "contentSha256", x.items, x.statutory, x.ground, x.state, x.version, x.served_at AS "servedAt",
  x.due_at AS "dueAt", x.opened_at AS "openedAt", x.opened_by AS "openedBy", x.acknowledged_at AS "acknowledgedAt",
  x.acknowledged_by AS "acknowledgedBy", x.answered_at AS "answeredAt", x.answered_by AS "answeredBy",
  x.refused_for AS "refusedFor", x.complied, x.withdrawn, x.withdrawn_at AS "withdrawnAt", x.contested,
  x.carried_version AS "carriedVersion"`;
const from = 'remove.inbox x JOIN access.organisation o ON o.id = x.from_organisation_id';

export type NewServed = Pick<
  Served,
  | 'id'
  | 'fromId'
  | 'noticeId'
  | 'reference'
  | 'after'
  | 'contentSha256'
  | 'items'
  | 'statutory'
  | 'ground'
  | 'dueAt'
  | 'withdrawn'
> & { content: Buffer; now: Date };

/** Puts a notice into the inbox of the transaction's organisation. */
export async function insertServed({ client }: Work, given: NewServed): Promise<void> {
  await client.query(
    `INSERT INTO remove.inbox (id, organisation_id, from_organisation_id, notice_id, reference, after, content, content_sha256, items,
       statutory, ground, state, served_at, due_at, withdrawn)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, 'served', $11, $12, $13)`,
    [
      given.id,
      given.fromId,
      given.noticeId,
      given.reference,
      given.after,
      given.content,
      given.contentSha256,
      given.items,
      given.statutory,
      given.ground,
      given.now,
      given.dueAt,
      given.withdrawn,
    ],
  );
  await linkFollowing({ client }, given);
}

// In whichever order they are served: what this one follows, and what follows this one.
async function linkFollowing({ client }: Work, { id, fromId, reference, after }: NewServed): Promise<void> {
  await client.query(
    `UPDATE remove.inbox SET followed_by = $1
      WHERE organisation_id = runtime.organisation() AND from_organisation_id = $2 AND reference = $3`,
    [id, fromId, after],
  );
  await client.query(
    `UPDATE remove.inbox SET followed_by = (SELECT n.id FROM remove.inbox n WHERE n.organisation_id = runtime.organisation()
       AND n.from_organisation_id = $2 AND n.after = $3 LIMIT 1) WHERE id = $1`,
    [id, fromId, reference],
  );
}

/** By its own id, or by that of the notice: a link from a message names the notice. */
export async function findServed({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Served | null> {
  const { rows } = await client.query<Served>(
    `SELECT ${columns} FROM ${from} WHERE (x.id = $1 OR x.notice_id = $1) ${lock && `${lock} OF x`}`,
    [id],
  );
  return rows[0] ?? null;
}

/** What is sealed of it, still sealed. */
export async function sealedServed(
  { client }: Work,
  id: string,
): Promise<{ id: string; content: Buffer | null; answer: Buffer | null }> {
  const { rows } = await client.query('SELECT id, content, answer FROM remove.inbox WHERE id = $1', [id]);
  return rows[0];
}

export type ServedChanges = Partial<
  Pick<
    Served,
    | 'state'
    | 'dueAt'
    | 'openedAt'
    | 'openedBy'
    | 'acknowledgedAt'
    | 'acknowledgedBy'
    | 'answeredAt'
    | 'answeredBy'
    | 'refusedFor'
    | 'complied'
    | 'withdrawn'
    | 'withdrawnAt'
    | 'contested'
  >
> & { answer?: Buffer | null };

const columnOf: Record<keyof ServedChanges, string> = {
  state: 'state',
  dueAt: 'due_at',
  openedAt: 'opened_at',
  openedBy: 'opened_by',
  acknowledgedAt: 'acknowledged_at',
  acknowledgedBy: 'acknowledged_by',
  answeredAt: 'answered_at',
  answeredBy: 'answered_by',
  refusedFor: 'refused_for',
  complied: 'complied',
  withdrawn: 'withdrawn',
  withdrawnAt: 'withdrawn_at',
  contested: 'contested',
  answer: 'answer',
};

/** @param news whether the desk has to learn of it: then the version grows, and waits to be carried. */
export async function updateServed(
  { client }: Work,
  id: string,
  changes: ServedChanges,
  { news }: { news: boolean },
): Promise<void> {
  const names = Object.keys(changes) as (keyof ServedChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  const version = news ? ['version = version + 1'] : [];
  await client.query(`UPDATE remove.inbox SET ${[...set, ...version].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}

/** The desk has the answer as it stood in this version. */
export async function noteCarriedVersion({ client }: Work, id: string, version: number): Promise<void> {
  await client.query(
    'UPDATE remove.inbox SET carried_version = greatest(carried_version, $2) WHERE id = $1 AND version >= $2',
    [id, version],
  );
}

/** As the node: answers that a desk does not have yet, some at a time. */
export async function findUncarried(
  { client }: Work,
  limit: number,
): Promise<{ id: string; organisationId: string }[]> {
  const { rows } = await client.query<{ id: string; organisationId: string }>(
    'SELECT id, organisation_id AS "organisationId" FROM remove.inbox WHERE carried_version < version ORDER BY id LIMIT $1',
    [limit],
  );
  return rows;
}

export { columns as servedColumns, from as servedFrom };
