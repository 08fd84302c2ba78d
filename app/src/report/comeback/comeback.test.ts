// Filing and coming back, on a real PostgreSQL: once is once, the receipt opens its report and nothing else, and what a
// receipt shows is never more than it should be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { fieldsPart } from '../../fields/index.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  comeBack,
  confirmWrittenDown,
  fileReport,
  givePhrase,
  openReceipt,
  setContact,
  setRecovery,
  writeToDesk,
} from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { insertMessage } from '../store/messages.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from '../testing.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const reportsOf = async () =>
  inOrganisation(
    desk.house.database,
    desk.organisationId,
    async ({ client }) => (await client.query('SELECT count(*) AS n FROM report.report')).rows[0].n as number,
  );
const fromDesk = (thing: string, body: string) =>
  inOrganisation(desk.house.database, desk.organisationId, (work) =>
    insertMessage(work, desk.house.part(fieldsPart), {
      thing,
      body,
      writtenBy: desk.officer.id,
      now: desk.house.now(),
    }),
  );
const contact = {
  way: 'phone',
  address: '0811-0000-0000',
  hours: 'sore hari',
  senderName: 'Toko Buku Rekaan',
  voicemail: 'never',
  codePhrase: 'pesanan nomor tujuh',
} as const;

test('the same form sent twice is one report, and shows the same receipt until it was written down', async () => {
  const before = await reportsOf();
  const first = await fileMadeUp(desk);
  const again = await call(desk.house, fileReport, desk.reporter, { concern: 'grooming', once: first.once });
  assert.deepEqual(again, { id: first.id, reference: first.reference, receipt: first.receipt });
  assert.equal(await reportsOf(), before + 1);
  await call(desk.house, confirmWrittenDown, desk.reporter, { once: first.once });
  const later = await call(desk.house, fileReport, desk.reporter, { concern: 'grooming', once: first.once });
  assert.equal(later.receipt, null);
  assert.equal(later.id, first.id);
});

test('a receipt that nobody confirmed is not shown again after an hour either', async () => {
  const first = await fileMadeUp(desk);
  desk.forward(hourMs);
  const again = await call(desk.house, fileReport, desk.reporter, { concern: 'grooming', once: first.once });
  assert.equal(again.receipt, null);
});

test('a form sent many times at once files one report', async () => {
  const before = await reportsOf();
  const once = newOnce();
  const sent = await Promise.allSettled(
    Array.from({ length: 8 }, () => call(desk.house, fileReport, desk.reporter, { concern: 'unsure', once })),
  );
  assert.equal(await reportsOf(), before + 1);
  const filed = sent.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
  assert.equal(new Set(filed).size, 1);
});

test('the receipt opens its report however it is typed; another desk, another receipt or half of it opens nothing', async () => {
  const filed = await fileMadeUp(desk);
  const words = filed.receipt!;
  assert.equal(words.length, 9);
  const typed = `1. ${words.slice(0, 3).join(' ').toUpperCase()}\n2. ${words.slice(3, 6).join(', ')}\n ${words.slice(6).join('  ')}.`;
  const opened = await call(desk.house, openReceipt, desk.reporter, { receipt: typed });
  assert.equal(opened.thing, filed.id);
  const elsewhere = { ...nobody, organisationId: await desk.organisation() };
  await assert.rejects(
    call(desk.house, openReceipt, elsewhere, { receipt: words.join(' ') }),
    refused('receipt-unknown'),
  );
  await assert.rejects(
    call(desk.house, openReceipt, desk.reporter, { receipt: words.slice(0, 5).join(' ') }),
    refused('receipt-count'),
  );
  await assert.rejects(call(desk.house, comeBack, elsewhere, { ticket: opened.ticket }), refused('receipt-unknown'));
});

test('a ticket ends after half an hour, and one that was changed never was one', async () => {
  const ticket = await ticketFor(desk, await fileMadeUp(desk));
  await call(desk.house, comeBack, desk.reporter, { ticket });
  await assert.rejects(call(desk.house, comeBack, desk.reporter, { ticket: `A${ticket}` }), refused('ticket-over'));
  desk.forward(31 * minuteMs);
  await assert.rejects(call(desk.house, comeBack, desk.reporter, { ticket }), refused('ticket-over'));
});

