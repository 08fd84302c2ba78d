// Reading one report: what each permission shows, what stays folded and is counted, who else looks, what is related.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { minuteMs } from '../../kit/time.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { readOwnExposure } from '../care/index.ts';
import { comeBack, filePartnerReport, tell, writeToDesk } from '../index.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from '../testing.ts';
import { addresses, madeUpReport, seen } from './testing.ts';
import {
  addItems,
  addNote,
  markMessagesSeen,
  openText,
  readQueue,
  readReport,
  removeItem,
  writeToReporter,
} from './verbs.ts';
import { words } from './words.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const read = (id: string, caller = desk.officer, house = desk.house) => call(house, readReport, caller, { id });
const shown = (report: { id: string }) => seen(desk.house, desk.officer, report);
const contact = {
  way: 'whatsapp',
  address: '+62 811-0000-5555',
  hours: 'Senin 13.00',
  senderName: 'Perpustakaan',
  voicemail: 'never',
  codePhrase: 'buku kembali',
};
const events = (thing: string) =>
  asOwner(desk.house.database, async ({ client }) => {
    await client.query('SET LOCAL ROLE suaka_node');
    return (await client.query('SELECT verb, facts FROM audit.event WHERE thing = $1 ORDER BY xid, id', [thing])).rows;
  });

test('who may only look sees codes and the timeline, and no word, item, message, note, place or contact', async () => {
  const told = { story: 'Cerita rahasia.', place: 'Jalan Rahasia', items: addresses, contact };
  const report = await madeUpReport(desk, told);
  await call(desk.house, addNote, desk.officer, { id: report.id, body: 'Catatan rahasia.' });
  await call(desk.house, writeToReporter, desk.officer, { ...(await shown(report)), body: 'Pesan rahasia.' });
  const looker = callerOf(desk.organisationId, ['report.look']);
  const looked = await read(report.id, looker);
  assert.equal(looked.readable, null);
  const text = JSON.stringify(looked);
  for (const secret of ['ahasia', 'contoh', 'akun_rekaan', '5555', 'buku kembali'])
    assert.ok(!text.includes(secret), secret);
  assert.equal(looked.report.concern, 'sextortion');
  assert.ok(looked.entries.length > 1);
  await assert.rejects(call(desk.house, openText, looker, { id: report.id }), { code: 'not-permitted' });
  const full = (await read(report.id)).readable!;
  assert.deepEqual([full.place, full.contact], ['Jalan Rahasia', contact]);
});

test('the text stays folded: reading a report does not give it, opening it does and is counted', async () => {
  const reader = callerOf(desk.organisationId, ['report.look', 'report.read']);
  const report = await madeUpReport(desk, { story: 'Cerita yang terlipat.' });
  const page = await read(report.id, reader);
  assert.equal(page.hasStory, true);
  assert.ok(!JSON.stringify(page).includes('terlipat'));
  const counted = async () => (await call(desk.house, readOwnExposure, reader, {}))[0]!.count;
  assert.equal(await counted(), 0);
  assert.equal((await call(desk.house, openText, reader, { id: report.id })).story, 'Cerita yang terlipat.');
  assert.equal(await counted(), 1);
});

test('what the desk of removals tells stands in the timeline, in words', async () => {
  const report = await madeUpReport(desk, { items: addresses });
  const [item] = (await read(report.id)).readable!.items;
  const at = desk.house.now();
  const told = { reportId: report.id, kind: 'removal', facts: { item: item!.id, to: 'geo-blocked', grade: null }, at };
  await inOrganisation(desk.house.database, desk.organisationId, (work) => tell(work, told));
  const { facts, kind } = (await read(report.id)).entries.at(-1)!;
  assert.equal(kind, 'removal');
  for (const language of ['id', 'en'] as const) {
    const { entries, removalStates } = words(language);
    assert.match(
      entries.removal(removalStates[facts.to as 'geo-blocked']),
      /: (hanya diblokir di sini|blocked here only)$/,
    );
  }
});

test('who looked at a report stands in the record, without anything that was told', async () => {
  const report = await madeUpReport(desk, { story: 'Cerita rekaan.', items: addresses });
  await read(report.id);
  await call(desk.house, openText, desk.officer, { id: report.id });
  await call(desk.house, addItems, desk.officer, { ...(await shown(report)), text: 'tiktok: akun_tiga' });
  const written = await events(report.id);
  assert.deepEqual(
    written.map(({ verb }) => verb),
    ['report.file', 'report.read-report', 'report.open-text', 'report.read-report', 'report.add-items'],
  );
  assert.doesNotMatch(JSON.stringify(written), /rekaan|contoh|akun/i);
});

test('items are shown defanged, with how many other reports name them', async () => {
  const address = 'https://contoh.example/bersama';
  const [one, two, three] = [
    await madeUpReport(desk, { items: address }),
    await madeUpReport(desk, { items: `contoh.example/bersama\nhttps://contoh.example/sendiri` }),
    await madeUpReport(desk, { items: address }),
  ];
  const { readable, relatives } = await read(two.id);
  const item = readable!.items.find(({ shown }) => shown?.includes('bersama'))!;
  assert.equal(item.shown, 'hxxps://contoh[.]example/bersama');
  assert.equal(item.otherReports, 2);
  assert.deepEqual(new Set(relatives.sameItems.map(({ id }) => id)), new Set([one.id, three.id]));
  assert.equal(relatives.sameItems[0]!.shared, 1);
});

