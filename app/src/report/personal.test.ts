// Where nothing personal may stand: events, jobs, what is kept beside the sealed columns, what a refusal repeats. And what
// goes when the key of a record is destroyed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../fields/index.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import { openRecognise } from '../recognise/index.ts';
import { call } from '../verbs/verb.ts';
import {
  addNote,
  comeBack,
  comeBackToContest,
  decideContest,
  fileContest,
  givePhrase,
  openReceipt,
  openText,
  readContest,
  readReport,
  searchIdentity,
  setContact,
  setRecovery,
  submitFingerprints,
  takeContest,
  writeAboutContest,
  writeToDesk,
  writeToReporter,
} from './index.ts';
import { newOnce } from './receipt/index.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from './testing.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
  await openRecognise(desk.house);
});
after(() => desk?.close());

const mark = 'penanda-rekaan';
const marked = (text: string) => `${text} ${mark}`;
const contact = {
  way: 'phone',
  address: marked('0811-0000-0000'),
  hours: marked('sore'),
  senderName: marked('Toko'),
  voicemail: 'never',
  codePhrase: marked('kucing'),
} as const;
const told = {
  story: marked('Aku takut.'),
  place: marked('Kampung'),
  items: `https://rekaan.example/${mark}\nig @${mark.replace('-', '.')}`,
  contact,
};

async function wholeReport() {
  const filed = await fileMadeUp(desk, told);
  const ticket = await ticketFor(desk, filed);
  const version = async () => (await call(desk.house, readReport, desk.officer, { id: filed.id })).report.version;
  await call(desk.house, writeToDesk, desk.reporter, { ticket, body: marked('Masih terjadi.') });
  await call(desk.house, setContact, desk.reporter, { ticket, contact });
  const answer = { id: filed.id, version: await version(), body: marked('Kami membaca.') };
  await call(desk.house, writeToReporter, desk.officer, answer);
  await call(desk.house, addNote, desk.officer, { id: filed.id, body: marked('Catatan.') });
  return { ...filed, ticket };
}

async function wholeContest() {
  const given = {
    kind: 'wrongly-named' as const,
    subject: `https://rekaan.example/${mark}`,
    statement: marked('Keliru.'),
  };
  const { id, receipt } = await call(desk.house, fileContest, desk.reporter, { once: newOnce(), ...given });
  const { ticket } = await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') });
  await call(desk.house, writeAboutContest, desk.reporter, { ticket, body: marked('Halo.') });
  await call(desk.house, takeContest, desk.second, { id });
  const decision = { id, decision: 'not-ours' as const, reasons: marked('Bukan kami.') };
  await call(desk.house, decideContest, desk.second, decision);
  return { id, ticket };
}

/** Every row of every table, as text. */
const everyRow = () =>
  asOwner(desk.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      found.push(
        ...(await client.query(`SELECT t::text AS row FROM ${name} t`)).rows.map(({ row }) => `${name} ${row}`),
      );
    return found;
  });

test('of all that was told, written, noted, decided, searched and refused, nothing lies open in any table', async () => {
  const { ticket } = await wholeReport();
  await wholeContest();
  const phrase = marked('tiga kucing');
  await call(desk.house, setRecovery, desk.reporter, { ticket, phrase });
  await call(desk.house, givePhrase, desk.reporter, { ticket, phrase: marked('tebakan') });
  const text = `https://rekaan.example/${mark}`;
  await call(desk.house, searchIdentity, desk.officer, { text, reason: 'court-order', reference: marked('B-1') });
  const [pdq, sha256] = ['5a'.repeat(32), 'c3'.repeat(32)];
  const given = { minor: true, scope: 'this-desk' as const, lifetimeMonths: 12, consent: true as const };
  await submitFingerprints(desk.house, desk.reporter, {
    once: newOnce(),
    pictures: [{ pdq, quality: 80, sha256 }],
    ...given,
  });
  const rows = await everyRow();
  assert.ok(rows.some((row) => row.startsWith('audit.event')));
  for (const secret of [mark, mark.replace('-', '.'), '8110000', 'rekaan.example', pdq, sha256])
    for (const form of [secret, Buffer.from(secret).toString('hex')]) {
      const found = rows.filter((row) => row.includes(form) && !row.startsWith('access.organisation'));
      assert.deepEqual(found, [], secret);
    }
});

