// SQL of this face: what clients say about a content beside its hashes, sealed, and how many hashes are in force.
import type { Fields } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';

/** What a client keeps with a content; any of it may lead to abuse material. */
export interface Description {
  contentId: string | null;
  contentUri: string | null;
  json: Record<string, unknown> | null;
}

const table = 'recognise.description';

interface Row {
  id: string;
  content_id: Buffer | null;
  content_uri: Buffer | null;
  json: Buffer | null;
}

export async function readDescription(work: Work, fields: Fields, content: number): Promise<Description | null> {
  const { rows } = await work.client.query<Row>(
    'SELECT id, content_id, content_uri, json FROM recognise.description WHERE content = $1',
    [content],
  );
  const [opened] = await fields.unseal(work, table, rows, ['content_id', 'content_uri', 'json']);
  if (!opened) return null;
  return {
    contentId: opened.content_id,
    contentUri: opened.content_uri,
    json: opened.json === null ? null : JSON.parse(opened.json),
  };
}

/** Puts a description in place of an earlier one. Each has a key of its own, so that the earlier one is gone for good. */
export async function writeDescription(
  work: Work,
  fields: Fields,
  content: number,
  { contentId, contentUri, json }: Description,
  now: Date,
): Promise<void> {
  await eraseDescriptions(work, fields, { content }, now);
  const id = newId('description', now);
  const sealed = await fields.seal<string, string | null>(
    work,
    { table, id },
    {
      content_id: contentId,
      content_uri: contentUri,
      json: json === null ? null : JSON.stringify(json),
    },
  );
  await work.client.query(
    `INSERT INTO recognise.description (content, organisation_id, id, content_id, content_uri, json)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5)`,
    [content, id, sealed.content_id, sealed.content_uri, sealed.json],
  );
}

/** Erases the description of one content, or all in a bank, with their keys; how many. */
export async function eraseDescriptions(
  work: Work,
  fields: Fields,
  of: { content: number } | { bankId: string },
  now: Date,
): Promise<number> {
  const [condition, value] = 'content' in of ? ['d.content = $1', of.content] : ['s.bank_id = $1', of.bankId];
  const { rows } = await work.client.query<{ id: string }>(
    `DELETE FROM recognise.description d USING recognise.signal s WHERE s.number = d.content AND ${condition} RETURNING d.id`,
    [value],
  );
  for (const { id } of rows) await fields.eraseRecord(work, id, now);
  return rows.length;
}

/** Writes the note of a content; null takes it away. */
export async function writeNote({ client }: Work, bankId: string, content: number, note: string | null): Promise<void> {
  await client.query(
    'UPDATE recognise.signal SET note = $3 WHERE bank_id = $1 AND (content = $2 OR (number = $2 AND content IS NULL))',
    [bankId, content, note],
  );
}

export interface ListedCount {
  algorithm: string;
  count: number;
  newest: Date;
}

/** How many hashes of each algorithm are in force and in sight, without partners' device hashes, and when the newest was listed. */
export async function countListed({ client }: Work): Promise<ListedCount[]> {
  const { rows } = await client.query<ListedCount>(
    `SELECT algorithm, count(*) AS count, max(listed_at) AS newest FROM recognise.signal
      WHERE state IN ('active', 'disputed') AND (NOT device OR organisation_id = runtime.organisation()) GROUP BY algorithm`,
  );
  return rows;
}
