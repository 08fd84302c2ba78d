// SQL of matches, verdicts and alarms.
import type { PoolClient } from 'pg';
import type { Algorithm } from '../hashes.ts';
import type { MatchState } from '../states.ts';

export interface Match {
  id: string;
  /** The body that holds the copy. */
  organisationId: string;
  signalNumber: number;
  signalOrganisationId: string;
  bankId: string;
  algorithm: Algorithm;
  /** The copy's own hash; null where it met a device hash, near which it lies. */
  code: Buffer | null;
  distanceBits: number;
  /** A negative bank lists it as well. */
  conflict: boolean;
  state: MatchState;
  timesSeen: number;
  openedAt: Date;
  lastSeenAt: Date;
}

export interface Verdict {
  id: string;
  organisationId: string;
  matchId: string;
  signalNumber: number;
  signalOrganisationId: string;
  verdict: 'confirmed' | 'refuted';
  basis: string;
  givenBy: string;
  givenAt: Date;
}

const matchColumns = `m.id, m.organisation_id AS "organisationId", m.signal_number AS "signalNumber", m.signal_organisation_id AS "signalOrganisationId",
  m.bank_id AS "bankId", m.algorithm, m.code, m.distance_bits AS "distanceBits", m.conflict, m.state, m.times_seen AS "timesSeen",
  m.opened_at AS "openedAt", m.last_seen_at AS "lastSeenAt"`;

export interface NewMatch extends Match {
  /** The keyed hash that stands in the place of the code. */
  copyBlind: Buffer | null;
}

/** Opens a match, or counts it once more when the same copy met the same signal before. */
export async function openMatch(client: PoolClient, match: NewMatch): Promise<{ id: string; opened: boolean }> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO recognise.match AS m (id, organisation_id, signal_number, signal_organisation_id, bank_id, algorithm, code, distance_bits, conflict, state, opened_at, last_seen_at, copy_blind)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $10, $11)
     ON CONFLICT (organisation_id, signal_number, code, copy_blind) DO UPDATE SET times_seen = m.times_seen + 1, last_seen_at = excluded.last_seen_at RETURNING id`,
    [
      match.id,
      match.organisationId,
      match.signalNumber,
      match.signalOrganisationId,
      match.bankId,
      match.algorithm,
      match.code,
      match.distanceBits,
      match.conflict,
      match.openedAt,
      match.copyBlind,
    ],
  );
  return { id: rows[0]!.id, opened: rows[0]!.id === match.id };
}

/** Matches where our organisation holds the copy, newest first. */
export async function listMatches(
  client: PoolClient,
  state: string | null,
  below: string | null,
  limit: number,
): Promise<Match[]> {
  const { rows } = await client.query<Match>(
    `SELECT ${matchColumns} FROM recognise.match m WHERE m.organisation_id = runtime.organisation()
       AND ($1::text IS NULL OR m.state = $1) AND ($2::text IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3`,
    [state, below, limit],
  );
  return rows;
}

export async function countOpenMatches(client: PoolClient): Promise<number> {
  const { rows } = await client.query(
    `SELECT count(*) AS n FROM recognise.match WHERE organisation_id = runtime.organisation() AND state = 'open'`,
  );
  return rows[0].n;
}

export async function findMatch(client: PoolClient, id: string, lock = ''): Promise<Match | undefined> {
  const { rows } = await client.query<Match>(`SELECT ${matchColumns} FROM recognise.match m WHERE m.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0];
}

/** What tells whether a copy is the one of a match: its code, or of a device hash in sight its keyed hash and the salt of it. */
export interface CopyMark {
  algorithm: Algorithm;
  code: Buffer | null;
  copyBlind: Buffer | null;
  copySalt: Buffer | null;
}

export async function findCopyMark(client: PoolClient, matchId: string): Promise<CopyMark | undefined> {
  const { rows } = await client.query<CopyMark>(
    `SELECT m.algorithm, m.code, m.copy_blind AS "copyBlind", s.copy_salt AS "copySalt" FROM recognise.match m
       LEFT JOIN recognise.signal s ON s.number = m.signal_number WHERE m.id = $1 AND m.organisation_id = runtime.organisation()`,
    [matchId],
  );
  return rows[0];
}

export async function setMatchState(client: PoolClient, id: string, state: MatchState): Promise<void> {
  await client.query('UPDATE recognise.match SET state = $2 WHERE id = $1', [id, state]);
}

export async function insertVerdict(client: PoolClient, verdict: Verdict): Promise<void> {
  await client.query(
    `INSERT INTO recognise.verdict (id, organisation_id, match_id, signal_number, signal_organisation_id, verdict, basis, given_by, given_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      verdict.id,
      verdict.organisationId,
      verdict.matchId,
      verdict.signalNumber,
      verdict.signalOrganisationId,
      verdict.verdict,
      verdict.basis,
      verdict.givenBy,
      verdict.givenAt,
    ],
  );
}

/** Every verdict on a signal that is in sight, oldest first. */
export async function verdictsOn(client: PoolClient, signalNumber: number): Promise<Verdict[]> {
  const { rows } = await client.query<Verdict>(
    `SELECT v.id, v.organisation_id AS "organisationId", v.match_id AS "matchId", v.signal_number AS "signalNumber", v.signal_organisation_id AS "signalOrganisationId",
       v.verdict, v.basis, v.given_by AS "givenBy", v.given_at AS "givenAt" FROM recognise.verdict v WHERE v.signal_number = $1 ORDER BY v.given_at, v.id`,
    [signalNumber],
  );
  return rows;
}

/** Organisations whose latest verdict on a signal, since it was last reviewed, is that it is wrong. */
export async function organisationsRefuting(client: PoolClient, signalNumber: number): Promise<number> {
  const { rows } = await client.query(
    `SELECT count(*) AS n FROM (SELECT DISTINCT ON (organisation_id) verdict FROM recognise.verdict WHERE signal_number = $1
       AND given_at > (SELECT coalesce(reviewed_at, '-infinity') FROM recognise.signal WHERE number = $1)
       ORDER BY organisation_id, given_at DESC, id DESC) latest WHERE verdict = 'refuted'`,
    [signalNumber],
  );
  return rows[0].n;
}

export interface Alarm {
  id: string;
  kind: 'near-neighbour-probing';
  callerId: string;
  raisedAt: Date;
  acknowledgedAt: Date | null;
}

export async function insertAlarm(client: PoolClient, organisationId: string, alarm: Alarm): Promise<void> {
  await client.query(
    'INSERT INTO recognise.alarm (id, organisation_id, kind, caller_id, raised_at) VALUES ($1, $2, $3, $4, $5)',
    [alarm.id, organisationId, alarm.kind, alarm.callerId, alarm.raisedAt],
  );
}

export async function openAlarms(client: PoolClient): Promise<Alarm[]> {
  const { rows } = await client.query<Alarm>(
    `SELECT id, kind, caller_id AS "callerId", raised_at AS "raisedAt", acknowledged_at AS "acknowledgedAt" FROM recognise.alarm WHERE acknowledged_at IS NULL ORDER BY raised_at DESC LIMIT 50`,
  );
  return rows;
}

export async function acknowledgeAlarm(client: PoolClient, id: string, by: string, at: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE recognise.alarm SET acknowledged_at = $3, acknowledged_by = $2 WHERE id = $1 AND acknowledged_at IS NULL',
    [id, by, at],
  );
  return rowCount === 1;
}
