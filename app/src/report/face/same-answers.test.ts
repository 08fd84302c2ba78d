// A suspect files, contests and writes to learn what is known here. Nothing in an answer differs: no status, no header,
// not a letter of the page, and every answer comes on the beat.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { dayMs } from '../../kit/time.ts';
import { match, signalIndexKey } from '../../recognise/index.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { floodPart } from '../flood/index.ts';
import { decideContest, mergeReports, moveReport, readReport, submitFingerprints, takeContest } from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { fileMadeUp } from '../testing.ts';
import type { OpenFace } from './testing/open-face.ts';
import { Reader } from './testing/reader.ts';
import { openWholeFace } from './testing/whole-face.ts';

let desk: OpenFace;
let paused = 0;
before(async () => {
  desk = await openWholeFace({ freePerSource: 1e6, mostPerSource: 1e6, manyPerMinute: 1e6, calmMs: 1 });
  desk.house.part(floodPart).pause = async () => void (paused += 1);
});
after(() => desk?.close());

const post = async (url: string, fields: Record<string, string>): Promise<Reader> => {
  const who = new Reader(desk.server);
  await who.post(url, new URLSearchParams(fields).toString());
  return who;
};

/** An answer whole, without what is drawn anew for each. */
function seen({ page, text }: Reader): { status: number; headers: string; text: string } {
  const { date: _, 'content-length': __, ...headers } = page.headers;
  return {
    status: page.statusCode,
    headers: JSON.stringify(headers),
    text: text
      .replaceAll(/name="(once|ticket|puzzle)" value="[^"]*"/g, 'name="$1"')
      .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/g, 'REFERENCE')
      .replace(/<ol class="slip-words">.*?<\/ol>/s, '<ol></ol>'),
  };
}

const report = (items: string, more: Record<string, string> = {}) =>
  post('/report', { once: newOnce(), at: 'review', go: 'send', concern: 'unsure', relation: 'self', items, ...more });
const opened = async (filed: Reader): Promise<string> =>
  (await post('/check', { receipt: filed.receipt.join(' ') })).fields.ticket!;
const behind = (ticket: string, more: Record<string, string> = {}) =>
  post('/check/open', { ticket, go: 'see', ...more });

/** The id behind an answer, which itself names only the reference. */
async function idOf(table: 'report' | 'contest', { text }: Reader): Promise<string> {
  const [reference] = /\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b/.exec(text)!;
  const { rows } = await desk.house.database.pool.query(`SELECT id FROM report.${table} WHERE reference = $1`, [
    reference,
  ]);
  return rows[0].id;
}
const seenReport = async (id: string) => (await call(desk.house, readReport, desk.officer, { id })).report;

test('filing what was reported before is answered like filing what nobody reported, on the beat', async () => {
  await fileMadeUp(desk, { items: 'https://dikenal.example/a ig @akun.dikenal 0811-0000-0000' });
  const before = paused;
  const known = await report('https://dikenal.example/a ig @akun.dikenal 0811-0000-0000');
  const unknown = await report('https://lainnya.example/a ig @akun.lainnya 0811-0000-9999');
  assert.deepEqual(seen(known), seen(unknown));
  assert.equal(paused, before + 2);
});

test('contesting it is answered alike, and tells the same when it was decided', async () => {
  const contest = (subject: string) => post('/contest', { once: newOnce(), kind: 'wrongly-named', subject });
  const before = paused;
  const [known, unknown] = [await contest('https://dikenal.example/a'), await contest('https://entah.example/a')];
  assert.deepEqual(seen(known), seen(unknown));
  assert.equal(paused, before + 2);
  const decide = async (filed: Reader, decision: 'upheld' | 'not-upheld') => {
    const { ticket } = (await post('/check', { receipt: filed.receipt.join(' ') })).fields;
    const id = await idOf('contest', filed);
    const judge = callerOf(desk.organisationId, ['report.decide-contest', 'report.read', 'report.look']);
    await call(desk.house, takeContest, judge, { id });
    await call(desk.house, decideContest, judge, { id, decision, reasons: 'Alasan rekaan, satu kalimat.' });
    return post('/contest/open', { ticket: ticket! });
  };
  assert.deepEqual(seen(await decide(known, 'upheld')), seen(await decide(unknown, 'not-upheld')));
});

