// SQL of what a report is related to: what it was joined to or split from, and reports that name the same items.
import type { Work } from '../../../runtime/database.ts';
import type { Concern } from '../../facts.ts';
import type { ReportState } from '../../states.ts';
import type { UrgencyCode } from '../../urgency.ts';

/** Another report, as a page names it. */
export interface Relative {
  id: string;
  reference: string;
  state: ReportState;
  concern: Concern;
  receivedAt: Date;
  messageWaiting: boolean;
}

export interface SharingRelative extends Relative {
  /** How many items both name. */
  shared: number;
}

export interface Relatives {
  joinedTo: Relative | null;
  joined: Relative[];
  splitFrom: Relative | null;
  splitOff: Relative[];
  /** Other reports that name the same items, those with most in common first; at most `mostShown`. */
  sameItems: SharingRelative[];
}

export const mostShown = 10;
/** How many of an item's reports are looked at, the latest first: an item of thousands of reports is found in some. */
const lookedAt = 30;

const columns = `r.id, r.reference, r.state, r.concern, r.received_at AS "receivedAt", r.message_waiting AS "messageWaiting"`;

export async function readRelatives(
  work: Work,
  report: { id: string; mergedInto: string | null; splitFrom: string | null },
): Promise<Relatives> {
  const { client } = work;
  const { rows } = await client.query<Relative & { how: 'joinedTo' | 'joined' | 'splitFrom' | 'splitOff' }>(
    `SELECT ${columns}, 'joinedTo' AS how FROM report.report r WHERE r.id = $2
     UNION ALL SELECT ${columns}, 'splitFrom' FROM report.report r WHERE r.id = $3
     UNION ALL (SELECT ${columns}, 'joined' FROM report.report r WHERE r.merged_into = $1 ORDER BY r.received_at DESC LIMIT 100)
     UNION ALL (SELECT ${columns}, 'splitOff' FROM report.report r WHERE r.split_from = $1 ORDER BY r.received_at DESC LIMIT 100)`,
    [report.id, report.mergedInto, report.splitFrom],
  );
  const of = (how: string): Relative[] => rows.filter((row) => row.how === how);
  return {
    joinedTo: of('joinedTo')[0] ?? null,
    joined: of('joined'),
    splitFrom: of('splitFrom')[0] ?? null,
    splitOff: of('splitOff'),
    sameItems: await sharingItems(work, report),
  };
}

async function sharingItems(
  { client }: Work,
  { id, mergedInto }: { id: string; mergedInto: string | null },
): Promise<SharingRelative[]> {
  const { rows } = await client.query<SharingRelative>(
    `SELECT ${columns}, n.shared FROM (
       SELECT o.report_id, count(*) AS shared FROM report.report_item l
         JOIN LATERAL (SELECT report_id FROM report.report_item o
                        WHERE o.item_id = l.item_id AND o.report_id <> $1 AND o.removed_at IS NULL
                        ORDER BY o.added_at DESC LIMIT ${lookedAt}) o ON true
        WHERE l.report_id = $1 AND l.removed_at IS NULL GROUP BY o.report_id) n
       JOIN report.report r ON r.id = n.report_id AND r.merged_into IS DISTINCT FROM $1 AND r.id IS DISTINCT FROM $2
      ORDER BY n.shared DESC, r.received_at DESC, r.id LIMIT ${mostShown}`,
    [id, mergedInto],
  );
  return rows;
}

/** The reasons for urgency of the reports that were joined to this one: what they told counts, not how many they are. */
export async function urgencyOfJoined({ client }: Work, id: string): Promise<UrgencyCode[]> {
  const { rows } = await client.query<{ code: UrgencyCode }>(
    'SELECT DISTINCT unnest(urgency) AS code FROM report.report WHERE merged_into = $1',
    [id],
  );
  return rows.map(({ code }) => code);
}

export async function hasJoined({ client }: Work, id: string): Promise<boolean> {
  const { rows } = await client.query('SELECT EXISTS (SELECT FROM report.report WHERE merged_into = $1) AS has', [id]);
  return rows[0].has;
}
