// SQL of the issuer: in whose name notices go out.
import type { Zone } from '../../clocks/index.ts';
import type { Work } from '../../runtime/database.ts';

export interface Issuer {
  unit: string;
  /** A role's address, never a person's. */
  contact: string;
  /** Two capital letters: where the desk stands, and whose procedure it follows. */
  country: string;
  zone: Zone;
  redressId: string;
  redressEn: string;
  policeFirst: boolean;
  version: number;
}

/** The issuer of the transaction's organisation; null until it was set. */
export async function findIssuer({ client }: Work): Promise<Issuer | null> {
  const { rows } = await client.query<Issuer>(
    `SELECT unit, contact, country, zone, redress_id AS "redressId", redress_en AS "redressEn", police_first AS "policeFirst", version
       FROM remove.issuer WHERE organisation_id = runtime.organisation()`,
  );
  return rows[0] ?? null;
}

export async function storeIssuer(
  { client }: Work,
  given: Omit<Issuer, 'version'> & { by: string; now: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO remove.issuer (organisation_id, unit, contact, country, zone, redress_id, redress_en, police_first, changed_by, changed_at)
     VALUES (runtime.organisation(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (organisation_id) DO UPDATE SET unit = $1, contact = $2, country = $3, zone = $4, redress_id = $5, redress_en = $6,
       police_first = $7, changed_by = $8, changed_at = $9, version = remove.issuer.version + 1`,
    [
      given.unit,
      given.contact,
      given.country,
      given.zone,
      given.redressId,
      given.redressEn,
      given.policeFirst,
      given.by,
      given.now,
    ],
  );
}
