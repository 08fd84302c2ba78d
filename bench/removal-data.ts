// Removals and notices after years, for the bench: spread over a desk's items, in the states and grades in which they would
// stand, encrypted as the desk itself does it, put in by the thousand. One in fifty is open.
import { fieldsPart } from '../app/src/fields/index.ts';
import { newId } from '../app/src/kit/ids.ts';
import { dayMs, hourMs } from '../app/src/kit/time.ts';
import { newReference } from '../app/src/report/filing/file.ts';
import { inOrganisation, type Work } from '../app/src/runtime/database.ts';
import type { House } from '../app/src/runtime/house.ts';
import { type SealedNotice, sealedBytes, sha256 } from '../app/src/remove/notice/sealed.ts';

const batch = 5000;
const platforms = 40;
const states = ['notice-open', 'overdue', 'refused', 'unknown', 'located', 'reappeared'] as const;
const grades = ['machine-confirmed', 'machine-confirmed', 'attested', 'stated', 'gone-one-place'] as const;
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;

interface Made {
  id: string;
  itemId: string;
  noticeId: string;
  state: (typeof states)[number] | 'removed';
  grade: (typeof grades)[number] | null;
  platformId: string;
  at: Date;
}

/** Fills the organisation. @returns ids of removals and of notices, up to a thousand of each, spread over all of them. */
export async function fillRemovals(
  house: House,
  organisationId: string,
  count: number,
): Promise<{ removals: string[]; notices: string[] }> {
  const platformIds = await inOrganisation(house.database, organisationId, (work) =>
    insertPlatforms(work, house.now()),
  );
  const made: Made[] = [];
  let after = '';
  while (made.length < count) {
    const items = await inOrganisation(house.database, organisationId, async ({ client }) => {
      const sql = 'SELECT id FROM report.item WHERE id > $1 ORDER BY id LIMIT $2';
      return (await client.query<{ id: string }>(sql, [after, batch])).rows.map(({ id }) => id);
    });
    if (items.length === 0) break;
    after = items.at(-1)!;
    const some = items.map((itemId, n) => madeUp(itemId, made.length + n, count, platformIds, house.now()));
    await inOrganisation(house.database, organisationId, async (work) => {
      await insertRemovals(work, some);
      await insertNotices(work, house, some);
    });
    made.push(...some);
  }
  await house.database.pool.query('ANALYZE remove.removal, remove.notice, remove.notice_item, remove.platform');
  const shown = made.filter((_, n) => n % Math.max(1, Math.floor(made.length / 1000)) === 0);
  return { removals: shown.map(({ id }) => id), notices: shown.map(({ noticeId }) => noticeId) };
}

async function insertPlatforms({ client }: Work, now: Date): Promise<string[]> {
  const ids = Array.from({ length: platforms }, () => newId('platform', now));
  await client.query(
    `INSERT INTO remove.platform (id, organisation_id, name, kind, country, language, way, form, made_at)
     SELECT p.id, runtime.organisation(), 'Platform Rekaan ' || p.n, 'platform', 'ID', 'id', 'form', 'https://rekaan.example/lapor', $2
       FROM unnest($1::text[]) WITH ORDINALITY AS p (id, n)`,
    [ids, now],
  );
  return ids;
}

function madeUp(itemId: string, n: number, of: number, platformIds: string[], now: Date): Made {
  const scattered = (n * 2_654_435_761) % 1_000_003;
  const open = scattered % 50 === 0;
  const at = new Date(now.getTime() - (open ? (scattered % 72) * hourMs : 3 * dayMs + (n / of) * 1825 * dayMs));
  return {
    id: newId('removal', at),
    itemId,
    noticeId: newId('notice', at),
    state: open ? pick(states, scattered >> 3) : 'removed',
    grade: open ? null : pick(grades, scattered >> 4),
    platformId: pick(platformIds, scattered >> 2),
    at,
  };
}

