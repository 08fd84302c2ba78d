// Reports from a file, over the page: all or nothing unless the good lines are wanted, nothing twice, nothing kept.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../../fields/index.ts';
import { asOwner, inOrganisation } from '../../../runtime/database.ts';
import type { TestDesk, Visitor } from '../../../testing/desk.ts';
import { callerOf } from '../../../testing/house.ts';
import { call } from '../../../verbs/verb.ts';
import { newOnce } from '../../receipt/index.ts';
import { openPageDesk } from '../testing.ts';
import { fileList } from './verbs.ts';

let desk: TestDesk;
before(async () => {
  desk = await openPageDesk();
});
after(() => desk?.close());

interface Office {
  organisationId: string;
  officer: Visitor;
}

/** An organisation of its own with someone at its desk. */
async function office(): Promise<Office> {
  const organisationId = await desk.organisation();
  const { visitor } = await desk.person(organisationId, ['intake']);
  visitor.cookies.set('suaka_language', 'en');
  return { organisationId, officer: visitor };
}

interface Form {
  csrf: string;
  once: string;
}

const formOn = (body: string): Form => ({
  csrf: /name="csrf" value="([^"]+)"/.exec(body)![1]!,
  once: /name="once" value="([^"]+)"/.exec(body)![1]!,
});
const loadForm = async ({ officer }: Office) => formOn((await officer.get('/desk/report/new/file')).body);

/** Sends a file as a browser does: the fields first, the file last. */
function send(
  { officer }: Office,
  form: Form,
  text: string | Buffer,
  fields: Record<string, string> = {},
  name = 'r.csv',
) {
  const parts = Object.entries({ ...form, ...fields }).map(
    ([field, value]) => `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  return desk.server.inject({
    method: 'POST',
    url: '/desk/report/new/file',
    cookies: Object.fromEntries(officer.cookies),
    payload: Buffer.concat([Buffer.from(parts.join('') + head), Buffer.from(text), Buffer.from('\r\n--x--\r\n')]),
    headers: { host: 'localhost', 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
  });
}

const reportsOf = ({ organisationId }: Office) =>
  inOrganisation(desk.house.database, organisationId, async (work) => {
    const { rows } = await work.client.query(
      `SELECT r.*, (SELECT count(*) FROM report.report_item i WHERE i.report_id = r.id) AS items
         FROM report.report r JOIN report.entry e ON e.report_id = r.id ORDER BY e.number`,
    );
    return desk.house.part(fieldsPart).unseal(work, 'report.report', rows, ['story', 'contact', 'partner_reference']);
  });
const eventsOf = ({ organisationId }: Office) =>
  asOwner(
    desk.house.database,
    async ({ client }) =>
      (
        await client.query(`SELECT facts FROM audit.event WHERE verb = 'report.file-list' AND thing = $1`, [
          organisationId,
        ])
      ).rows,
  );

const good =
  'perihal;umur;akun;cerita;rujukan\nPemerasan seksual;14;instagram: @rekaan;Cerita satu;R-1\nunsure;;;Cerita dua;\n';

test('each line becomes a report of the channel "file", and the record has one event with counts only', async () => {
  const at = await office();
  const reply = await send(at, await loadForm(at), good);
  assert.equal(reply.statusCode, 303, reply.body);
  assert.equal(reply.headers.location, '/desk/report');
  const reports = await reportsOf(at);
  assert.deepEqual(
    reports.map(({ channel, anonymity, concern, age_band: age, story, partner_reference: ref, items }) => [
      channel,
      anonymity,
      concern,
      age,
      story,
      ref,
      items,
    ]),
    [
      ['file', 'anonymous', 'sextortion', '13-17', 'Cerita satu', 'R-1', 1],
      ['file', 'anonymous', 'unsure', null, 'Cerita dua', null, 0],
    ],
  );
  assert.deepEqual(await eventsOf(at), [{ facts: { lines: 2, filed: 2, again: 0, bad: 0, keepGood: false } }]);
});

test('while a line is bad nothing is filed; each is named with its number and what would be right', async () => {
  const at = await office();
  const bad = `${good}entahlah;14;;x;\nGrooming;empat belas;;x;\nGrooming;"14;;x;\nGrooming;14;;x;R-1\n`;
  const reply = await send(at, await loadForm(at), bad);
  assert.equal(reply.statusCode, 422);
  assert.match(reply.body, /Nothing was filed/);
  assert.match(reply.body, /4 of 6 lines are bad/);
  for (const said of [
    /<th scope="row">4<\/th>[\s\S]{0,200}“entahlah” is not understood. One of: Sexual extortion/,
    /<th scope="row">5<\/th>[\s\S]{0,200}“empat belas” is not understood. An age in years/,
    /<th scope="row">6<\/th>[\s\S]{0,300}its quotes do not fit/,
    /<th scope="row">7<\/th>[\s\S]{0,200}A line above has this reference/,
  ])
    assert.match(reply.body, said);
  assert.deepEqual(await reportsOf(at), []);
});

test('the good lines are filed when that is wanted, and the corrected file files the rest from the same page', async () => {
  const at = await office();
  const half = 'perihal;cerita\nunsure;satu\nunsure;satu\nentah;dua\nunsure;tiga\n';
  const reply = await send(at, await loadForm(at), half, { keepGood: 'yes' });
  assert.equal(reply.statusCode, 200);
  assert.match(reply.body, /3 reports were filed[\s\S]*1 of 4 lines were not/);
  const corrected = half.replace('entah', 'grooming').replace('unsure;satu\n', 'unsure;baru\nunsure;satu\n');
  const again = await send(at, formOn(reply.body), corrected);
  assert.equal(again.statusCode, 303, again.body);
  assert.deepEqual(
    (await reportsOf(at)).map(({ concern, story }) => `${concern} ${story}`),
    ['unsure satu', 'unsure satu', 'unsure tiga', 'unsure baru', 'grooming dua'],
  );
});

