// SQL of submissions: the consent behind a person's own fingerprints, and its life. The fingerprints are recognise's.
import type { Work } from '../../runtime/database.ts';
import type { SubmissionState } from '../states.ts';

export const scopes = ['all-recipients', 'this-desk'] as const;

export interface Submission {
  id: string;
  state: SubmissionState;
  minor: boolean;
  pictures: number;
  scope: (typeof scopes)[number];
  consentVersion: string;
  language: 'id' | 'en';
  submittedAt: Date;
  expiresAt: Date;
  /** When a withdrawal that was asked for takes effect. */
  withdrawAt: Date | null;
  withdrawnAt: Date | null;
}

const columns = `id, state, minor, pictures, scope, consent_version AS "consentVersion", language,
  submitted_at AS "submittedAt", expires_at AS "expiresAt", withdraw_at AS "withdrawAt", withdrawn_at AS "withdrawnAt"`;

export async function insertSubmission({ client }: Work, submission: Submission): Promise<void> {
  await client.query(
    `INSERT INTO report.submission (id, organisation_id, state, minor, pictures, scope, consent_version, language, submitted_at, expires_at)
     VALUES ($1, runtime.organisation(), 'active', $2, $3, $4, $5, $6, $7, $8)`,
    [
      submission.id,
      submission.minor,
      submission.pictures,
      submission.scope,
      submission.consentVersion,
      submission.language,
      submission.submittedAt,
      submission.expiresAt,
    ],
  );
}

export async function findSubmission(
  { client }: Work,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<Submission | null> {
  const { rows } = await client.query<Submission>(`SELECT ${columns} FROM report.submission WHERE id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** Moves a submission to a state with the time of its withdrawal, asked for or carried out. */
export async function moveSubmission(
  { client }: Work,
  id: string,
  to: { state: SubmissionState; withdrawAt: Date | null; withdrawnAt: Date | null },
): Promise<void> {
  await client.query('UPDATE report.submission SET state = $2, withdraw_at = $3, withdrawn_at = $4 WHERE id = $1', [
    id,
    to.state,
    to.withdrawAt,
    to.withdrawnAt,
  ]);
}

/** As the node: submissions of whichever organisation whose withdrawal or lifetime has come; a thousand, those due first. */
export async function submissionsDue({ client }: Work, now: Date): Promise<{ id: string; organisationId: string }[]> {
  const { rows } = await client.query(
    `SELECT id, organisation_id AS "organisationId" FROM report.submission
      WHERE (state = 'withdrawing' AND withdraw_at <= $1) OR (state IN ('active', 'withdrawing') AND expires_at <= $1)
      ORDER BY coalesce(withdraw_at, expires_at), id LIMIT 1000`,
    [now],
  );
  return rows;
}
