// SQL of the go-live list and of the numbers to call.
import type { Work } from '../../runtime/database.ts';
import type { Confirmed, Point } from './points.ts';

/** Everything that decides whether a desk is live, and what it says of itself, with one query: every public page asks. */
export interface Readiness {
  confirmed: Confirmed[];
  signOff: { signedBy: string; signedAt: Date } | null;
  lines: HelpLine[];
  demonstration: boolean;
  operator: string;
}

export async function readReadiness({ client }: Work): Promise<Readiness> {
  const { rows } = await client.query(
    `SELECT access.in_demonstration() AS demonstration,
       (SELECT name FROM access.organisation WHERE id = runtime.organisation()) AS operator,
       (SELECT coalesce(json_agg(c), '[]') FROM (${confirmedRows}) c) AS confirmed,
       (SELECT coalesce(json_agg(l), '[]') FROM (${lineRows}) l) AS lines,
       (SELECT row_to_json(s) FROM (${signOffRows}) s) AS "signOff"`,
  );
  const { demonstration, operator, confirmed, lines, signOff } = rows[0];
  return {
    demonstration,
    operator: operator ?? '',
    confirmed: confirmed.map((row: Confirmed) => ({ ...row, confirmedAt: new Date(row.confirmedAt) })),
    lines: lines.map((line: HelpLine) => ({ ...line, verifiedAt: line.verifiedAt && new Date(line.verifiedAt) })),
    signOff: signOff && { ...signOff, signedAt: new Date(signOff.signedAt) },
  };
}

const confirmedRows = `SELECT point, text_id AS "textId", text_en AS "textEn", confirmed_by AS "confirmedBy",
  confirmed_at AS "confirmedAt" FROM report.go_live`;
const signOffRows = 'SELECT signed_by AS "signedBy", signed_at AS "signedAt" FROM report.sign_off';

export async function storeConfirmed(
  { client }: Work,
  given: { point: Point; textId: string; textEn: string; by: string; now: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO report.go_live (organisation_id, point, text_id, text_en, confirmed_by, confirmed_at)
     VALUES (runtime.organisation(), $1, $2, $3, $4, $5)
     ON CONFLICT (organisation_id, point) DO UPDATE SET text_id = $2, text_en = $3, confirmed_by = $4, confirmed_at = $5`,
    [given.point, given.textId, given.textEn, given.by, given.now],
  );
}

export async function removeConfirmed({ client }: Work, point: Point): Promise<void> {
  await client.query('DELETE FROM report.go_live WHERE point = $1', [point]);
}

export async function storeSignOff({ client }: Work, by: string, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO report.sign_off (organisation_id, signed_by, signed_at) VALUES (runtime.organisation(), $1, $2)
     ON CONFLICT (organisation_id) DO UPDATE SET signed_by = $1, signed_at = $2`,
    [by, now],
  );
}

export async function removeSignOff({ client }: Work): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM report.sign_off');
  return rowCount === 1;
}

export interface HelpLine {
  id: string;
  kind: 'emergency' | 'crisis' | 'support' | 'police' | 'bank';
  name: string;
  number: string;
  href: string | null;
  hours: string;
  noteId: string;
  noteEn: string;
  verifiedAt: Date | null;
  verifiedBy: string | null;
}

const lineColumns = `id, kind, name, number, href, hours, note_id AS "noteId", note_en AS "noteEn",
  verified_at AS "verifiedAt", verified_by AS "verifiedBy"`;

// Emergency and crisis first.
const lineRows = `SELECT ${lineColumns} FROM report.help_line
  ORDER BY array_position(ARRAY['emergency', 'crisis', 'support', 'police', 'bank'], kind), position, id`;

export async function storeLine({ client }: Work, line: HelpLine): Promise<void> {
  await client.query(
    `INSERT INTO report.help_line (id, organisation_id, kind, name, number, href, hours, note_id, note_en, position, verified_at, verified_by)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8,
       (SELECT coalesce(max(position), 0) + 1 FROM report.help_line), $9, $10)
     ON CONFLICT (id) DO UPDATE SET kind = $2, name = $3, number = $4, href = $5, hours = $6, note_id = $7, note_en = $8,
       verified_at = $9, verified_by = $10`,
    [
      line.id,
      line.kind,
      line.name,
      line.number,
      line.href,
      line.hours,
      line.noteId,
      line.noteEn,
      line.verifiedAt,
      line.verifiedBy,
    ],
  );
}

export async function findLine({ client }: Work, id: string): Promise<HelpLine | null> {
  const { rows } = await client.query<HelpLine>(
    `SELECT ${lineColumns} FROM report.help_line WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

export async function removeLine({ client }: Work, id: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM report.help_line WHERE id = $1', [id]);
  return rowCount === 1;
}
