// SQL of notices, of the removals they name, and of the names that were put to them.
import type { Work } from '../../runtime/database.ts';
import type { NoticeState, RemovalGround } from '../states.ts';

export const reaches = ['items', 'site', 'registrar'] as const;
export type Reach = (typeof reaches)[number];
export type Basis = 'statutory' | 'voluntary';
export type NoticeWay = 'desk' | 'mail' | 'webhook' | 'form';
export const refusalReasons = [
  'not-found',
  'not-illegal-here',
  'not-ours',
  'incomplete',
  'contested',
  'other',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
export type WithdrawalReason = 'contest' | 'moved' | 'made-in-error';

/** A notice without what is sealed. */
export interface Notice {
  id: string;
  reference: string;
  platformId: string;
  state: NoticeState;
  version: number;
  reach: Reach;
  basis: Basis;
  ground: RemovalGround;
  ruleId: string | null;
  ruleVersion: number | null;
  authorityId: string | null;
  ladder: string;
  rung: number;
  after: string | null;
  language: 'id' | 'en';
  way: NoticeWay;
  draftedBy: string;
  draftedAt: Date;
  sealedSha256: Buffer | null;
  sentBy: string | null;
  sentAt: Date | null;
  handedOverAt: Date | null;
  acknowledgedAt: Date | null;
  answeredAt: Date | null;
  refusedFor: RefusalReason | null;
  dueAt: Date | null;
  withdrawnFor: WithdrawalReason | null;
}

export const noticeTable = 'remove.notice';
/** What is sealed under the notice's own key. */
export const secretColumns = ['reasons', 'proportionality', 'sealed', 'salt', 'answer'] as const;
export type SecretColumn = (typeof secretColumns)[number];

export const noticeColumns = `n.id, n.reference, n.platform_id AS "platformId", n.state, n.version, n.reach, n.basis, n.ground,
  n.rule_id AS "ruleId", n.rule_version AS "ruleVersion", n.authority_id AS "authorityId", n.ladder, n.rung, n.after, n.language,
  n.way, n.drafted_by AS "draftedBy", n.drafted_at AS "draftedAt", n.sealed_sha256 AS "sealedSha256", n.sent_by AS "sentBy",
  n.sent_at AS "sentAt", n.handed_over_at AS "handedOverAt", n.acknowledged_at AS "acknowledgedAt", n.answered_at AS "answeredAt",
  n.refused_for AS "refusedFor", n.due_at AS "dueAt", n.withdrawn_for AS "withdrawnFor"`;

export type NewNotice = Pick<
  Notice,
  | 'id'
  | 'reference'
  | 'platformId'
  | 'reach'
  | 'basis'
  | 'ground'
  | 'ruleId'
  | 'ruleVersion'
  | 'authorityId'
  | 'ladder'
  | 'rung'
  | 'after'
  | 'language'
  | 'way'
  | 'draftedBy'
  | 'draftedAt'
> & { reasons: Buffer; proportionality: Buffer | null };

/** Stores a draft; false when its reference is taken already, by chance. */
export async function insertNotice({ client }: Work, given: NewNotice): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO remove.notice (id, organisation_id, reference, platform_id, state, reach, basis, ground, rule_id, rule_version, authority_id,
       ladder, rung, after, language, way, reasons, proportionality, drafted_by, drafted_at)
     VALUES ($1, runtime.organisation(), $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT (organisation_id, reference) DO NOTHING`,
    [
      given.id,
      given.reference,
      given.platformId,
      given.reach,
      given.basis,
      given.ground,
      given.ruleId,
      given.ruleVersion,
      given.authorityId,
      given.ladder,
      given.rung,
      given.after,
      given.language,
      given.way,
      given.reasons,
      given.proportionality,
      given.draftedBy,
      given.draftedAt,
    ],
  );
  return rowCount === 1;
}

export async function findNotice({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Notice | null> {
  const { rows } = await client.query<Notice>(`SELECT ${noticeColumns} FROM ${noticeTable} n WHERE n.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** The notice that follows another one on its ladder; null where none does. */
export async function followerOf({ client }: Work, id: string): Promise<Notice | null> {
  const { rows } = await client.query<Notice>(`SELECT ${noticeColumns} FROM ${noticeTable} n WHERE n.after = $1`, [id]);
  return rows[0] ?? null;
}

/** What is sealed of a notice, still sealed. */
export async function sealedColumns(
  { client }: Work,
  id: string,
): Promise<({ id: string } & Record<SecretColumn, Buffer | null>) | null> {
  const { rows } = await client.query(`SELECT id, ${secretColumns.join(', ')} FROM ${noticeTable} WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

const columnOf = {
  platformId: 'platform_id',
  after: 'after',
  state: 'state',
  reach: 'reach',
  basis: 'basis',
  ruleId: 'rule_id',
  ruleVersion: 'rule_version',
  authorityId: 'authority_id',
  language: 'language',
  way: 'way',
  reasons: 'reasons',
  proportionality: 'proportionality',
  sealed: 'sealed',
  sealedSha256: 'sealed_sha256',
  salt: 'salt',
  sentBy: 'sent_by',
  sentAt: 'sent_at',
  handedOverAt: 'handed_over_at',
  acknowledgedAt: 'acknowledged_at',
  answeredAt: 'answered_at',
  answer: 'answer',
  refusedFor: 'refused_for',
  dueAt: 'due_at',
  withdrawnFor: 'withdrawn_for',
} as const;

export type NoticeChanges = Partial<
  Pick<Notice, Exclude<keyof typeof columnOf, SecretColumn>> & Record<SecretColumn, Buffer | null>
>;

export async function updateNotice({ client }: Work, id: string, changes: NoticeChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof typeof columnOf)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE ${noticeTable} SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}

export interface NoticeItem {
  removalId: string;
  itemId: string;
  kind: string;
  outcome: 'complied' | 'refused' | null;
  withdrawnAt: Date | null;
}

/** The removals that a notice names, in the order of its numbers. */
export async function itemsOfNotice({ client }: Work, noticeId: string): Promise<NoticeItem[]> {
  const { rows } = await client.query<NoticeItem>(
    `SELECT l.removal_id AS "removalId", m.item_id AS "itemId", i.kind, l.outcome, l.withdrawn_at AS "withdrawnAt"
       FROM remove.notice_item l JOIN remove.removal m ON m.id = l.removal_id JOIN report.item i ON i.id = m.item_id
      WHERE l.notice_id = $1 ORDER BY l.removal_id`,
    [noticeId],
  );
  return rows;
}

export async function nameItems({ client }: Work, noticeId: string, removalIds: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO remove.notice_item (notice_id, removal_id, organisation_id)
     SELECT $1, unnest($2::text[]), runtime.organisation()`,
    [noticeId, removalIds],
  );
}

export async function noteOutcome(
  { client }: Work,
  noticeId: string,
  removalIds: readonly string[],
  outcome: 'complied' | 'refused',
  at: Date,
): Promise<void> {
  await client.query(
    'UPDATE remove.notice_item SET outcome = $3, outcome_at = $4 WHERE notice_id = $1 AND removal_id = ANY($2)',
    [noticeId, removalIds, outcome, at],
  );
}

export async function noteItemsWithdrawn(
  { client }: Work,
  noticeId: string,
  removalIds: readonly string[],
  at: Date,
): Promise<void> {
  await client.query(
    'UPDATE remove.notice_item SET withdrawn_at = $3 WHERE notice_id = $1 AND removal_id = ANY($2) AND withdrawn_at IS NULL',
    [noticeId, removalIds, at],
  );
}

export const signatureRoles = ['proposer', 'second', 'third'] as const;
export type SignatureRole = (typeof signatureRoles)[number];

export interface Signature {
  personId: string;
  role: SignatureRole;
  draftSha256: Buffer;
  at: Date;
}

export async function signaturesOf({ client }: Work, noticeId: string): Promise<Signature[]> {
  const { rows } = await client.query<Signature>(
    `SELECT person_id AS "personId", role, draft_sha256 AS "draftSha256", at FROM remove.signature WHERE notice_id = $1 ORDER BY at, role`,
    [noticeId],
  );
  return rows;
}

export async function insertSignature({ client }: Work, noticeId: string, given: Signature): Promise<void> {
  await client.query(
    `INSERT INTO remove.signature (notice_id, person_id, organisation_id, role, draft_sha256, at) VALUES ($1, $2, runtime.organisation(), $3, $4, $5)`,
    [noticeId, given.personId, given.role, given.draftSha256, given.at],
  );
}

/** A draft that is changed needs every name anew. */
export async function dropSignatures({ client }: Work, noticeId: string): Promise<void> {
  await client.query('DELETE FROM remove.signature WHERE notice_id = $1', [noticeId]);
}