test('what is found in the text and in messages is offered, is never joined by itself, and is offered no more once it stands', async () => {
  const filed = await fileMadeUp(desk, { story: 'Akunnya instagram: akun_dia, nomor saya 0811-0000-9999.' });
  const ticket = await ticketFor(desk, filed);
  await call(desk.house, writeToDesk, desk.reporter, { ticket, body: 'Sekarang di https://contoh.example/baru' });
  const offered = (await read(filed.id)).readable!;
  assert.deepEqual(offered.items, []);
  assert.deepEqual(offered.suggestions, ['instagram: @akun_dia', '+62 811 0000 9999', 'hxxps://contoh[.]example/baru']);
  const given = await shown(filed);
  await call(desk.house, addItems, desk.officer, { ...given, text: offered.suggestions[0]! });
  const now = (await read(filed.id)).readable!;
  assert.deepEqual(
    now.items.map(({ shown, addedBy }) => [shown, addedBy]),
    [['instagram: @akun_dia', 'desk']],
  );
  assert.deepEqual(now.suggestions, offered.suggestions.slice(1));
});

test('an item is taken off with a reason and can be added again; lines that are not understood add nothing', async () => {
  const { house, officer } = desk;
  const report = await madeUpReport(desk, { items: 'https://contoh.example/salah' });
  const [item] = (await read(report.id)).readable!.items;
  const off = { itemId: item!.id, reason: 'mistyped' as const };
  await call(house, removeItem, officer, { ...(await shown(report)), ...off });
  assert.deepEqual((await read(report.id)).readable!.items, []);
  await assert.rejects(call(house, removeItem, officer, { ...(await shown(report)), ...off }), {
    code: 'not-its-item',
  });
  const again = { ...(await shown(report)), text: 'https://contoh.example/salah' };
  assert.deepEqual((await call(house, addItems, officer, again)).ids, [item!.id]);
  assert.equal((await read(report.id)).readable!.items.length, 1);
  const half = { ...(await shown(report)), text: 'https://contoh.example/lain\nentah apa ini sebenarnya ya' };
  await assert.rejects(call(house, addItems, officer, half), { code: 'not-recognised', facts: { lines: '2' } });
  assert.equal((await read(report.id)).readable!.items.length, 1);
});

test('a message is read with the receipt, moves no state, and counts what was written before as read', async () => {
  const { house, officer, reporter } = desk;
  const filed = await fileMadeUp(desk);
  const ticket = await ticketFor(desk, filed);
  await call(house, writeToDesk, reporter, { ticket, body: 'Halo, apakah ada kabar?' });
  const { rows } = await call(house, readQueue, officer, { view: 'messages' });
  assert.ok(rows.some(({ id }) => id === filed.id));
  const before = await read(filed.id);
  await call(house, writeToReporter, officer, { ...(await shown(filed)), body: 'Kami sedang mengerjakannya.' });
  const { report, readable } = await read(filed.id);
  assert.deepEqual([report.state, report.messageWaiting], [before.report.state, false]);
  assert.ok(readable!.messages[0]!.readAt);
  const { messages } = await call(house, comeBack, reporter, { ticket: await ticketFor(desk, filed) });
  assert.deepEqual(
    messages!.map(({ fromDesk, body }) => [fromDesk, body]),
    [
      [false, 'Halo, apakah ada kabar?'],
      [true, 'Kami sedang mengerjakannya.'],
    ],
  );
});

test('an answer to what was shown before a newer message came is not sent', async () => {
  const { house, officer, reporter } = desk;
  const filed = await fileMadeUp(desk);
  const given = await shown(filed);
  await call(house, writeToDesk, reporter, {
    ticket: await ticketFor(desk, filed),
    body: 'Jangan balas, dia melihat.',
  });
  await assert.rejects(call(house, writeToReporter, officer, { ...given, body: 'Halo' }), {
    code: 'changed-meanwhile',
  });
  await assert.rejects(call(house, markMessagesSeen, officer, given), { code: 'changed-meanwhile' });
  assert.equal((await read(filed.id)).report.messageWaiting, true, 'it is still waiting to be read');
  assert.deepEqual(await call(house, markMessagesSeen, officer, await shown(filed)), { read: 1 });
  assert.equal((await read(filed.id)).report.messageWaiting, false);
});

test('nobody writes where nobody reads: a partner’s report has no receipt', async () => {
  const partner = callerOf(desk.organisationId, ['report.file']);
  const filed = await call(desk.house, filePartnerReport, partner, { concern: 'abuse-material' });
  assert.equal((await read(filed.id)).canBeWrittenTo, false);
  await assert.rejects(call(desk.house, writeToReporter, desk.officer, { ...(await shown(filed)), body: 'Halo' }), {
    code: 'nobody-to-read-it',
  });
});

test('colleagues see for ten minutes that someone who works here has the page open', async () => {
  const report = await madeUpReport(desk);
  await read(report.id, callerOf(desk.organisationId, ['report.look']));
  assert.deepEqual((await read(report.id, desk.second)).viewers, [], 'who only looks is in nobody’s way');
  const [viewer] = (await read(report.id)).viewers;
  assert.equal(viewer?.personId, desk.second.id);
  const later = desk.house.at(() => new Date(desk.house.now().getTime() + 11 * minuteMs));
  assert.deepEqual((await read(report.id, desk.officer, later)).viewers, []);
});

test('another organisation finds no report, by id or by reference', async () => {
  const report = await madeUpReport(desk);
  const stranger = callerOf(await desk.organisation('Another Made-up Agency'), ['report.look', 'report.read']);
  await assert.rejects(read(report.id, stranger), { code: 'no-such-report' });
  assert.deepEqual((await call(desk.house, readQueue, stranger, { q: report.reference })).rows, []);
  assert.deepEqual((await call(desk.house, readQueue, stranger, { view: 'all' })).rows, []);
});
