// SQL of searches for identities: the item by its blind index, the reports that name it, and the log of who searched why.
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import { type Item, itemColumns, type ItemKind } from '../items/store.ts';
import type { ReportState } from '../states.ts';
import type { SearchReason } from './reasons.ts';

export async function findByBlind({ client }: Work, blind: Buffer): Promise<Item | null> {
  const { rows } = await client.query<Item>(
    `SELECT ${itemColumns} FROM report.item i WHERE i.organisation_id = runtime.organisation() AND i.value_blind = $1`,
    [blind],
  );
  return rows[0] ?? null;
}

export interface FoundReport {
  id: string;
  reference: string;
  state: ReportState;
  concern: 'sextortion' | 'picture-abuse' | 'grooming' | 'trafficking' | 'abuse-material' | 'unsure';
  receivedAt: Date;
  takenBy: string | null;
}

/** Reports that name an item, the latest first, up to `limit`; and how many name it in all. */
export async function reportsWith(
  { client }: Work,
  itemId: string,
  limit: number,
): Promise<{ reports: FoundReport[]; total: number }> {
  const { rows } = await client.query<FoundReport>(
    `SELECT r.id, r.reference, r.state, r.concern, r.received_at AS "receivedAt", r.taken_by AS "takenBy"
       FROM report.report_item l JOIN report.report r ON r.id = l.report_id
      WHERE l.item_id = $1 AND l.removed_at IS NULL ORDER BY r.received_at DESC, r.id LIMIT $2`,
    [itemId, limit],
  );
  const counted = await client.query<{ n: number }>(
    'SELECT count(*) AS n FROM report.report_item WHERE item_id = $1 AND removed_at IS NULL',
    [itemId],
  );
  return { reports: rows, total: counted.rows[0]!.n };
}

export interface Search {
  id: string;
  personId: string;
  at: Date;
  reason: SearchReason;
  /** Of the request or order; null where none was needed, or once it was erased. */
  reference: string | null;
  kind: ItemKind;
  hits: number;
}

const table = 'report.identity_search';

export async function insertSearch(work: Work, fields: Fields, search: Search): Promise<void> {
  const { id, personId, at, reason, kind, hits } = search;
  const { reference } = await fields.seal(work, { table, id }, { reference: search.reference });
  await work.client.query(
    `INSERT INTO report.identity_search (id, organisation_id, person_id, at, reason, reference, kind, hits)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7)`,
    [id, personId, at, reason, reference, kind, hits],
  );
}

/** The latest searches at the desk. */
export async function latestSearches(work: Work, fields: Fields, limit: number): Promise<Search[]> {
  const { rows } = await work.client.query<Omit<Search, 'reference'> & { reference: Buffer | null }>(
    `SELECT id, person_id AS "personId", at, reason, reference, kind, hits FROM report.identity_search
      WHERE organisation_id = runtime.organisation() ORDER BY at DESC, id LIMIT $1`,
    [limit],
  );
  return fields.unseal(work, table, rows, ['reference']);
}

/** How often a person searched after an instant. */
export async function countSearches({ client }: Work, personId: string, since: Date): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*) AS n FROM report.identity_search
      WHERE organisation_id = runtime.organisation() AND person_id = $1 AND at > $2`,
    [personId, since],
  );
  return rows[0]!.n;
}
