// SQL of the channels: a program's own report, and which lines of a file were filed before.
import type { Work } from '../../runtime/database.ts';
import type { ReportState } from '../states.ts';

/** A report that came from this program. */
export async function findFiledBy(
  { client }: Work,
  id: string,
  filedBy: string,
): Promise<{ id: string; state: ReportState; partner_reference: Buffer | null } | null> {
  const { rows } = await client.query(
    `SELECT id, state, partner_reference FROM report.report WHERE id = $1 AND channel = 'partner' AND filed_by = $2`,
    [id, filedBy],
  );
  return rows[0] ?? null;
}

/** Files of one organisation are filed one after the other, so that none is filed twice at once. Held to the transaction's end. */
export async function lockFiles({ client }: Work): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('report.file ' || runtime.organisation(), 0))`);
}

/** Those of the blind indexes, as hexadecimal digits, under which a report was filed already. */
export async function filedBefore({ client }: Work, blinds: readonly Buffer[]): Promise<Set<string>> {
  const { rows } = await client.query<{ blind: Buffer }>(
    'SELECT once_blind AS blind FROM report.report WHERE once_blind = ANY($1)',
    [blinds],
  );
  return new Set(rows.map(({ blind }) => blind.toString('hex')));
}
