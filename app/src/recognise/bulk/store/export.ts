// SQL of exports. COPY writes the text itself, many times faster than rows that are shaped here one by one.
import pg, { type PoolClient } from 'pg';
import type { Format } from '../reading/format.ts';

export interface Exported {
  bankId: string;
  format: Format;
  state: string | null;
}

export async function countExported(client: PoolClient, bankId: string, state: string | null): Promise<number> {
  const { rows } = await client.query(
    'SELECT count(*) AS n FROM recognise.signal WHERE bank_id = $1 AND NOT device AND ($2::text IS NULL OR state = $2)',
    [bankId, state],
  );
  return rows[0].n;
}

/** A COPY statement takes no parameters: what varies stands in it as literals. */
export function copyStatement(exported: Exported): string {
  const hashes = hashesOf(exported);
  if (exported.format === 'csv') return `COPY (${hashes}) TO STDOUT (FORMAT csv, HEADER)`;
  const line = exported.format === 'lines' ? `x.algorithm || ' ' || x.hash` : 'json_strip_nulls(row_to_json(x))';
  // JSON has no raw control characters, so none of these is ever met, and every line comes out as it is.
  return `COPY (SELECT ${line} FROM (${hashes}) x) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')`;
}

// Withdrawn ones come first: whoever imports the file under one name takes the last line on a hash, and where another
// source still lists it, it stays listed. `content` is written where several hashes are of one file.
function hashesOf({ bankId, format, state }: Exported): string {
  const bank = pg.escapeLiteral(bankId);
  const text = (column: string) => (format === 'csv' ? harmlessCell(column) : column);
  const inState = state === null ? '' : `AND s.state = ${pg.escapeLiteral(state)}`;
  return `SELECT s.algorithm, encode(s.code, 'hex') AS hash, s.state, s.quality, ${text('s.classification')} AS classification, ${text('s.source_reference')} AS reference,
      ${text('s.note')} AS note,
      ${isoTime('s.expires_at')} AS expires_at,
      CASE WHEN s.content IS NOT NULL OR s.number IN (SELECT o.content FROM recognise.signal o WHERE o.bank_id = ${bank} AND o.content IS NOT NULL)
        THEN 'sig_' || coalesce(s.content, s.number) END AS content,
      ${text('s.source')} AS source, ${isoTime('s.listed_at')} AS listed_at, ${isoTime('s.ended_at')} AS ended_at
    FROM recognise.signal s WHERE s.bank_id = ${bank} AND NOT s.device ${inState} ORDER BY (s.state <> 'withdrawn'), s.number`;
}

// A spreadsheet takes a cell that begins so for a formula and runs it. An apostrophe before it keeps it text; the importer
// takes one away again.
const harmlessCell = (column: string) =>
  `CASE WHEN ${column} ~ E'^\\'*[=+@\\t\\r-]' THEN E'\\'' || ${column} ELSE ${column} END`;

const isoTime = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
