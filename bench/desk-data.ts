// A desk after years of work, for the bench: any number of made-up reports with three items each, encrypted and indexed
// as the desk itself does it, put in by the thousand. Three in a hundred reports are open.
import { fieldsPart } from '../app/src/fields/index.ts';
import { newId } from '../app/src/kit/ids.ts';
import { dayMs, minuteMs } from '../app/src/kit/time.ts';
import { toldFacts } from '../app/src/report/facts.ts';
import { newReference } from '../app/src/report/filing/file.ts';
import { itemBlind } from '../app/src/report/items/join.ts';
import { queueAt, urgencyOf } from '../app/src/report/urgency.ts';
import { inOrganisation, type Work } from '../app/src/runtime/database.ts';
import type { House } from '../app/src/runtime/house.ts';

export const itemsPerReport = 3;
const batch = 10_000;
const concerns = ['sextortion', 'picture-abuse', 'grooming', 'trafficking', 'abuse-material', 'unsure'] as const;
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;

/** Fills the organisation. @returns the ids of a thousand open reports, spread over all of them. */
export async function fillDesk(
  house: House,
  organisationId: string,
  reports: number,
  progress: (done: number) => void = () => {},
): Promise<string[]> {
  const open: string[] = [];
  for (let from = 0; from < reports; from += batch) {
    const size = Math.min(batch, reports - from);
    await inOrganisation(house.database, organisationId, async (work) => {
      const made = Array.from({ length: size }, (_, n) => madeUp(from + n, reports, house.now()));
      await insertReports(work, made);
      await insertItems(work, house, made, from);
      open.push(...made.filter(({ state }) => state !== 'closed').map(({ id }) => id));
    });
    progress(from + size);
  }
  await house.database.pool.query(
    'ANALYZE report.report, report.item, report.report_item, report.entry, fields.record_key',
  );
  const step = Math.max(1, Math.floor(open.length / 1000));
  return open.filter((_, n) => n % step === 0).slice(0, 1000);
}

type MadeUp = ReturnType<typeof madeUp>;

function madeUp(n: number, of: number, now: Date) {
  const scattered = (n * 2_654_435_761) % 1_000_003; // every answer beside every other
  const told = toldFacts.parse({
    concern: pick(concerns, scattered),
    relation: pick(['self', 'guardian', 'friend', 'finder', null], scattered >> 2),
    ageBand: pick(['under-13', '13-17', 'adult', null], scattered >> 3),
    inDanger: scattered % 97 === 0,
    extortion: pick(['now', 'past', 'none', null], scattered >> 4),
    spread: pick(['none', 'private', 'public', null], scattered >> 5),
  });
  const isOpen = scattered % 100 < 3;
  // Open ones came within the last month, the others over five years.
  const receivedAt = new Date(
    now.getTime() - (isOpen ? (scattered % 43_200) * minuteMs : 30 * dayMs + (n / of) * 1825 * dayMs),
  );
  const urgency = urgencyOf(told);
  const state = isOpen
    ? pick(['received', 'triaged', 'in-progress', 'reopened'] as const, scattered)
    : ('closed' as const);
  return { id: newId('report', receivedAt), told, receivedAt, urgency, state, queue: queueAt(receivedAt, urgency) };
}

async function insertReports({ client }: Work, made: MadeUp[]): Promise<void> {
  await client.query(
    `INSERT INTO report.report (id, organisation_id, reference, state, channel, anonymity, language, concern, relation, age_band,
       in_danger, extortion, spread, received_at, state_at, urgency, queue_at)
     SELECT n.id, runtime.organisation(), n.reference, n.state, 'web', 'anonymous', 'id', n.concern, n.relation, n.age_band,
       n.in_danger, n.extortion, n.spread, n.received_at, n.received_at, string_to_array(n.urgency, ','), n.queue_at
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[],
       $10::timestamptz[], $11::text[], $12::timestamptz[])
       AS n (id, reference, state, concern, relation, age_band, in_danger, extortion, spread, received_at, urgency, queue_at)
     ON CONFLICT (organisation_id, reference) DO NOTHING`,
    [
      made.map(({ id }) => id),
      made.map(newReference),
      made.map(({ state }) => state),
      made.map(({ told }) => told.concern),
      made.map(({ told }) => told.relation),
      made.map(({ told }) => told.ageBand),
      made.map(({ told }) => told.inDanger),
      made.map(({ told }) => told.extortion),
      made.map(({ told }) => told.spread),
      made.map(({ receivedAt }) => receivedAt),
      made.map(({ urgency }) => urgency.join(',')),
      made.map(({ queue }) => queue),
    ],
  );
  await client.query(
    `INSERT INTO report.entry (organisation_id, report_id, kind, facts, at)
     SELECT runtime.organisation(), r.id, 'received', '{"channel":"web"}', r.received_at FROM report.report r WHERE r.id = ANY($1)`,
    [made.map(({ id }) => id)],
  );
}

async function insertItems(work: Work, house: House, made: MadeUp[], from: number): Promise<void> {
  const fields = house.part(fieldsPart);
  const items = made.flatMap(({ id: reportId, receivedAt }, position) =>
    Array.from({ length: itemsPerReport }, (_, n) => {
      const value = `https://contoh-${from + position}.example/jalan/${n}`;
      return {
        id: newId('item', receivedAt),
        reportId,
        receivedAt,
        value,
        blind: itemBlind(fields, { kind: 'url', value }),
      };
    }),
  );
  const sealed = await fields.sealNew(
    work,
    'report.item',
    items.map(({ id, value }) => ({ id, values: { value } })),
  );
  await work.client.query(
    `INSERT INTO report.item (id, organisation_id, kind, state, value, value_blind, first_seen_at, last_seen_at)
     SELECT n.id, runtime.organisation(), 'url', 'new', n.value, n.blind, n.at, n.at
       FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::timestamptz[]) AS n (id, value, blind, at)`,
    [
      items.map(({ id }) => id),
      sealed.map(({ value }) => value),
      items.map(({ blind }) => blind),
      items.map(({ receivedAt }) => receivedAt),
    ],
  );
  await work.client.query(
    `INSERT INTO report.report_item (report_id, item_id, organisation_id, added_at, added_by)
     SELECT n.report, n.id, runtime.organisation(), n.at, 'reporter' FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS n (report, id, at)
       WHERE EXISTS (SELECT FROM report.report r WHERE r.id = n.report)`,
    [items.map(({ reportId }) => reportId), items.map(({ id }) => id), items.map(({ receivedAt }) => receivedAt)],
  );
}