async function insertRemovals({ client }: Work, made: Made[]): Promise<void> {
  await client.query(
    `INSERT INTO remove.removal (id, organisation_id, item_id, ground, state, platform_id, country, network, grade, graded_at, taken_on_at,
       state_at, asked_at, removed_at, due_at, reappearances)
     SELECT m.id, runtime.organisation(), m.item, 'image-based-sexual-abuse', m.state, m.platform, 'ID', 64500, m.grade,
       CASE WHEN m.grade IS NULL THEN NULL ELSE m.at END, m.at, m.at, CASE WHEN m.state = 'located' THEN NULL ELSE m.at END,
       CASE WHEN m.state = 'removed' THEN m.at END,
       CASE WHEN m.state IN ('notice-open', 'overdue') THEN m.at + interval '24 hours' END, CASE WHEN m.state = 'reappeared' THEN 1 ELSE 0 END
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS m (id, item, state, platform, grade, at)`,
    [
      made.map(({ id }) => id),
      made.map(({ itemId }) => itemId),
      made.map(({ state }) => state),
      made.map(({ platformId }) => platformId),
      made.map(({ grade }) => grade),
      made.map(({ at }) => at),
    ],
  );
}

async function insertNotices(work: Work, house: House, made: Made[]): Promise<void> {
  const bytes = made.map(({ at }) => sealedBytes(said(at)));
  const sealed = await house.part(fieldsPart).sealNew(
    work,
    'remove.notice',
    made.map(({ noticeId }, n) => ({
      id: noticeId,
      values: { reasons: said(made[n]!.at).reasons, sealed: bytes[n]!.toString('utf8'), salt: 'rekaan' },
    })),
  );
  await work.client.query(
    `INSERT INTO remove.notice (id, organisation_id, reference, platform_id, state, reach, basis, ground, ladder, rung, language, way, reasons,
       drafted_by, drafted_at, sealed, sealed_sha256, salt, sent_by, sent_at, due_at)
     SELECT n.id, runtime.organisation(), n.reference, n.platform, n.state, 'items', 'voluntary', 'image-based-sexual-abuse', 'general', 0,
       'id', 'form', n.reasons, 'per_made-up', n.at, n.sealed, n.sha, n.salt, 'per_made-up', n.at,
       CASE WHEN n.state = 'sent' THEN n.at + interval '24 hours' END
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
         AS n (id, reference, platform, state, at, reasons, sealed, sha, salt) ON CONFLICT (organisation_id, reference) DO NOTHING`,
    [
      made.map(({ noticeId }) => noticeId),
      made.map(newReference),
      made.map(({ platformId }) => platformId),
      made.map(({ state }) => (state === 'removed' ? 'complied' : 'sent')),
      made.map(({ at }) => at),
      sealed.map(({ reasons }) => reasons),
      sealed.map((row) => row.sealed),
      bytes.map(sha256),
      sealed.map(({ salt }) => salt),
    ],
  );
  await work.client.query(
    `INSERT INTO remove.notice_item (notice_id, removal_id, organisation_id)
     SELECT n.notice, n.removal, runtime.organisation() FROM unnest($1::text[], $2::text[]) AS n (notice, removal)
      WHERE EXISTS (SELECT FROM remove.notice x WHERE x.id = n.notice)`,
    [made.map(({ noticeId }) => noticeId), made.map(({ id }) => id)],
  );
}

const said = (at: Date): SealedNotice => ({
  kind: 'suaka-notice',
  version: 1,
  reference: 'RKN0-0000',
  issuedAt: at.toISOString(),
  language: 'id',
  issuer: { name: 'Badan Rekaan', contact: 'kantor@rekaan.example' },
  recipient: { name: 'Platform Rekaan', country: 'ID' },
  basis: 'voluntary',
  ground: 'image-based-sexual-abuse',
  reach: 'items',
  rule: null,
  territory: null,
  authority: null,
  ladder: { id: 'general', rung: 'platform', number: 0 },
  after: null,
  opening: null,
  reasons: 'Yang disebutkan di bawah memperlihatkan atau menawarkan gambar intim seseorang tanpa persetujuannya.',
  proportionality: null,
  items: [{ number: 1, kind: 'url', address: 'https://contoh.example/jalan' }],
  redress: 'Jawab pemberitahuan ini.',
  goodFaith: 'Dengan iktikad baik.',
  preserve: null,
});
