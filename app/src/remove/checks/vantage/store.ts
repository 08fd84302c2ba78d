// SQL of vantage points: from where it is looked, in which network and country as a named person attests.
import type { Work } from '../../../runtime/database.ts';

export const vantageTable = 'remove.vantage';

export interface VantageRow {
  id: string;
  name: string;
  /** Sealed address of the operator's proxy; null for the desk's own line. */
  proxy: Buffer | null;
  /** Autonomous system number. */
  network: number;
  country: string;
  attestedBy: string;
  attestedAt: Date;
  retiredAt: Date | null;
}

const columns = `v.id, v.name, v.proxy, v.network, v.country, v.attested_by AS "attestedBy", v.attested_at AS "attestedAt",
  v.retired_at AS "retiredAt"`;

export async function insertVantage({ client }: Work, given: Omit<VantageRow, 'retiredAt'>): Promise<void> {
  await client.query(
    `INSERT INTO remove.vantage (id, organisation_id, name, proxy, network, country, attested_by, attested_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7)`,
    [given.id, given.name, given.proxy, given.network, given.country, given.attestedBy, given.attestedAt],
  );
}

/** Those in use, in the order they were added; retired ones after them where asked for. */
export async function listVantages({ client }: Work, retired: boolean): Promise<VantageRow[]> {
  const { rows } = await client.query<VantageRow>(
    `SELECT ${columns} FROM remove.vantage v WHERE v.organisation_id = runtime.organisation() AND ($1 OR v.retired_at IS NULL)
      ORDER BY v.retired_at DESC NULLS FIRST, v.id LIMIT 100`,
    [retired],
  );
  return rows;
}

/** False when there is none such in use. */
export async function endVantage({ client }: Work, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE remove.vantage SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL',
    [id, now],
  );
  return rowCount === 1;
}
