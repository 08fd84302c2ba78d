// SQL of removals: one for each item that is to be removed.
import type { Work } from '../../runtime/database.ts';
import type { Grade, RemovalGround, RemovalState } from '../states.ts';

export type Seen = 'present' | 'gone' | 'unclear';
export const stopReasons = ['contest', 'classification', 'not-ours', 'made-in-error'] as const;
export type StopReason = (typeof stopReasons)[number];

export interface Removal {
  id: string;
  itemId: string;
  ground: RemovalGround;
  state: RemovalState;
  /** Grows with each change: a page that shows an older one changes nothing. */
  version: number;
  danger: boolean;
  platformId: string | null;
  country: string | null;
  network: number | null;
  grade: Grade | null;
  gradedAt: Date | null;
  seen: Seen | null;
  seenAt: Date | null;
  reappearances: number;
  stoppedFor: StopReason | null;
  takenOnAt: Date;
  stateAt: Date;
  askedAt: Date | null;
  removedAt: Date | null;
  dueAt: Date | null;
  nextCheckAt: Date | null;
  watchUntil: Date | null;
}

export const removalColumns = `m.id, m.item_id AS "itemId", m.ground, m.state, m.version, m.danger, m.platform_id AS "platformId",
  m.country, m.network, m.grade, m.graded_at AS "gradedAt", m.seen, m.seen_at AS "seenAt", m.reappearances,
  m.stopped_for AS "stoppedFor", m.taken_on_at AS "takenOnAt", m.state_at AS "stateAt", m.asked_at AS "askedAt",
  m.removed_at AS "removedAt", m.due_at AS "dueAt", m.next_check_at AS "nextCheckAt", m.watch_until AS "watchUntil"`;

/** Takes an item on; false when it was already. */
export async function insertRemoval(
  { client }: Work,
  given: Pick<Removal, 'id' | 'itemId' | 'ground' | 'danger' | 'platformId'> & { now: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO remove.removal (id, organisation_id, item_id, ground, state, danger, platform_id, taken_on_at, state_at)
     VALUES ($1, runtime.organisation(), $2, $3, 'new', $4, $5, $6, $6) ON CONFLICT (item_id) DO NOTHING`,
    [given.id, given.itemId, given.ground, given.danger, given.platformId, given.now],
  );
  return rowCount === 1;
}

export async function findRemoval({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Removal | null> {
  const { rows } = await client.query<Removal>(
    `SELECT ${removalColumns} FROM remove.removal m WHERE m.id = $1 ${lock}`,
    [id],
  );
  return rows[0] ?? null;
}

/** Several removals, locked in the order of their ids so that two who lock some of the same never wait for each other. */
export async function lockRemovals({ client }: Work, ids: readonly string[]): Promise<Removal[]> {
  const { rows } = await client.query<Removal>(
    `SELECT ${removalColumns} FROM remove.removal m WHERE m.id = ANY($1) ORDER BY m.id FOR UPDATE`,
    [ids],
  );
  return rows;
}

export async function removalOfItem({ client }: Work, itemId: string): Promise<Removal | null> {
  const { rows } = await client.query<Removal>(`SELECT ${removalColumns} FROM remove.removal m WHERE m.item_id = $1`, [
    itemId,
  ]);
  return rows[0] ?? null;
}

export async function removalsOfItems({ client }: Work, itemIds: readonly string[]): Promise<Removal[]> {
  const { rows } = await client.query<Removal>(
    `SELECT ${removalColumns} FROM remove.removal m WHERE m.item_id = ANY($1) ORDER BY m.id`,
    [itemIds],
  );
  return rows;
}

export type RemovalChanges = Partial<Omit<Removal, 'id' | 'itemId' | 'version' | 'takenOnAt'>>;

const columnOf: Record<keyof RemovalChanges, string> = {
  ground: 'ground',
  state: 'state',
  danger: 'danger',
  platformId: 'platform_id',
  country: 'country',
  network: 'network',
  grade: 'grade',
  gradedAt: 'graded_at',
  seen: 'seen',
  seenAt: 'seen_at',
  reappearances: 'reappearances',
  stoppedFor: 'stopped_for',
  stateAt: 'state_at',
  askedAt: 'asked_at',
  removedAt: 'removed_at',
  dueAt: 'due_at',
  nextCheckAt: 'next_check_at',
  watchUntil: 'watch_until',
};

export async function updateRemoval({ client }: Work, id: string, changes: RemovalChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof RemovalChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE remove.removal SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}
