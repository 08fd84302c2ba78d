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
