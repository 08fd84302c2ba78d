// Reports from partners' programs over HTTP: what is taken, what is answered, and how little is told afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../fields/index.ts';
import { dayMs, hourMs } from '../kit/time.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import type { TestDesk } from '../testing/desk.ts';
import { sceneJpeg } from '../testing/pictures.ts';
import { openApiDesk, type Partner, partnerOf } from './channels/testing.ts';
import { insertEntry } from './store/entries.ts';
import { updateReport } from './store/reports.ts';

let desk: TestDesk;
let organisationId: string;
let partner: Partner;
before(async () => {
  desk = await openApiDesk();
  organisationId = await desk.organisation();
  partner = await partnerOf(desk, organisationId);
});
after(() => desk?.close());

const plain = { concern: 'sextortion', relation: 'self', ageBand: '13-17', extortion: 'now' };

/** A row of a report, and what stands in its encrypted columns. */
const stored = (id: string) =>
  inOrganisation(desk.house.database, organisationId, async (work) => {
    const { rows } = await work.client.query('SELECT * FROM report.report WHERE id = $1', [id]);
    const [opened] = await desk.house
      .part(fieldsPart)
      .unseal(work, 'report.report', rows, ['story', 'place', 'partner_reference']);
    return opened as Record<string, unknown>;
  });
const countReports = () =>
  inOrganisation(
    desk.house.database,
    organisationId,
    async ({ client }) => (await client.query('SELECT count(*) AS n FROM report.report')).rows[0].n as number,
  );
/** Moves a report as the desk does. */
const move = (id: string, from: string, to: 'in-progress' | 'spam' | 'resolved') =>
  inOrganisation(desk.house.database, organisationId, async (work) => {
    await updateReport(work, id, { state: to, stateAt: desk.house.now() });
    await insertEntry(work, { reportId: id, kind: 'state', facts: { from, to }, at: desk.house.now() });
  });

test('a report is filed, and the answer says which lines hold nothing that was recognised, without repeating them', async () => {
  const items = 'https://contoh.example/rekaan\n\ndia menghubungi lewat telepon\ninstagram: @nama.rekaan';
  const response = await partner.post({ ...plain, story: 'Diceritakan.', items, partnerReference: 'MITRA-7' });
  assert.equal(response.statusCode, 201, response.body);
  const { id, reference, ...answer } = response.json();
  assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.deepEqual(answer, { receivedAt: desk.house.now().toISOString(), items: 2, unreadLines: [3] });
  assert.doesNotMatch(response.body, /rekaan|telepon|MITRA/);
  const row = await stored(id);
  assert.deepEqual(
    [row.channel, row.anonymity, row.story, row.partner_reference, row.urgency],
    ['partner', 'anonymous', 'Diceritakan.\n\ndia menghubungi lewat telepon', 'MITRA-7', ['extortion-now', 'child']],
  );
});

test('items are a list as well as text, more than a text would give, each joined once', async () => {
  const items = Array.from({ length: 150 }, (_, number) => `https://contoh.example/rekaan-${number % 120}`);
  const { items: recognised, unreadLines } = (
    await partner.post({ ...plain, items: [...items, 'dua\nbaris tanpa alamat'] })
  ).json();
  assert.deepEqual([recognised, unreadLines], [120, [151]]);
});

test('only what it is about is needed; whatever is not known or not right is named, and nothing is filed', async () => {
  assert.equal((await partner.post({ concern: 'unsure' })).statusCode, 201);
  const before = await countReports();
  const refused = async (body: object) => {
    const response = await partner.post(body);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    return response.json().errors.map(({ path }: { path: string }) => path);
  };
  assert.deepEqual(await refused({}), ['concern']);
  assert.deepEqual(await refused({ concern: 'sextortion', ageBand: '12' }), ['ageBand']);
  assert.deepEqual(await refused({ concern: 'sextortion', contact: { way: 'phone' } }), [
    'contact.address',
    'contact.hours',
    'contact.senderName',
    'contact.voicemail',
    'contact.codePhrase',
  ]);
  assert.match((await partner.post({ concern: 'unsure', screenshot: 'x' })).json().detail, /screenshot/);
  assert.equal(await countReports(), before);
});