test('coming back shows state and messages, and never what the report said', async () => {
  const secrets = ['kalimat rekaan yang rahasia', 'Jalan Rekaan 12', 'contoh-akun'];
  const filed = await fileMadeUp(desk, {
    story: secrets[0],
    place: secrets[1],
    items: 'https://contoh.example/contoh-akun',
    contact,
  });
  await fromDesk(filed.id, 'Kami sudah membaca.');
  const ticket = await ticketFor(desk, filed);
  const view = await call(desk.house, comeBack, desk.reporter, { ticket });
  assert.deepEqual(
    view.messages?.map(({ body }) => body),
    ['Kami sudah membaca.'],
  );
  assert.equal(view.state, 'received');
  assert.equal(view.unread, 1);
  const shown = JSON.stringify(view);
  for (const secret of [...secrets, contact.address, contact.codePhrase, contact.senderName])
    assert.ok(!shown.includes(secret), secret);
  assert.equal((await call(desk.house, comeBack, desk.reporter, { ticket })).unread, 0);
});

test('behind a recovery phrase messages stay hidden, and wrong phrases have to wait', async () => {
  const filed = await fileMadeUp(desk);
  const ticket = await ticketFor(desk, filed);
  await call(desk.house, setRecovery, desk.reporter, {
    ticket,
    phrase: 'tiga kucing di atap rumah',
    hideMessages: true,
  });
  await fromDesk(filed.id, 'Hanya untukmu.');
  const hidden = await call(desk.house, comeBack, desk.reporter, { ticket });
  assert.equal(hidden.messages, null);
  assert.equal(hidden.unread, null, 'not even how many');
  await assert.rejects(
    call(desk.house, setRecovery, desk.reporter, { ticket, phrase: 'frasa orang lain sama sekali' }),
    refused('needs-phrase'),
  );
  for (let attempt = 0; attempt < 5; attempt += 1)
    assert.equal((await call(desk.house, givePhrase, desk.reporter, { ticket, phrase: 'tebakan' })).ticket, null);
  const right = { ticket, phrase: '  Tiga kucing di  ATAP rumah ' };
  await assert.rejects(call(desk.house, givePhrase, desk.reporter, right), refused('slow-down'));
  desk.forward(minuteMs);
  const opened = await call(desk.house, givePhrase, desk.reporter, right);
  const view = await call(desk.house, comeBack, desk.reporter, { ticket: opened.ticket! });
  assert.deepEqual(
    view.messages?.map(({ body }) => body),
    ['Hanya untukmu.'],
  );
});

test('a message to the desk waits there, and opens again what had ended', async () => {
  const filed = await fileMadeUp(desk);
  const ticket = await ticketFor(desk, filed);
  await asOwner(desk.house.database, ({ client }) =>
    client.query(`UPDATE report.report SET state = 'closed' WHERE id = $1`, [filed.id]),
  );
  await call(desk.house, writeToDesk, desk.reporter, { ticket, body: 'Masih terjadi.' });
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT state, message_waiting FROM report.report WHERE id = $1', [filed.id]),
  );
  assert.deepEqual(rows, [{ state: 'reopened', message_waiting: true }]);
});

test('nobody is reachable unless all of a safe way was recorded, and it can be taken back', async () => {
  const { codePhrase: _, ...incomplete } = contact;
  await assert.rejects(fileMadeUp(desk, { contact: incomplete }), /codePhrase/);
  const ticket = await ticketFor(desk, await fileMadeUp(desk));
  const has = async () => (await call(desk.house, comeBack, desk.reporter, { ticket })).hasContact;
  assert.equal(await has(), false);
  await call(desk.house, setContact, desk.reporter, { ticket, contact });
  assert.equal(await has(), true);
  await call(desk.house, setContact, desk.reporter, { ticket, contact: null });
  assert.equal(await has(), false);
});

test('the database holds neither the receipt’s words, nor the form’s token, nor a word of what was told', async () => {
  const filed = await fileMadeUp(desk, {
    story: 'kalimat sangat rekaan',
    place: 'Kampung Rekaan',
    items: 'https://rekaan.example/satu 0811-0000-0001',
    contact,
  });
  await call(desk.house, writeToDesk, desk.reporter, {
    ticket: await ticketFor(desk, filed),
    body: 'pesan sangat rekaan',
  });
  const dump = await everyRow();
  const words = filed.receipt!;
  for (const secret of [
    words.join(' '),
    `${words[0]} ${words[1]}`,
    filed.once,
    'sangat rekaan',
    'Kampung Rekaan',
    'rekaan.example',
    '81100000001',
    'Toko Buku Rekaan',
  ])
    assert.ok(!dump.includes(secret) && !dump.includes(Buffer.from(secret).toString('hex')), secret);
});

async function everyRow(): Promise<string> {
  return asOwner(desk.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      found.push(...(await client.query(`SELECT t::text AS row FROM ${name} t`)).rows.map(({ row }) => row));
    return found.join('\n');
  });
}
