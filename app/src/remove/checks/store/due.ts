// SQL of what is due to be looked at. A node takes a removal by putting its next time a little off, so that no other one
// looks at the same; a node that dies over it thereby leaves it to be looked at again.
import { minuteMs } from '../../../kit/time.ts';
import { asNode, type Database, inOrganisation } from '../../../runtime/database.ts';

export interface Due {
  id: string;
  organisationId: string;
}

/** Longer than one round over all vantage points takes. */
const leaseMs = 15 * minuteMs;
const putOffMs = 5 * minuteMs;

/** What is due, the longest waiting first. */
export function dueChecks(database: Database, now: Date, limit: number): Promise<Due[]> {
  return asNode(database, async ({ client }) => {
    const { rows } = await client.query<Due>(
      `SELECT id, organisation_id AS "organisationId" FROM remove.removal
        WHERE next_check_at <= $1 AND state <> 'stopped' ORDER BY next_check_at, id LIMIT $2`,
      [now, limit],
    );
    return rows;
  });
}

/** Takes a removal to look at it now; false when another node was faster, or it is not due any more. */
export function takeCheck(database: Database, { id, organisationId }: Due, now: Date): Promise<boolean> {
  return inOrganisation(database, organisationId, async ({ client }) => {
    const { rowCount } = await client.query(
      `UPDATE remove.removal SET next_check_at = $3 WHERE id = $1 AND next_check_at <= $2 AND state <> 'stopped'`,
      [id, now, new Date(now.getTime() + leaseMs)],
    );
    return rowCount === 1;
  });
}

/** Puts off what there was no time for, by less than a lease. */
export async function putOff(database: Database, due: readonly Due[], now: Date): Promise<void> {
  for (const [organisationId, each] of Map.groupBy(due, ({ organisationId }) => organisationId))
    await inOrganisation(database, organisationId, ({ client }) =>
      client.query(`UPDATE remove.removal SET next_check_at = $3 WHERE id = ANY($1) AND next_check_at <= $2`, [
        each.map(({ id }) => id),
        now,
        new Date(now.getTime() + putOffMs),
      ]),
    );
}
