// SQL of reports: their rows, and the row of one locked for change.
import type { Work } from '../../runtime/database.ts';
import type { Anonymity, Channel, ToldFacts } from '../facts.ts';
import type { ReportState } from '../states.ts';
import type { UrgencyCode } from '../urgency.ts';

/** A report without what is encrypted. */
export interface Report extends ToldFacts {
  id: string;
  reference: string;
  state: ReportState;
  /** Grows with each change: a page that shows an older one changes nothing. */
  version: number;
  channel: Channel;
  anonymity: Anonymity;
  language: 'id' | 'en';
  wantsReply: boolean;
  filedBy: string | null;
  receivedAt: Date;
  stateAt: Date;
  urgency: UrgencyCode[];
  queueAt: Date;
  takenBy: string | null;
  takenAt: Date | null;
  messageWaiting: boolean;
  mergedInto: string | null;
  splitFrom: string | null;
  referredTo: string | null;
  outcome: string | null;
}

/** What is encrypted under the report's key. */
export interface ReportSecrets {
  story: string | null;
  place: string | null;
  /** A safe contact as JSON. */
  contact: string | null;
  partner_reference: string | null;
}

export const secretColumns = ['story', 'place', 'contact', 'partner_reference'] as const;
export const reportTable = 'report.report';

export const reportColumns = `r.id, r.reference, r.state, r.version, r.channel, r.anonymity, r.language, r.concern, r.relation,
  r.age_band AS "ageBand", r.in_danger AS "inDanger", r.extortion, r.paid, r.spread, r.wants_reply AS "wantsReply",
  r.filed_by AS "filedBy", r.received_at AS "receivedAt", r.state_at AS "stateAt", r.urgency, r.queue_at AS "queueAt",
  r.taken_by AS "takenBy", r.taken_at AS "takenAt", r.message_waiting AS "messageWaiting", r.merged_into AS "mergedInto",
  r.split_from AS "splitFrom", r.referred_to AS "referredTo", r.outcome`;

export type NewReport = Omit<
  Report,
  'version' | 'stateAt' | 'takenBy' | 'takenAt' | 'messageWaiting' | 'mergedInto' | 'referredTo' | 'outcome'
>;

export interface StoredReport {
  report: NewReport;
  sealed: Record<keyof ReportSecrets, Buffer | null>;
  onceBlind: Buffer | null;
}

/** Stores reports, all with one statement; the ids of those whose reference was not taken already, by chance. */
export async function insertReports({ client }: Work, given: readonly StoredReport[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO report.report (id, organisation_id, reference, state, channel, anonymity, language, concern, relation, age_band,
       in_danger, extortion, paid, spread, wants_reply, filed_by, received_at, state_at, urgency, queue_at, split_from,
       story, place, contact, partner_reference, once_blind)
     SELECT n.id, runtime.organisation(), n.reference, n.state, n.channel, n.anonymity, n.language, n.concern, n.relation, n.age_band,
       n.in_danger, n.extortion, n.paid, n.spread, n.wants_reply, n.filed_by, n.received_at, n.received_at,
       string_to_array(n.urgency, ' '), n.queue_at, n.split_from, n.story, n.place, n.contact, n.partner_reference, n.once_blind
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
         $10::boolean[], $11::text[], $12::boolean[], $13::text[], $14::boolean[], $15::text[], $16::timestamptz[], $17::text[],
         $18::timestamptz[], $19::text[], $20::bytea[], $21::bytea[], $22::bytea[], $23::bytea[], $24::bytea[])
         AS n (id, reference, state, channel, anonymity, language, concern, relation, age_band, in_danger, extortion, paid, spread,
           wants_reply, filed_by, received_at, urgency, queue_at, split_from, story, place, contact, partner_reference, once_blind)
     ON CONFLICT (organisation_id, reference) DO NOTHING RETURNING id`,
    columnsOf(given.map(rowOf)),
  );
  return new Set(rows.map(({ id }) => id));
}

const rowOf = ({ report, sealed, onceBlind }: StoredReport): unknown[] => [
  report.id,
  report.reference,
  report.state,
  report.channel,
  report.anonymity,
  report.language,
  report.concern,
  report.relation,
  report.ageBand,
  report.inDanger,
  report.extortion,
  report.paid,
  report.spread,
  report.wantsReply,
  report.filedBy,
  report.receivedAt,
  report.urgency.join(' '), // codes; an array of arrays would have to be a rectangle
  report.queueAt,
  report.splitFrom,
  sealed.story,
  sealed.place,
  sealed.contact,
  sealed.partner_reference,
  onceBlind,
];

const columnsOf = (rows: readonly unknown[][]): unknown[][] =>
  (rows[0] ?? []).map((_, position) => rows.map((row) => row[position]));

export async function findReport({ client }: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Report | null> {
  const { rows } = await client.query<Report>(`SELECT ${reportColumns} FROM report.report r WHERE r.id = $1 ${lock}`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** The columns that a change may set. */
export interface ReportChanges {
  state?: ReportState;
  stateAt?: Date;
  takenBy?: string | null;
  takenAt?: Date | null;
  messageWaiting?: boolean;
  mergedInto?: string | null;
  referredTo?: string | null;
  outcome?: string | null;
  concern?: Report['concern'];
  relation?: Report['relation'];
  ageBand?: Report['ageBand'];
  inDanger?: boolean | null;
  extortion?: Report['extortion'];
  paid?: boolean | null;
  spread?: Report['spread'];
  urgency?: string[];
  queueAt?: Date;
  anonymity?: Anonymity;
  contact?: Buffer | null;
  place?: Buffer | null;
}

const columnOf: Record<keyof ReportChanges, string> = {
  state: 'state',
  stateAt: 'state_at',
  takenBy: 'taken_by',
  takenAt: 'taken_at',
  messageWaiting: 'message_waiting',
  mergedInto: 'merged_into',
  referredTo: 'referred_to',
  outcome: 'outcome',
  concern: 'concern',
  relation: 'relation',
  ageBand: 'age_band',
  inDanger: 'in_danger',
  extortion: 'extortion',
  paid: 'paid',
  spread: 'spread',
  urgency: 'urgency',
  queueAt: 'queue_at',
  anonymity: 'anonymity',
  contact: 'contact',
  place: 'place',
};

/** Changes a report and counts its version up. */
export async function updateReport({ client }: Work, id: string, changes: ReportChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof ReportChanges)[];
  const set = names.map((name, position) => `${columnOf[name]} = $${position + 2}`);
  await client.query(`UPDATE report.report SET ${[...set, 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    ...names.map((name) => changes[name]),
  ]);
}
