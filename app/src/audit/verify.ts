// Proving the record: recomputes every seal and says how far the chain holds and what is not sealed yet.
import { asNode, type Database } from '../runtime/database.ts';
import { firstHash, sealedColumns, sealHash, type SealedFields } from './chain.ts';

export interface Verification {
  /** Seals that fit. */
  sealed: number;
  /** Events written but not sealed yet; a few while the desk is at work. */
  unsealed: number;
  /** The last seal's hash in hex: note it elsewhere, and a record cut short shows. */
  head: string;
  /** The first thing that does not fit, or null. */
  broken: { number: number; eventId: string; why: string } | null;
}

interface SealRow extends SealedFields {
  number: number;
  hash: Buffer;
}

const page = 5000;

export async function verifyRecord(database: Database): Promise<Verification> {
  return asNode(database, async ({ client }) => {
    const unsealed = (
      await client.query(
        'SELECT count(*) AS n FROM audit.event e WHERE NOT EXISTS (SELECT FROM audit.seal s WHERE s.event_id = e.id)',
      )
    ).rows[0].n;
    let hash: Buffer = firstHash;
    let number = 0;
    for (;;) {
      const { rows } = await client.query<SealRow>(
        `SELECT s.number, s.hash, ${sealedColumns} FROM audit.seal s JOIN audit.event e ON e.id = s.event_id WHERE s.number > $1 ORDER BY s.number LIMIT $2`,
        [number, page],
      );
      for (const row of rows) {
        const why = misfit(hash, number, row);
        if (why)
          return {
            sealed: number,
            unsealed,
            head: hash.toString('hex'),
            broken: { number: row.number, eventId: row.id, why },
          };
        hash = row.hash;
        number = row.number;
      }
      if (rows.length < page) break;
    }
    return { sealed: number, unsealed, head: hash.toString('hex'), broken: null };
  });
}

function misfit(previous: Buffer, number: number, row: SealRow): string | null {
  if (row.number !== number + 1) return `seal ${number + 1} is missing`;
  if (!sealHash(previous, row.number, row).equals(row.hash))
    return 'the event does not have the content that was sealed';
  return null;
}
