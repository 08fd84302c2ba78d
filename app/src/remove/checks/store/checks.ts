// SQL of checks, attestations and statements: what is known of an item from outside, in codes.
import type { Work } from '../../../runtime/database.ts';
import type { Removal, Seen } from '../../removal/store.ts';
import type { Check, Known } from '../evidence.ts';
import type { Outcome, Reason } from '../reading.ts';

export interface NewCheck {
  id: string;
  vantageId: string;
  network: number;
  country: string;
  outcome: Outcome;
  reason: Reason;
  status: number | null;
  /** Keyed hash of the host it leads to now; null unless it moved. */
  placeBlind: Buffer | null;
  known: boolean | null;
}

/** Stores the checks of one round; all have its time. */
export async function insertChecks(
  { client }: Work,
  removalId: string,
  checks: readonly NewCheck[],
  at: Date,
): Promise<void> {
  for (const check of checks)
    await client.query(
      `INSERT INTO remove.check (id, organisation_id, removal_id, vantage_id, at, network, country, outcome, status, reason, place_blind, known)
       VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        check.id,
        removalId,
        check.vantageId,
        at,
        check.network,
        check.country,
        check.outcome,
        check.status,
        check.reason,
        check.placeBlind,
        check.known,
      ],
    );
}

/**
 * The checks that evidence is weighed from: those since a day before the last that saw it, blocked or moved, the newest
 * 2,000 at most, and where it was ever withheld from a country.
 */
async function decidingChecks({ client }: Work, removalId: string): Promise<Check[]> {
  const { rows } = await client.query<Check>(
    `WITH broken AS (
       SELECT max(at) AS at FROM remove.check WHERE removal_id = $1 AND outcome IN ('present', 'geo-blocked', 'moved'))
     (SELECT c.at, c.vantage_id AS "vantageId", c.network, c.country, c.outcome FROM remove.check c, broken b
       WHERE c.removal_id = $1 AND (b.at IS NULL OR c.at >= b.at - interval '1 day') ORDER BY c.at DESC LIMIT 2000)
     UNION ALL
     (SELECT max(c.at), c.vantage_id, c.network, c.country, c.outcome FROM remove.check c, broken b
       WHERE c.removal_id = $1 AND c.outcome = 'geo-blocked' AND c.at < b.at - interval '1 day'
       GROUP BY c.vantage_id, c.network, c.country, c.outcome)
     ORDER BY at`,
    [removalId],
  );
  return rows;
}

/** Rounds since it was said to be gone that found it, as checks: few, and further back than the others may reach. */
async function foundSince({ client }: Work, { id, gradedAt }: Pick<Removal, 'id' | 'gradedAt'>): Promise<Check[]> {
  if (gradedAt === null) return [];
  const { rows } = await client.query<Check>(
    `SELECT at, vantage_id AS "vantageId", network, country, outcome FROM remove.check
      WHERE removal_id = $1 AND outcome = 'present' AND at > $2 ORDER BY at DESC LIMIT 50`,
    [id, gradedAt],
  );
  return rows;
}

/** All that evidence is weighed from. */
export async function knownOf(work: Work, removal: Pick<Removal, 'id' | 'askedAt' | 'gradedAt'>): Promise<Known> {
  const deciding = await decidingChecks(work, removal.id);
  const known = new Set(deciding.map(keyOf));
  const found = (await foundSince(work, removal)).filter((check) => !known.has(keyOf(check)));
  return {
    checks: [...found, ...deciding],
    askedAt: removal.askedAt,
    attestations: await readAttestations(work, removal.id),
    statements: await readStatements(work, removal.id),
  };
}

const keyOf = ({ at, vantageId, outcome }: Check): string => `${at.getTime()} ${vantageId} ${outcome}`;

export const attestationBases = ['viewer', 'app', 'authorised-body', 'search'] as const;
export type AttestationBasis = (typeof attestationBases)[number];
export const attestationTable = 'remove.attestation';

export interface Attestation {
  id: string;
  officer: string;
  at: Date;
  basis: AttestationBasis;
  note: Buffer | null;
}

export async function insertAttestation({ client }: Work, removalId: string, given: Attestation): Promise<void> {
  await client.query(
    `INSERT INTO remove.attestation (id, organisation_id, removal_id, officer, at, basis, note)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $6)`,
    [given.id, removalId, given.officer, given.at, given.basis, given.note],
  );
}

export async function readAttestations({ client }: Work, removalId: string): Promise<Attestation[]> {
  const { rows } = await client.query<Attestation>(
    'SELECT id, officer, at, basis, note FROM remove.attestation WHERE removal_id = $1 ORDER BY at, id',
    [removalId],
  );
  return rows;
}

/** When platforms and hotlines said that it is gone, and who. */
export async function readStatements({ client }: Work, removalId: string): Promise<{ at: Date; by: string }[]> {
  const { rows } = await client.query(
    `SELECT at, facts->>'by' AS by FROM remove.entry WHERE thing = $1 AND kind = 'stated' ORDER BY at, number`,
    [removalId],
  );
  return rows;
}

export interface ShownCheck extends Check {
  reason: Reason;
  status: number | null;
  known: boolean | null;
  vantage: string;
}

/** The newest checks with the names of their vantage points, newest first. */
export async function newestChecks({ client }: Work, removalId: string, limit: number): Promise<ShownCheck[]> {
  const { rows } = await client.query<ShownCheck>(
    `SELECT c.at, c.vantage_id AS "vantageId", c.network, c.country, c.outcome, c.reason, c.status, c.known, v.name AS vantage
       FROM remove.check c JOIN remove.vantage v ON v.id = c.vantage_id
      WHERE c.removal_id = $1 ORDER BY c.at DESC, v.name, c.id LIMIT $2`,
    [removalId, limit],
  );
  return rows;
}

/** The newest check that found it, or null. */
export async function lastPresent({ client }: Work, removalId: string): Promise<Date | null> {
  const { rows } = await client.query(
    `SELECT max(at) AS at FROM remove.check WHERE removal_id = $1 AND outcome = 'present'`,
    [removalId],
  );
  return rows[0].at;
}

/** The last round of each removal, whichever way it ended. */
export async function lastChecked({ client }: Work, removalId: string): Promise<Date | null> {
  const { rows } = await client.query('SELECT max(at) AS at FROM remove.check WHERE removal_id = $1', [removalId]);
  return rows[0].at;
}

/**
 * What a round leaves on the removal when its state stays. The version stays too: whoever has its page open and writes
 * there is not told that somebody changed it.
 */
export async function noteSeen(
  { client }: Work,
  removalId: string,
  { seen, seenAt, nextCheckAt }: { seen: Seen | null; seenAt: Date | null; nextCheckAt: Date | null },
): Promise<void> {
  await client.query(
    `UPDATE remove.removal SET seen = coalesce($2, seen), seen_at = coalesce($3, seen_at), next_check_at = $4 WHERE id = $1`,
    [removalId, seen, seenAt, nextCheckAt],
  );
}