test('fingerprints that are listed, matched or given by somebody else are taken like others', async () => {
  const drawn = () => createHash('sha256').update(randomBytes(16)).digest('hex');
  const line = () => `${drawn()} 90 ${drawn()}`;
  const send = (prints: string) =>
    post('/protect', {
      once: newOnce(),
      at: 'review',
      go: 'send',
      prints,
      minor: 'adult',
      scope: 'all-recipients',
      lifetime: '12',
      consent: 'yes',
    });
  const [theirs, mine] = [line(), line()];
  const [pdq, , sha256] = theirs.split(' ') as [string, string, string];
  const given = { minor: false, scope: 'all-recipients' as const, lifetimeMonths: 12, consent: true as const };
  await submitFingerprints(desk.house, desk.reporter, {
    once: newOnce(),
    pictures: [{ pdq, quality: 90, sha256 }],
    ...given,
  });
  await desk.house.part(signalIndexKey).follow();
  const asked = { hashes: [{ algorithm: 'pdq' as const, hash: pdq, quality: 90 }] };
  await call(desk.house, match, callerOf(desk.organisationId, ['recognise.match']), asked);
  const [known, unknown] = [await send(theirs), await send(mine)];
  assert.deepEqual(seen(known), seen(unknown));
  const see = async (filed: Reader) => seen(await post('/check', { receipt: filed.receipt.join(' ') }));
  assert.deepEqual(await see(known), await see(unknown));
});

test('a report that was joined to another is written to like one that is worked on, and answers on the beat', async () => {
  const [one, other] = [await report('https://satu.example/a'), await report('https://dua.example/a')];
  const shown = async (filed: Reader) => seenReport(await idOf('report', filed));
  const [first, second] = [await shown(one), await shown(other)];
  await call(desk.house, mergeReports, desk.officer, {
    id: first.id,
    version: first.version,
    into: second.reference,
    reason: 'same-thing',
  });
  const { id, version } = await shown(other);
  await call(desk.house, moveReport, desk.officer, { id, version, transition: 'begin' });
  const tickets = [await opened(one), await opened(other)];
  const before = paused;
  const pages = await Promise.all(tickets.map((ticket) => behind(ticket, { go: 'write', body: 'Masih terjadi.' })));
  assert.deepEqual(seen(pages[0]!), seen(pages[1]!));
  assert.equal(paused, before + 2);
});

test('whoever writes on a report that was taken for spam cannot tell it from one that was resolved', async () => {
  const file = async () => {
    const filed = await report('');
    return { filed, id: await idOf('report', filed) };
  };
  const move = async (id: string, more: object) => {
    const { version } = await seenReport(id);
    await call(desk.house, moveReport, desk.officer, { id, version, ...more } as never);
  };
  const [spam, resolved] = [await file(), await file()];
  await move(spam.id, { transition: 'mark-spam' });
  await move(resolved.id, { transition: 'begin' });
  await move(resolved.id, { transition: 'resolve', outcome: 'handled' });
  const look = async () => {
    const tickets = [await opened(spam.filed), await opened(resolved.filed)];
    return { tickets, pages: await Promise.all(tickets.map(async (ticket) => seen(await behind(ticket)))) };
  };
  const first = await look();
  assert.deepEqual(first.pages[0], first.pages[1]);
  for (const ticket of first.tickets) await behind(ticket, { go: 'write', body: 'Masih terjadi.' });
  const second = await look();
  assert.deepEqual(second.pages[0], second.pages[1]);
  assert.notDeepEqual(first.pages[0], second.pages[0]);
  desk.forward(3 * dayMs);
  const third = await look();
  assert.deepEqual(third.pages[0], third.pages[1]);
});