test('no media comes in, in any wrapping, and nothing of it is kept or repeated', async () => {
  const jpeg = (await sceneJpeg(160, 120)).toString('base64');
  const before = await countReports();
  const bodies = [
    { concern: 'unsure', story: `lihat data:image/jpeg;base64,${jpeg.slice(0, 3000)}` },
    { concern: 'unsure', story: jpeg.slice(0, 9000) },
    { concern: 'unsure', items: ['https://contoh.example/a', `data:video/mp4;base64,AAAA`] },
    { concern: 'unsure', attachment: { picture: jpeg } },
    { concern: 'unsure', partnerReference: 'data:image/png;base64,iVBORw0KGgo' },
  ];
  for (const body of bodies) {
    const response = await partner.post(body);
    assert.equal(response.statusCode, 415, response.body);
    assert.equal(response.json().type, '/problems/media-not-taken');
    assert.ok(!response.body.includes(jpeg.slice(0, 20)));
  }
  const parts = '--x\r\ncontent-disposition: form-data; name="concern"\r\n\r\nunsure\r\n--x--\r\n';
  for (const type of ['multipart/form-data; boundary=x', 'image/jpeg', 'application/octet-stream']) {
    const response = await partner.post(parts, { 'content-type': type });
    assert.equal(response.json().type, '/problems/media-not-taken', type);
  }
  assert.equal(await countReports(), before);
});

test('a body that is no JSON object is refused as that', async () => {
  const asText = await partner.post('concern=unsure', { 'content-type': 'text/plain' });
  assert.equal(asText.json().type, '/problems/body-not-an-object');
  assert.equal((await partner.post([plain])).json().type, '/problems/body-not-an-object');
});

test('the same Idempotency-Key files once, and what is kept of the answer holds nothing that was told', async () => {
  const before = await countReports();
  const body = { ...plain, items: 'https://contoh.example/rahasia', partnerReference: 'MITRA-RAHASIA' };
  const first = await partner.post(body, { 'idempotency-key': 'kunci-1' });
  const again = await partner.post(body, { 'idempotency-key': 'kunci-1' });
  assert.equal(again.headers['idempotency-replayed'], 'true');
  assert.equal(again.body, first.body);
  assert.equal(await countReports(), before + 1);
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT a::text AS row FROM access.answered_request a'),
  );
  assert.ok(rows.length > 0);
  assert.ok(rows.every(({ row }) => !/rahasia/i.test(row)));
});

test('a program is told as coarsely and as late as any third party, also of a report by the person concerned', async () => {
  const { id } = (await partner.post({ ...plain, partnerReference: 'MITRA-8' })).json();
  const told = async () => (await partner.get(id)).json();
  assert.deepEqual(await told(), { state: 'received', partnerReference: 'MITRA-8' });
  await move(id, 'received', 'in-progress');
  desk.forward(2 * dayMs - hourMs);
  assert.equal((await told()).state, 'received');
  desk.forward(hourMs);
  assert.equal((await told()).state, 'being-worked-on');
  await move(id, 'in-progress', 'spam');
  desk.forward(2 * dayMs);
  assert.equal((await told()).state, 'finished');
});

test('another key is told nothing, of the same organisation or of another', async () => {
  const { id } = (await partner.post(plain)).json();
  const others = [
    await partnerOf(desk, organisationId),
    await partnerOf(desk, await desk.organisation('Made-up Other')),
  ];
  for (const other of others) {
    const response = await other.get(id);
    assert.equal(response.statusCode, 404);
    assert.equal(response.json().type, '/problems/no-such-report');
  }
  assert.equal((await partner.get('rep_1')).statusCode, 400);
});

test('a key without the scope is refused before its body is read, and so is nobody', async () => {
  const matcher = await partnerOf(desk, organisationId, ['match']);
  assert.equal((await matcher.post('{"concern":', { 'content-type': 'application/json' })).statusCode, 403);
  const stranger = await desk.server.inject({
    method: 'POST',
    url: '/v1/reports',
    payload: plain,
    headers: { host: 'localhost' },
  });
  assert.equal(stranger.statusCode, 401);
});

test('the OpenAPI document says what a report may hold, and that no picture is taken', async () => {
  const document = (await desk.server.inject({ url: '/v1/openapi.json', headers: { host: 'localhost' } })).json();
  const { post } = document.paths['/v1/reports'];
  assert.match(post.description, /media-not-taken.*report\.file/s);
  const { properties, required } = post.requestBody.content['application/json'].schema;
  assert.deepEqual(required, ['concern']);
  assert.deepEqual(Object.keys(properties.contact.anyOf[0].properties), [
    'way',
    'address',
    'hours',
    'senderName',
    'voicemail',
    'codePhrase',
  ]);
  assert.deepEqual(
    properties.items.anyOf.map(({ type }: { type: string }) => type),
    ['string', 'array'],
  );
  assert.match(document.paths['/v1/reports/{id}'].get.description, /two days late/);
});
