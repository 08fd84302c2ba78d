// SQL of sessions and of what a sign-in looks up.
import { newId } from '../../kit/ids.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import type { OrganisationKind, Role } from '../roles.ts';
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

/** The session behind a request. */
export interface LiveSession extends SessionFacts {
  organisationKind: OrganisationKind;
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

// Where everyone needs a second factor behind a password, a session opened by a password alone is worth nothing: also one
// from before that was asked for, and one whose second factor was taken away since.
const admitted = `(s.signed_in_with <> 'password'
  OR NOT (SELECT o.second_factor_required FROM access.organisation o WHERE o.id = s.organisation_id)
  OR EXISTS (SELECT FROM access.second_factor f WHERE f.person_id = s.person_id AND f.confirmed_at IS NOT NULL))`;

/** As the node: the live session of a cookie's token with its person's roles; null when it ended or never was. */
export async function findSession(
  { client }: Work,
  token: string,
  now: Date,
): Promise<(LiveSession & { roles: Role[] }) | null> {
  const { rows } = await client.query<LiveSession & { roles: Role[] }>(
    `SELECT ${sessionColumns}, p.roles, i.kind AS "organisationKind"
       FROM access.session s JOIN access.person p ON p.id = s.person_id JOIN access.organisation i ON i.id = s.organisation_id
      WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND p.disabled_at IS NULL AND i.closed_at IS NULL
        AND ${admitted}`,
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
  /** The keyed hash of its e-mail address. */
  address: Buffer;
  password: string | null;
  failedSignIns: number;
  lockedAt: Date | null;
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
    `SELECT id, email_blind AS address, password, failed_sign_ins AS "failedSignIns", password_locked_at AS "lockedAt",
       disabled_at AS "disabledAt" FROM access.person WHERE ${column} = $1 FOR UPDATE`,
    [value],
  );
  return rows[0] ?? null;
}

/** The password that opens an account now: none while the person or their password is locked. */
export function usablePassword(account: Account | null): string | null {
  return account === null || isLocked(account) ? null : account.password;
}

/** Whether password and code open nothing, whatever is typed. */
export const isLocked = ({ lockedAt, disabledAt }: Account): boolean => lockedAt !== null || disabledAt !== null;

/** After so many failures in a row, of password and code together, the password is locked. */
export const failuresBeforeLock = 20;

/** Counts an attempt that failed, whenever the one before was. Nothing that an outsider sees depends on it. */
export async function noteFailure({ client }: Work, account: Account, now: Date): Promise<void> {
  const failures = account.failedSignIns + 1;
  const lockedAt = account.lockedAt ?? (failures >= failuresBeforeLock ? now : null);
  await client.query('UPDATE access.person SET failed_sign_ins = $2, password_locked_at = $3 WHERE id = $1', [
    account.id,
    failures,
    lockedAt,
  ]);
}

/** Password and code were right, or the password was set anew or unlocked: the count begins anew, the lock ends. */
export async function forgiveFailures({ client }: Work, personId: string): Promise<void> {
  await client.query('UPDATE access.person SET failed_sign_ins = 0, password_locked_at = NULL WHERE id = $1', [
    personId,
  ]);
}
