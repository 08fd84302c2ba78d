// SQL of messages between the desk and whoever holds a receipt. Their text is sealed under the key of the thing they
// belong to, so that erasing that erases them.
import type { Fields } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';

export interface Message {
  id: string;
  fromDesk: boolean;
  /** Null once the thing it belongs to was erased. */
  body: string | null;
  writtenBy: string | null;
  writtenAt: Date;
  readAt: Date | null;
}

const table = 'report.message';

export async function insertMessage(
  work: Work,
  fields: Fields,
  given: { thing: string; body: string; writtenBy: string | null; now: Date },
): Promise<string> {
  const { thing, writtenBy, now } = given;
  const id = newId('message', now);
  const { body } = await fields.seal(work, { table, id, record: thing }, { body: given.body });
  await work.client.query(
    `INSERT INTO report.message (id, organisation_id, thing, from_desk, body, written_by, written_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6)`,
    [id, thing, writtenBy !== null, body, writtenBy, now],
  );
  return id;
}

/** The messages of a thing, oldest first; of more than 500 the latest. */
export async function readMessages(work: Work, fields: Fields, thing: string): Promise<Message[]> {
  const { rows } = await work.client.query<Omit<Message, 'body'> & { body: Buffer }>(
    `SELECT m.id, m.from_desk AS "fromDesk", m.body, m.written_by AS "writtenBy", m.written_at AS "writtenAt", m.read_at AS "readAt"
       FROM (SELECT * FROM report.message WHERE thing = $1 ORDER BY written_at DESC, number DESC LIMIT 500) m
      ORDER BY m.written_at, m.number`,
    [thing],
  );
  return fields.unseal(work, table, rows, ['body'], () => thing);
}

/** The other side has read what was written up to now; how many messages that were unread. */
export async function markMessagesRead(
  { client }: Work,
  thing: string,
  written: { byDesk: boolean },
  now: Date,
): Promise<number> {
  const { rowCount } = await client.query(
    'UPDATE report.message SET read_at = $3 WHERE thing = $1 AND from_desk = $2 AND read_at IS NULL',
    [thing, written.byDesk, now],
  );
  return rowCount ?? 0;
}

/** How many messages of the desk wait to be read, without reading them. */
export async function countUnread({ client }: Work, thing: string): Promise<number> {
  const { rows } = await client.query(
    'SELECT count(*) AS n FROM report.message WHERE thing = $1 AND from_desk AND read_at IS NULL',
    [thing],
  );
  return rows[0].n;
}

/** When whoever holds the receipt wrote, or changed the safe contact, since a moment; the latest first, so many at most. */
export async function writtenByHolder({ client }: Work, thing: string, since: Date, most: number): Promise<Date[]> {
  const { rows } = await client.query<{ at: Date }>(
    `SELECT written_at AS at FROM report.message WHERE thing = $1 AND NOT from_desk AND written_at > $2
     UNION ALL SELECT at FROM report.entry
      WHERE report_id = $1 AND kind IN ('contact-given', 'contact-withdrawn') AND by IS NULL AND at > $2
     ORDER BY at DESC LIMIT $3`,
    [thing, since, most],
  );
  return rows.map(({ at }) => at);
}