test('the same form sent twice, also at the same moment, files once; another form may hold the same words', async () => {
  const at = await office();
  const form = await loadForm(at);
  const text = 'perihal\nunsure\nunsure\n';
  const replies = await Promise.all([send(at, form, text), send(at, form, text), send(at, form, text)]);
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [303, 303, 303],
  );
  assert.equal((await reportsOf(at)).length, 2);
  await send(at, await loadForm(at), text);
  assert.equal((await reportsOf(at)).length, 4);
});

test('a reference is filed once in an organisation, from whichever form, and says so', async () => {
  const at = await office();
  await send(at, await loadForm(at), good);
  const reply = await send(at, await loadForm(at), 'concern;reference\ngrooming;R-1\n');
  assert.equal(reply.statusCode, 422);
  assert.match(reply.body, /same reference, was filed before/);
  const other = await office();
  assert.equal((await send(other, await loadForm(other), 'concern;reference\ngrooming;R-1\n')).statusCode, 303);
});

test('a safe contact on a line is taken whole, and makes the report confidential', async () => {
  const at = await office();
  const header = 'concern;contact_way;contact;contact_hours;sender_name;voicemail;code_phrase';
  await send(
    at,
    await loadForm(at),
    `${header}\nunsure;WhatsApp;0811-0000-0000;sore;Toko Rekaan;Leave no message;tujuh\n`,
  );
  const [report] = await reportsOf(at);
  assert.equal(report!.anonymity, 'confidential');
  assert.equal(JSON.parse(report!.contact as unknown as string).senderName, 'Toko Rekaan');
  const half = await send(at, await loadForm(at), `${header}\nunsure;WhatsApp;;;;;\n`);
  assert.match(half.body, /all six cells of the contact empty/);
});

test('a file that cannot be read brings the form back; no file is none', async () => {
  const at = await office();
  for (const [text, said] of [
    ['umur\n14\n', /A column “concern” is missing/],
    ['perihal;rahasia\nunsure;x\n', /Nobody here knows the columns “rahasia”/],
    ['perihal\n', /no line below its header/],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), /no text in UTF-8/],
  ] as const) {
    const reply = await send(at, await loadForm(at), text);
    assert.equal(reply.statusCode, 422, String(text));
    assert.match(reply.body, said);
  }
  assert.match((await send(at, await loadForm(at), '', {}, '')).body, /Choose a CSV file/);
  assert.deepEqual(await reportsOf(at), []);
});

test('a picture written out in a cell is refused like any other', async () => {
  const at = await office();
  const reply = await send(
    at,
    await loadForm(at),
    `perihal;cerita\nunsure;"data:image/png;base64,iVBORw0KGgo${'A'.repeat(300)}"\n`,
  );
  assert.match(reply.body, /no picture and no file/);
  assert.doesNotMatch(reply.body, /iVBORw/);
  assert.deepEqual(await reportsOf(at), []);
});

test('the file is kept nowhere: not on disk, and not in any table as it was sent', async () => {
  const at = await office();
  const before = await readdir(tmpdir());
  const text = 'perihal;cerita;tempat\nunsure;"Kalimat rekaan yang dicari";"Kota Dicari"\n';
  await send(at, await loadForm(at), text);
  assert.deepEqual(
    (await readdir(tmpdir())).filter((name) => !before.includes(name) && /multipart|upload|csv/i.test(name)),
    [],
  );
  const found = await asOwner(desk.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const holding = [];
    for (const { name } of tables)
      if ((await client.query(`SELECT FROM ${name} t WHERE t::text ~ 'yang dicari|Kota Dicari' LIMIT 1`)).rowCount)
        holding.push(name);
    return holding;
  });
  assert.deepEqual(found, []);
});

test('the empty table holds the columns that the page names', async () => {
  const at = await office();
  const reply = await at.officer.get('/desk/report/new/file/template.csv');
  assert.match(reply.body, /^\uFEFFconcern;in_danger;relation;age;/);
  const filled = `${reply.body}grooming${';'.repeat(17)}\n`;
  assert.equal((await send(at, await loadForm(at), filled)).statusCode, 303);
});

test('it is for those who work on reports, from a page of this desk', async () => {
  const at = await office();
  const { visitor } = await desk.person(at.organisationId, ['auditor']);
  assert.equal((await visitor.get('/desk/report/new/file')).statusCode, 403);
  const form = await loadForm(at);
  assert.equal((await send({ ...at, officer: visitor }, form, good)).statusCode, 403);
  assert.equal((await send(at, { ...form, csrf: 'another' }, good)).statusCode, 403);
  assert.deepEqual(await reportsOf(at), []);
});

test('as many lines as a file may hold are filed in one transaction', { timeout: 240_000 }, async () => {
  const at = await office();
  const lines = Array.from({ length: 2000 }, (_, number) => ({
    line: number + 2,
    cells: { concern: 'unsure' as const, items: `https://contoh.example/rekaan/${number % 300}` },
  }));
  const officer = callerOf(at.organisationId, ['report.work']);
  const { filed, items } = await call(desk.house, fileList, officer, { once: newOnce(), lines });
  assert.deepEqual([filed, items, (await reportsOf(at)).length], [2000, 2000, 2000]);
  const tooMany = Array.from({ length: 10_001 }, (_, number) => ({ line: number + 2, cells: { concern: 'unsure' } }));
  await assert.rejects(call(desk.house, fileList, officer, { once: newOnce(), lines: tooMany }), { code: 'bad-input' });
});