test('a refusal repeats nothing of what was sent', async () => {
  const ticket = await ticketFor(desk, await fileMadeUp(desk));
  const tries: (() => Promise<unknown>)[] = [
    () => fileMadeUp(desk, { ...told, story: marked('x'.repeat(10_001)) }),
    () => fileMadeUp(desk, { ...told, concern: mark }),
    () => fileMadeUp(desk, { ...told, contact: { ...contact, way: mark } }),
    () => call(desk.house, openReceipt, desk.reporter, { receipt: marked('satu dua') }),
    () => call(desk.house, comeBack, desk.reporter, { ticket: mark }),
    () => call(desk.house, writeToDesk, desk.reporter, { ticket, body: marked('x'.repeat(5001)) }),
    () => call(desk.house, setRecovery, desk.reporter, { ticket, phrase: mark.repeat(30) }),
    () => call(desk.house, fileContest, desk.reporter, { once: mark, kind: 'wrongly-named', subject: mark }),
  ];
  for (const [position, attempt] of tries.entries())
    await assert.rejects(attempt, (thrown: { message: string; fields?: unknown; facts?: unknown }) => {
      const said = JSON.stringify([thrown.message, thrown.fields, thrown.facts]);
      assert.ok(!said.includes(mark), `${position}: ${said}`);
      return true;
    });
});

test('with its key a report loses what was told, where, how to reach whom, every message and every note', async () => {
  const { id, ticket } = await wholeReport();
  const erase = (thing: string) =>
    inOrganisation(desk.house.database, desk.organisationId, (work) =>
      desk.house.part(fieldsPart).eraseRecord(work, thing, desk.house.now()),
    );
  await erase(id);
  const { readable } = await call(desk.house, readReport, desk.officer, { id });
  const { messages, notes, contact: reach, place } = readable!;
  assert.deepEqual([reach, place, notes.map(({ body }) => body)], [null, null, [null]]);
  assert.deepEqual(new Set(messages.map(({ body }) => body)), new Set([null]));
  assert.equal((await call(desk.house, openText, desk.officer, { id })).story, null);
  const back = await call(desk.house, comeBack, desk.reporter, { ticket });
  assert.deepEqual([back.hasContact, new Set(back.messages!.map(({ body }) => body))], [false, new Set([''])]);
  const contest = await wholeContest();
  await erase(contest.id);
  const read = await call(desk.house, readContest, desk.officer, { id: contest.id });
  assert.deepEqual([read.subject, read.statement, read.reasons], [null, null, null]);
  assert.deepEqual(new Set(read.messages.map(({ body }) => body)), new Set([null]));
  const seen = await call(desk.house, comeBackToContest, desk.reporter, { ticket: contest.ticket });
  assert.deepEqual(new Set(seen.messages.map(({ body }) => body)), new Set(['']));
});

test('what was erased takes nothing new, and says so to whoever writes: a refusal, and nothing of it is kept', async () => {
  const erase = (thing: string) =>
    inOrganisation(desk.house.database, desk.organisationId, (work) =>
      desk.house.part(fieldsPart).eraseRecord(work, thing, desk.house.now()),
    );
  const bare = await fileMadeUp(desk); // nothing of it was ever sealed
  const tickets = { bare: await ticketFor(desk, bare), whole: '' };
  const { ticket, id } = await wholeReport();
  tickets.whole = ticket;
  const given = {
    once: newOnce(),
    kind: 'wrongly-named' as const,
    subject: 'https://rekaan.example/hapus',
  };
  const filed = await call(desk.house, fileContest, desk.reporter, given);
  const contest = await call(desk.house, openReceipt, desk.reporter, { receipt: filed.receipt!.join(' ') });
  await call(desk.house, takeContest, desk.second, { id: filed.id });
  for (const thing of [bare.id, id, filed.id]) await erase(thing);
  const { version } = (await call(desk.house, readReport, desk.officer, { id })).report;
  const body = 'Kalimat rekaan yang baru.';
  const rows = async (): Promise<number> =>
    (await everyRow()).filter((row) => /^report\.(message|note|entry) /.test(row)).length;
  const before = await rows();
  const tries = [
    () => call(desk.house, writeToDesk, desk.reporter, { ticket: tickets.bare, body }),
    () => call(desk.house, writeToDesk, desk.reporter, { ticket: tickets.whole, body }),
    () => call(desk.house, setContact, desk.reporter, { ticket: tickets.whole, contact }),
    () => call(desk.house, writeToReporter, desk.officer, { id, version, body }),
    () => call(desk.house, addNote, desk.officer, { id, body }),
    () => call(desk.house, writeAboutContest, desk.reporter, { ticket: contest.ticket, body }),
    () => call(desk.house, decideContest, desk.second, { id: filed.id, decision: 'not-ours', reasons: body }),
  ];
  for (const attempt of tries) await assert.rejects(attempt, { name: 'Refusal', code: 'record-erased' });
  assert.equal(await rows(), before);
});
