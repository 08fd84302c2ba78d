// SQL of classifications: what was said of an item, in order, and never changed; and the items that wait for someone.
import type { Fields } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import { type Item, itemColumns, itemTable } from '../items/store.ts';
import type { ItemState, ReportState } from '../states.ts';
import type { Assessment, Classification } from './rounds.ts';

export interface AssessedItem extends Item {
  assessment: Assessment | null;
}

/** An item with its value, which is null once it was erased. */
export async function findItem(
  work: Work,
  fields: Fields,
  id: string,
): Promise<(AssessedItem & { value: string | null }) | null> {
  const { rows } = await work.client.query<AssessedItem & { value: Buffer }>(
    `SELECT ${itemColumns}, i.assessment, i.value FROM report.item i WHERE i.id = $1`,
    [id],
  );
  const [item] = await fields.unseal(work, itemTable, rows, ['value']);
  return item ?? null;
}

/** Locks an item for what is about to be said of it, without its value. */
export async function lockItem({ client }: Work, id: string): Promise<AssessedItem | null> {
  const { rows } = await client.query<AssessedItem>(
    `SELECT ${itemColumns}, i.assessment FROM report.item i WHERE i.id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

export async function noteAssessment(
  { client }: Work,
  id: string,
  assessment: Assessment,
  state: ItemState,
): Promise<void> {
  await client.query('UPDATE report.item SET assessment = $2, state = $3 WHERE id = $1', [id, assessment, state]);
}

const table = 'report.classification';
const columns = `id, item_id AS "itemId", role, supersedes, first_id AS "firstId", scheme, value, attributes, basis, body,
  body_category AS "bodyCategory", body_reference, needs_second AS "needsSecond", analyst, classified_at AS "classifiedAt"`;

type Row = Omit<Classification, 'bodyReference'> & { body_reference: Buffer | null };

/** What was said of items, oldest first, with the bodies' references still sealed. */
export async function readSealed({ client }: Work, itemIds: readonly string[]): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT ${columns} FROM report.classification WHERE item_id = ANY($1) ORDER BY number`,
    [itemIds],
  );
  return rows;
}

/** What was said of an item, oldest first. */
export async function readClassifications(work: Work, fields: Fields, itemId: string): Promise<Classification[]> {
  const opened = await fields.unseal(work, table, await readSealed(work, [itemId]), ['body_reference'], () => itemId);
  return opened.map(({ body_reference: bodyReference, ...row }) => ({ ...row, bodyReference }));
}

export interface NewClassification extends Omit<Classification, 'firstId'> {
  /** The opinions it is about, with whose they are. */
  first: { id: string; analyst: string } | null;
  second: { id: string; analyst: string } | null;
}

export async function insertClassification(work: Work, fields: Fields, given: NewClassification): Promise<void> {
  const { id, itemId, first, second } = given;
  const sealed = await fields.seal(work, { table, id, record: itemId }, { body_reference: given.bodyReference });
  await work.client.query(
    `INSERT INTO report.classification (id, organisation_id, item_id, role, supersedes, first_id, first_analyst, second_id,
       second_analyst, scheme, value, attributes, basis, body, body_category, body_reference, needs_second, analyst, classified_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      id,
      itemId,
      given.role,
      given.supersedes,
      first?.id ?? null,
      first?.analyst ?? null,
      second?.id ?? null,
      second?.analyst ?? null,
      given.scheme,
      given.value,
      given.attributes,
      given.basis,
      given.body,
      given.bodyCategory,
      sealed.body_reference,
      given.needsSecond,
      given.analyst,
      given.classifiedAt,
    ],
  );
}

export interface NamingReport {
  id: string;
  reference: string;
  state: ReportState;
  concern: string;
  receivedAt: Date;
}

/** Reports that name an item, the latest first; up to `limit`. */
export async function reportsNaming({ client }: Work, itemId: string, limit: number): Promise<NamingReport[]> {
  const { rows } = await client.query<NamingReport>(
    `SELECT r.id, r.reference, r.state, r.concern, r.received_at AS "receivedAt"
       FROM report.report_item l JOIN report.report r ON r.id = l.report_id
      WHERE l.item_id = $1 AND l.removed_at IS NULL ORDER BY l.added_at DESC, r.id LIMIT $2`,
    [itemId, limit],
  );
  return rows;
}

/** Items whose classification waits for a second or a third person, the latest seen first. Their values stay sealed. */
export async function readAwaited({ client }: Work, limit: number): Promise<AssessedItem[]> {
  const { rows } = await client.query<AssessedItem>(
    `SELECT ${itemColumns}, i.assessment FROM report.item i
      WHERE i.organisation_id = runtime.organisation() AND i.assessment IN ('provisional', 'disputed')
      ORDER BY i.last_seen_at DESC, i.id LIMIT $1`,
    [limit],
  );
  return rows;
}
