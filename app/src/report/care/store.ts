// SQL of exposure: counts by person, day and kind, and the limits a supervisor set. What was opened is nowhere here.
import type { Work } from '../../runtime/database.ts';
import type { CareLimits, Exposure, ExposureKind } from './limits.ts';

/** The limits that were set; null where the product's own hold. */
export async function readSetLimits({ client }: Work): Promise<CareLimits | null> {
  const { rows } = await client.query<CareLimits>('SELECT texts AS text, hand_overs AS viewer FROM report.care_limit');
  return rows[0] ?? null;
}

export async function storeLimits({ client }: Work, limits: CareLimits, by: string, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO report.care_limit (organisation_id, texts, hand_overs, changed_by, changed_at)
     VALUES (runtime.organisation(), $1, $2, $3, $4)
     ON CONFLICT (organisation_id) DO UPDATE SET texts = $1, hand_overs = $2, changed_by = $3, changed_at = $4`,
    [limits.text, limits.viewer, by, now],
  );
}

export interface ExposureDay extends Exposure {
  personId: string;
  /** Such as 2031-03-14. */
  day: string;
  kind: ExposureKind;
}

/**
 * A person's count of a day, locked until the transaction ends: of two openings at the same moment, the second sees what
 * the first counted.
 */
export async function lockExposure(
  { client }: Work,
  personId: string,
  day: string,
  kind: ExposureKind,
): Promise<Exposure> {
  const { rows } = await client.query<Exposure>(
    `INSERT INTO report.exposure AS e (organisation_id, person_id, day, kind, count) VALUES (runtime.organisation(), $1, $2, $3, 0)
     ON CONFLICT (organisation_id, day, person_id, kind) DO UPDATE SET count = e.count
     RETURNING count, gone_on AS "goneOn"`,
    [personId, day, kind],
  );
  return rows[0]!;
}

export async function storeExposure(
  { client }: Work,
  { personId, day, kind, count, goneOn }: ExposureDay,
): Promise<void> {
  await client.query(
    `UPDATE report.exposure SET count = $4, gone_on = $5
      WHERE organisation_id = runtime.organisation() AND day = $2 AND person_id = $1 AND kind = $3`,
    [personId, day, kind, count, goneOn],
  );
}

/** Counts since a day, the latest day first; of one person, or of everybody. */
export async function readExposures(
  { client }: Work,
  since: string,
  personId: string | null = null,
): Promise<ExposureDay[]> {
  const { rows } = await client.query<ExposureDay>(
    `SELECT person_id AS "personId", day::text, kind, count, gone_on AS "goneOn" FROM report.exposure
      WHERE organisation_id = runtime.organisation() AND day >= $1 AND ($2::text IS NULL OR person_id = $2) AND count > 0
      ORDER BY day DESC, person_id, kind`,
    [since, personId],
  );
  return rows;
}
