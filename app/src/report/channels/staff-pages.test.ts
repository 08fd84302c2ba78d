// Recording a report for a caller, without JavaScript: the form comes back whole when something is wrong, the receipt is
// shown once, and what was said to the caller stands in the record.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inOrganisation } from '../../runtime/database.ts';
import { missingWords } from '../../kit/words.ts';
import { type TestDesk, type Visitor } from '../../testing/desk.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { openReceipt } from '../comeback/verbs.ts';
import { openPageDesk } from './testing.ts';
import { words } from './words.ts';

let desk: TestDesk;
let organisationId: string;
let officer: Visitor;
before(async () => {
  desk = await openPageDesk();
  organisationId = await desk.organisation();
  officer = (await desk.person(organisationId, ['intake'])).visitor;
  officer.cookies.set('suaka_language', 'en');
});
after(() => desk?.close());

const rows = (sql: string, values: unknown[] = []) =>
  inOrganisation(desk.house.database, organisationId, async ({ client }) => (await client.query(sql, values)).rows);
const countReports = async () => (await rows('SELECT count(*) AS n FROM report.report'))[0].n as number;
const newest = async () =>
  (
    await rows(
      'SELECT r.* FROM report.report r JOIN report.entry e ON e.report_id = r.id ORDER BY e.number DESC LIMIT 1',
    )
  )[0];

/** Loads the form; its token goes back with it. */
async function loadForm(): Promise<{ once: string }> {
  const { body } = await officer.get('/desk/report/new');
  return { once: /name="once" value="([^"]+)"/.exec(body)![1]! };
}
const wordsOn = (body: string) => [...body.matchAll(/<li>([a-z]+)<\/li>/g)].map(([, word]) => word!);
const contact = {
  way: 'whatsapp',
  address: '0811-0000-0000',
  hours: 'sore hari',
  senderName: 'Toko Buku Rekaan',
  voicemail: 'never',
  codePhrase: 'pesanan nomor tujuh',
};

test('a report is recorded, its nine words are shown once, and they open it', async () => {
  const once = await loadForm();
  const sent = {
    ...once,
    concern: 'sextortion',
    channel: 'walk-in',
    language: 'en',
    inDanger: 'yes',
    ageBand: '13-17',
  };
  const shown = await officer.submit('/desk/report/new', sent);
  assert.equal(shown.statusCode, 200, shown.body);
  const receipt = wordsOn(shown.body);
  assert.equal(receipt.length, 9);
  const report = await newest();
  assert.deepEqual(
    [report.channel, report.language, report.anonymity, report.in_danger, report.age_band, report.paid],
    ['walk-in', 'en', 'anonymous', true, '13-17', null],
  );
  assert.ok(shown.body.includes(report.reference));
  assert.deepEqual(wordsOn((await officer.submit('/desk/report/new', sent)).body), receipt, 'sent again, shown again');
  const written = await officer.submit('/desk/report/new/written', { ...once, reference: report.reference });
  assert.equal(written.statusCode, 303);
  assert.match((await officer.get('/desk/report/new')).body, new RegExp(`Filed as ${report.reference}`));
  const after = await officer.submit('/desk/report/new', sent);
  assert.match(after.body, /were shown and written down/);
  assert.deepEqual(wordsOn(after.body), []);
  const reporter = { ...nobody, organisationId };
  const opened = await call(desk.house, openReceipt, reporter, { receipt: receipt.join(' ') });
  assert.equal(opened.thing, report.id);
});

test('the receipt stands in no address, no cookie, and no cache', async () => {
  const once = await loadForm();
  const shown = await officer.submit('/desk/report/new', { ...once, concern: 'unsure', channel: 'phone' });
  const receipt = wordsOn(shown.body);
  assert.equal(shown.headers['cache-control'], 'no-store');
  assert.ok(![...officer.cookies.values()].some((value) => receipt.some((word) => value.includes(word))));
  const written = await officer.submit('/desk/report/new/written', once);
  assert.equal(written.headers.location, '/desk/report/new');
});

test('a form with something wrong comes back with what was typed, and files nothing', async () => {
  const before = await countReports();
  const once = await loadForm();
  const shown = await officer.submit('/desk/report/new', {
    ...once,
    channel: 'phone',
    place: 'Kota Rekaan',
    story: 'Sudah diceritakan',
    ageBand: 'adult',
    address: '0811-0000-0000',
    explained: ['no-address', 'receipt'],
  });
  assert.equal(shown.statusCode, 422);
  assert.match(shown.body, /Choose one answer. “Not sure” is an answer too/);
  assert.match(shown.body, /href="#field-codePhrase"/);
  assert.match(
    shown.body,
    /Kota Rekaan[\s\S]*<option value="adult" selected>[\s\S]*Sudah diceritakan[\s\S]*0811-0000-0000/,
  );
  assert.match(
    shown.body,
    /value="no-address" type="checkbox" checked|name="explained" value="no-address" [^>]*checked/,
  );
  assert.ok(shown.body.includes(`name="once" value="${once.once}"`));
  assert.equal(await countReports(), before);
});

test('a safe way to reach someone is taken whole, and makes the report confidential', async () => {
  const once = await loadForm();
  await officer.submit('/desk/report/new', {
    ...once,
    concern: 'grooming',
    channel: 'phone',
    anonymity: 'anonymous',
    ...contact,
  });
  const report = await newest();
  assert.deepEqual([report.concern, report.anonymity], ['grooming', 'confidential']);
  assert.ok(report.contact instanceof Buffer && !report.contact.includes('0811'));
});

test('the record keeps which officer recorded it and what the caller was told, and nothing that was said', async () => {
  const once = await loadForm();
  await officer.submit('/desk/report/new', {
    ...once,
    concern: 'grooming',
    channel: 'phone',
    story: 'Rahasia rekaan',
    explained: ['when-read', 'passed-on'],
  });
  const { id, filed_by: filedBy } = await newest();
  const [event] = await rows(`SELECT * FROM audit.event WHERE verb = 'report.record' AND thing = $1`, [id]);
  assert.deepEqual(event.facts.explained, ['when-read', 'passed-on']);
  assert.equal(event.actor_id, filedBy);
  assert.ok(!JSON.stringify(event).includes('Rahasia'));
});

test('a picture pasted into the story is refused', async () => {
  const once = await loadForm();
  const story = `data:image/png;base64,iVBORw0KGgo${'A'.repeat(400)}`;
  const shown = await officer.submit('/desk/report/new', { ...once, concern: 'unsure', channel: 'phone', story });
  assert.equal(shown.statusCode, 422);
  assert.match(shown.body, /no picture and no file/);
});

test('the form is for those who work on reports, and a page elsewhere cannot send it', async () => {
  for (const role of ['auditor', 'administrator', 'curator'] as const) {
    const { visitor } = await desk.person(organisationId, [role]);
    assert.equal((await visitor.get('/desk/report/new')).statusCode, 403, role);
    assert.equal((await visitor.submit('/desk/report/new', { concern: 'unsure', channel: 'phone' })).statusCode, 403);
  }
  const once = await loadForm();
  const forged = { 'sec-fetch-site': 'cross-site' };
  assert.equal((await officer.submit('/desk/report/new', { ...once, concern: 'unsure' }, forged)).statusCode, 403);
});

test('no word is missing in either language', () => {
  assert.deepEqual(missingWords(words('id'), words('en')), []);
});
