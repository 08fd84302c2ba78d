// SQL of sessions and of what a sign-in looks up.
import { newId } from '../../kit/ids.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import type { Role } from '../roles.ts';
import { pauseMs } from '../throttle.ts';
import { newToken, tokenHash } from '../tokens.ts';

/** A session ends after an hour without a request, and after twelve hours whatever happens: one shift. */
export const idleMs = hourMs;
export const absoluteMs = 12 * hourMs;
// Noting every request would write a row for each; a minute is exact enough for an hour.
const seenEveryMs = minuteMs;

export type SignInMethod = 'password' | 'passkey' | 'set-up' | 'look-around';

export interface SessionFacts {
  id: string;
  personId: string;
  organisationId: string;
  startedAt: Date;
  seenAt: Date;
  signedInWith: SignInMethod;
}

/** A session just opened: `token` goes into the cookie and is stored nowhere. */
export interface OpenedSession {
  id: string;
  personId: string;
  organisationId: string;
  token: string;
}

/** Opens a session in the organisation of the transaction, and clears away what the person's earlier ones left behind. */
export async function insertSession(
  work: Work,
  given: { personId: string; organisationId: string; signedInWith: SignInMethod; now: Date },
): Promise<OpenedSession> {
  const { personId, organisationId, signedInWith, now } = given;
  const id = newId('session', now);
  const token = newToken();
  await work.client.query('DELETE FROM access.session WHERE person_id = $1 AND (seen_at <= $2 OR started_at <= $3)', [
    personId,
    ...deadlines(now),
  ]);
  await work.client.query(
    `INSERT INTO access.session (id, organisation_id, person_id, token_hash, signed_in_with, started_at, seen_at)
     VALUES ($1, runtime.organisation(), $2, $3, $4, $5, $5)`,
    [id, personId, tokenHash(token), signedInWith, now],
  );
  return { id, personId, organisationId, token };
}

const deadlines = (now: Date): [Date, Date] => [new Date(now.getTime() - idleMs), new Date(now.getTime() - absoluteMs)];

const sessionColumns = `s.id, s.person_id AS "personId", s.organisation_id AS "organisationId",
  s.started_at AS "startedAt", s.seen_at AS "seenAt", s.signed_in_with AS "signedInWith"`;

/** As the node: the live session of a cookie's token with its person's roles; null when it ended or never was. */
export async function findSession(
  { client }: Work,
  token: string,
  now: Date,
): Promise<(SessionFacts & { roles: Role[] }) | null> {
  const { rows } = await client.query<SessionFacts & { roles: Role[] }>(
    `SELECT ${sessionColumns}, p.roles FROM access.session s JOIN access.person p ON p.id = s.person_id
      WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND p.disabled_at IS NULL`,
    [tokenHash(token), ...deadlines(now)],
  );
  const found = rows[0];
  if (!found) return null;
  if (now.getTime() - found.seenAt.getTime() >= seenEveryMs)
    await client.query('UPDATE access.session SET seen_at = $2 WHERE id = $1', [found.id, now]);
  return found;
}

/** A person's live sessions, the latest first. */
export async function readSessionsOf({ client }: Work, personId: string, now: Date): Promise<SessionFacts[]> {
  const { rows } = await client.query<SessionFacts>(
    `SELECT ${sessionColumns} FROM access.session s
      WHERE s.person_id = $1 AND s.seen_at > $2 AND s.started_at > $3 ORDER BY s.seen_at DESC`,
    [personId, ...deadlines(now)],
  );
  return rows;
}

/** Ends one session of a person; whether there was one. */
export async function endSession({ client }: Work, personId: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM access.session WHERE person_id = $1 AND id = $2', [
    personId,
    id,
  ]);
  return rowCount === 1;
}

/** Ends all sessions of a person, or all but one; how many. */
export async function endSessionsOf(
  { client }: Work,
  personId: string,
  exceptId: string | null = null,
): Promise<number> {
  const { rowCount } = await client.query(
    'DELETE FROM access.session WHERE person_id = $1 AND id IS DISTINCT FROM $2',
    [personId, exceptId],
  );
  return rowCount ?? 0;
}

/** What a sign-in is decided by. */
export interface Account {
  id: string;
  password: string | null;
  failedSignIns: number;
  pausedUntil: Date | null;
  disabledAt: Date | null;
}

/** As the node: the organisation in which an account with this address stands. */
export async function organisationOfEmail({ client }: Work, blind: Buffer): Promise<string | null> {
  const { rows } = await client.query('SELECT organisation_id FROM access.person WHERE email_blind = $1', [blind]);
  return rows[0]?.organisation_id ?? null;
}

/** The account, locked until the transaction ends: attempts at one account are decided one after another. */
export async function lockAccount({ client }: Work, by: { blind: Buffer } | { id: string }): Promise<Account | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['email_blind', by.blind];
  const { rows } = await client.query<Account>(
    `SELECT id, password, failed_sign_ins AS "failedSignIns", paused_until AS "pausedUntil",
       disabled_at AS "disabledAt" FROM access.person WHERE ${column} = $1 FOR UPDATE`,
    [value],
  );
  return rows[0] ?? null;
}

/** Counts an attempt that failed: from the fifth in a row on, the account's password has to wait. */
export async function noteFailure(work: Work, account: Account, now: Date): Promise<void> {
  const failures = account.failedSignIns + 1;
  const wait = pauseMs(failures);
  await noteAttempts(work, account.id, failures, wait > 0 ? new Date(now.getTime() + wait) : null);
}

/** The right password was given or set: the count begins anew. */
export function forgiveFailures(work: Work, personId: string): Promise<void> {
  return noteAttempts(work, personId, 0, null);
}

async function noteAttempts({ client }: Work, id: string, failed: number, pausedUntil: Date | null): Promise<void> {
  await client.query('UPDATE access.person SET failed_sign_ins = $2, paused_until = $3 WHERE id = $1', [
    id,
    failed,
    pausedUntil,
  ]);
}
