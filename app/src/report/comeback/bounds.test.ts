// Whoever holds a receipt, and a script: nothing that the person concerned and the desk write to each other is buried.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../fields/index.ts';
import { dayMs, hourMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { call } from '../../verbs/verb.ts';
import {
  comeBack,
  comeBackToContest,
  fileContest,
  openReceipt,
  readReport,
  setContact,
  setRecovery,
  writeAboutContest,
  writeToDesk,
} from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { insertEntries, readEntries } from '../store/entries.ts';
import { insertMessage, readMessages } from '../store/messages.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from '../testing.ts';
import { mostADay } from './bounds.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const within = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(desk.house.database, desk.organisationId, work);
const contact = {
  way: 'phone',
  address: '0811-0000-0000',
  hours: 'sore hari',
  senderName: 'Toko Buku Rekaan',
  voicemail: 'never',
  codePhrase: 'pesanan nomor tujuh',
} as const;
const set = (ticket: string, given: typeof contact | null) =>
  call(desk.house, setContact, desk.reporter, { ticket, contact: given });

test('so many messages fit into a day; the next one is taken tomorrow, and nothing is lost meanwhile', async () => {
  const ticket = await ticketFor(desk, await fileMadeUp(desk));
  const write = (body: string) => call(desk.house, writeToDesk, desk.reporter, { ticket, body });
  for (let n = 0; n < mostADay; n += 1) await write(`pesan ${n}`);
  await assert.rejects(write('satu lagi'), (thrown: { code?: string; facts?: Record<string, number> }) => {
    assert.equal(thrown.code, 'enough-for-today');
    assert.equal(thrown.facts!.retryAfterSeconds, dayMs / 1000);
    return true;
  });
  await write(`pesan ${mostADay - 1}`); // loaded again: the same words are one message and no refusal
  assert.equal((await call(desk.house, comeBack, desk.reporter, { ticket })).messages!.length, mostADay);
});

test('the contact is not changed back and forth all day, and can be taken away at any time', async () => {
  const filed = await fileMadeUp(desk);
  const ticket = await ticketFor(desk, filed);
  for (let n = 0; n < mostADay / 2; n += 1) {
    await set(ticket, contact);
    await set(ticket, null);
  }
  await assert.rejects(set(ticket, contact), { code: 'enough-for-today' });
  const before = (await within((work) => readEntries(work, filed.id))).length;
  await set(ticket, null);
  assert.equal((await within((work) => readEntries(work, filed.id))).length, before, 'what is not there is not taken');
  desk.forward(dayMs + hourMs);
  const later = await ticketFor(desk, filed);
  await set(later, contact);
  assert.equal((await call(desk.house, comeBack, desk.reporter, { ticket: later })).hasContact, true);
});

test('of contests as well, and the same words twice in a row are one message', async () => {
  const given = { once: newOnce(), kind: 'wrongly-named' as const, subject: 'https://rekaan.example/x' };
  const { receipt } = await call(desk.house, fileContest, desk.reporter, given);
  const { ticket } = await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') });
  const write = (body: string) => call(desk.house, writeAboutContest, desk.reporter, { ticket, body });
  for (let n = 0; n < mostADay; n += 1) {
    await write(`pesan ${n}`);
    await write(`pesan ${n}`);
  }
  await assert.rejects(write('satu lagi'), { code: 'enough-for-today' });
  assert.equal((await call(desk.house, comeBackToContest, desk.reporter, { ticket })).messages.length, mostADay);
});

test('of very many messages and entries the latest are read, in their order', async () => {
  const filed = await fileMadeUp(desk);
  const now = desk.house.now();
  await within(async (work) => {
    const fields = desk.house.part(fieldsPart);
    for (let n = 0; n < 505; n += 1)
      await insertMessage(work, fields, { thing: filed.id, body: `${n}`, writtenBy: null, now });
    await insertEntries(
      work,
      Array.from({ length: 1005 }, (_, n) => ({ reportId: filed.id, kind: 'note', facts: { n }, at: now })),
    );
    const messages = await readMessages(work, fields, filed.id);
    assert.deepEqual([messages.length, messages[0]!.body, messages.at(-1)!.body], [500, '5', '504']);
    const entries = await readEntries(work, filed.id);
    assert.deepEqual([entries.length, entries[0]!.facts.n, entries.at(-1)!.facts.n], [1000, 5, 1004]);
  });
  const { readable } = await call(desk.house, readReport, desk.officer, { id: filed.id });
  assert.equal(readable!.messages.at(-1)!.body, '504');
});

test('the timeline keeps whether a contact took another’s place, and whether the paper alone was enough for it', async () => {
  const filed = await fileMadeUp(desk, { contact });
  const ticket = await ticketFor(desk, filed);
  await set(ticket, contact);
  const phrase = 'tiga kucing di atap rumah';
  const locked = (await call(desk.house, setRecovery, desk.reporter, { ticket, phrase })).ticket;
  await set(locked, contact);
  const late = await fileMadeUp(desk);
  desk.forward(dayMs);
  const found = await ticketFor(desk, late);
  await set((await call(desk.house, setRecovery, desk.reporter, { ticket: found, phrase })).ticket, contact);
  const given = async (id: string) =>
    (await within((work) => readEntries(work, id))).flatMap(({ kind, facts }) =>
      kind === 'contact-given' ? [facts] : [],
    );
  assert.deepEqual(await given(filed.id), [
    { replaced: true, locked: false },
    { replaced: true, locked: true },
  ]);
  assert.deepEqual(
    await given(late.id),
    [{ replaced: false, locked: false }],
    'a phrase that is younger than 72 hours',
  );
});
