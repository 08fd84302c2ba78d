// Making room for a backup in the database it goes to: empty, or emptied on request; and never under a running desk.
import { type Erasure, readErasures } from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import { productSchema } from '../runtime/backup-role.ts';
import { applicationName, type Work } from '../runtime/database.ts';
import { quoted } from './catalogue.ts';
import { takeOffForce } from './load.ts';

/**
 * Removes what stands there, within the owner's transaction; the erasures that it knew of.
 * @throws Refusal `desk-is-running`, or `database-not-empty` when anyone has worked in it and `replace` is not set.
 */
export async function makeRoom(work: Work, replace: boolean): Promise<Erasure[]> {
  const { client } = work;
  await refuseRunningDesk(work);
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname AS name FROM pg_namespace n WHERE ${productSchema} ORDER BY 1`,
  );
  if (rows.length === 0) return [];
  await takeOffForce(work);
  if (!replace) await refuseUsed(work);
  const erasures = (await exists(work, 'fields.erasure')) ? await readErasures(work) : [];
  await client.query(`DROP SCHEMA ${rows.map((row) => quoted(row.name)).join(', ')} CASCADE`);
  return erasures;
}

async function refuseRunningDesk({ client }: Work): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    'SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
    [applicationName],
  );
  if (rows[0]!.n > 0)
    throw new Refusal(
      'conflict',
      'desk-is-running',
      `A desk works in this database (${rows[0]!.n} connections); stop it on every node, then restore`,
    );
}

/** Every change writes an event, so that a database without one holds nothing that anyone did. */
async function refuseUsed(work: Work): Promise<void> {
  if (!(await exists(work, 'audit.event'))) return;
  const { rows } = await work.client.query<{ n: number; last: Date | null }>(
    'SELECT count(*) AS n, max(at) AS last FROM audit.event',
  );
  const { n, last } = rows[0]!;
  if (n > 0)
    throw new Refusal(
      'conflict',
      'database-not-empty',
      `The database holds a desk whose record has ${n} events, the last of ${last?.toISOString()}; restore into an empty one, or put the backup in its place with --replace`,
    );
}

async function exists({ client }: Work, table: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return rows[0].there;
}
