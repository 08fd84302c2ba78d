// Contents over time: added twice, added after a deletion, described, paused, and what of it lies in the database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../../runtime/database.ts';
import { sceneJpeg } from '../../testing/pictures.ts';
import { call } from '../../verbs/verb.ts';
import { approveSignal, listSignal, nameSignal, withdrawSignal } from '../signals.ts';
import { bankAtDesk, type Client, drawn, Form, openTestFace, type TestFace } from './testing.ts';
import { describeContent, readContent } from './verbs.ts';

let face: TestFace;
let client: Client;
let made = 0;
before(async () => {
  face = await openTestFace();
  client = await face.client();
});
after(() => face?.close());

/** A bank of its own for a test; its path. */
async function newBank(given: object = {}): Promise<{ path: string; name: string; id: string }> {
  made += 1;
  const { id, code } = await bankAtDesk(face, client, `CONTENT_${made}`, given);
  return { path: `/c/bank/${code}`, name: code, id };
}

const add = async (path: string, body: object) => {
  const reply = await client.ask('POST', `${path}/signal`, body);
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json() as { id: number; signals: Record<string, string> };
};
const get = async (path: string) => (await client.ask('GET', path)).json();
const find = async (signal: string, type = 'pdq') => {
  await face.settle();
  return (await client.ask('GET', `/m/lookup?signal_type=${type}&signal=${signal}`)).json();
};

/** Every row of every table that holds the text, however it is stored. */
async function tablesHolding(text: string): Promise<string[]> {
  return asOwner(face.house.database, async ({ client: sql }) => {
    const { rows } = await sql.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const holding: string[] = [];
    for (const { name } of rows) {
      const hex = Buffer.from(text).toString('hex');
      const found = await sql.query(`SELECT FROM ${name} t WHERE t::text LIKE $1 OR t::text LIKE $2`, [
        `%${text}%`,
        `%${hex}%`,
      ]);
      if (found.rowCount) holding.push(name);
    }
    return holding;
  });
}

/** The `id` of the first row, as the owner of the tables sees it. */
async function query(sql: string, values: unknown[] = []): Promise<unknown> {
  return (await asOwner(face.house.database, (work) => work.client.query(sql, values))).rows[0].id;
}

test('hashes of one file share one content, each under its type', async () => {
  const { path, name } = await newBank();
  const signals = { pdq: drawn(), video_md5: drawn(16) };
  const added = await add(path, { ...signals, pdq: ` ${signals.pdq.toUpperCase()} ` });
  assert.deepEqual(added, { id: added.id, signals });
  const expected = { [name]: [{ bank_content_id: added.id, distance: '0' }] };
  assert.deepEqual(await find(signals.pdq), expected);
  assert.deepEqual(await find(signals.video_md5, 'video_md5'), expected);
  assert.deepEqual((await get(`${path}/content/${added.id}?include_signals=true`)).signals, signals);
});

test('only the number of the whole is a content, not that of a further hash in it', async () => {
  const { path, id: bankId } = await newBank();
  const { id } = await add(path, { pdq: drawn(), video_md5: drawn(16) });
  const within = id + 1;
  const { signals } = await call(face.house, readContent, client.person, { bankId, content: id });
  assert.deepEqual(
    signals.map(({ number }) => number),
    [id, within],
  );
  assert.equal((await client.ask('GET', `${path}/content/${within}`)).statusCode, 404);
  assert.equal((await client.ask('PUT', `${path}/content/${within}`, { disable_until_ts: 0 })).statusCode, 404);
  assert.deepEqual((await client.ask('DELETE', `${path}/content/${within}`)).json(), { deleted: 0 });
  const described = call(face.house, describeContent, client.person, { bankId, content: within, note: 'x' });
  await assert.rejects(described, { code: 'no-such-content' });
});

test('a content is shown with what was asked for and what there is', async () => {
  const { path, name } = await newBank({ enabledRatio: 0.25 });
  const { id } = await add(path, { pdq: drawn() });
  const plain = { id, disable_until_ts: 1, original_media_uri: null, bank: { name, matching_enabled_ratio: 0.25 } };
  assert.deepEqual(await get(`${path}/content/${id}`), plain);
  const other = await newBank();
  assert.equal((await client.ask('GET', `${other.path}/content/${id}`)).statusCode, 404);
});

test('adding the same content again gives the content that is there, also from many clients at once', async () => {
  const { path } = await newBank();
  const signal = { pdq: drawn() };
  const [first, ...more] = await Promise.all(Array.from({ length: 6 }, () => add(path, signal)));
  for (const again of more) assert.deepEqual(again, first);
  assert.equal((await get(`${path}/content/${first!.id}?include_signals=true`)).id, first!.id);
});

test('a further hash of a known file joins its content, so that deleting takes all away', async () => {
  const { path } = await newBank();
  const signals = { pdq: drawn(), video_md5: drawn(16) };
  const { id } = await add(path, { pdq: signals.pdq });
  assert.deepEqual(await add(path, signals), { id, signals });
  assert.deepEqual((await client.ask('DELETE', `${path}/content/${id}`)).json(), { deleted: 1 });
  assert.deepEqual([await find(signals.pdq), await find(signals.video_md5, 'video_md5')], [{}, {}]);
});

test('a deleted content that is added again is listed again under its number', async () => {
  const { path, name } = await newBank();
  const signal = { pdq: drawn() };
  const { id } = await add(path, signal);
  await client.ask('DELETE', `${path}/content/${id}`);
  assert.deepEqual(await find(signal.pdq), {});
  assert.deepEqual(await add(path, signal), { id, signals: signal });
  assert.deepEqual(Object.keys(await find(signal.pdq)), [name]);
});

test('where a bank asks for a second person, what is added waits, first and again, and is shown as disabled', async () => {
  const { path, name } = await newBank({ secondReview: true });
  const signal = { pdq: drawn() };
  const { id } = await add(path, signal);
  assert.deepEqual([await find(signal.pdq), (await get(`${path}/content/${id}`)).disable_until_ts], [{}, 0]);
  await call(face.house, approveSignal, client.person, { id: nameSignal(id) });
  assert.deepEqual(Object.keys(await find(signal.pdq)), [name]);
  assert.equal((await get(`${path}/content/${id}`)).disable_until_ts, 1);
  await client.ask('DELETE', `${path}/content/${id}`);
  await add(path, signal);
  assert.deepEqual([await find(signal.pdq), (await get(`${path}/content/${id}`)).disable_until_ts], [{}, 0]);
});

test('what the desk withdrew is gone for clients', async () => {
  const { path } = await newBank();
  const { id } = await add(path, { pdq: drawn() });
  await call(face.house, withdrawSignal, client.person, { id: nameSignal(id), reason: 'Taken back by its source' });
  assert.equal((await client.ask('GET', `${path}/content/${id}`)).statusCode, 404);
});

const metadata = {
  content_id: 'made-up-id-7531',
  content_uri: 'https://made-up.example/7531',
  json: { 'made-up': { key: [1] } },
};

test('metadata comes back as given, with every field, unless it is not wanted', async () => {
  const { path } = await newBank();
  const form = new Form()
    .field('note', 'Made-up note')
    .file('photo', await sceneJpeg(320, 240, made))
    .field('metadata', JSON.stringify(metadata));
  const { id } = (await client.ask('POST', `${path}/content`, form)).json();
  const shown = await get(`${path}/content/${id}`);
  assert.deepEqual(shown.metadata, { ...metadata, collab: null });
  assert.equal(shown.note, 'Made-up note');
  const without = await get(`${path}/content/${id}?include_metadata=false`);
  assert.deepEqual(Object.keys(without), ['id', 'disable_until_ts', 'original_media_uri', 'bank', 'note']);
  const changed = (await client.ask('PUT', `${path}/content/${id}`, { note: 'Another note' })).json();
  assert.deepEqual(changed, {
    id,
    disable_until_ts: 1,
    collab_metadata: {},
    original_media_uri: null,
    bank: shown.bank,
    user_metadata: metadata,
    note: 'Another note',
  });
});

test('metadata lies nowhere in the database that its text could be read from, and is gone with its content', async () => {
  const { path } = await newBank();
  const [secret, note] = [drawn(12), drawn(12)];
  const given = { content_id: secret, content_uri: `https://made-up.example/${secret}`, json: { [secret]: secret } };
  const video = () => new Form().file('video', Buffer.from(note));
  const form = video().field('metadata', JSON.stringify(given)).field('note', note);
  const { id } = (await client.ask('POST', `${path}/content`, form)).json();
  assert.deepEqual(await tablesHolding(note), ['recognise.signal'], 'a note is found, so the search works');
  assert.deepEqual(await tablesHolding(secret), []);
  const record = await query('SELECT id FROM recognise.description WHERE content = $1', [id]);
  await client.ask('DELETE', `${path}/content/${id}`);
  assert.equal(await query('SELECT count(*) AS id FROM fields.record_key WHERE record_id = $1', [record]), 0);
  assert.equal(await query('SELECT count(*) AS id FROM fields.erasure WHERE record_id = $1', [record]), 1);
  assert.equal((await client.ask('POST', `${path}/content`, video())).json().id, id);
  assert.equal('metadata' in (await get(`${path}/content/${id}`)), false);
});

test('deleting a bank erases what was said about its contents', async () => {
  const { path } = await newBank();
  const file = Buffer.from(drawn());
  const given = new Form().file('video', file).field('metadata', JSON.stringify(metadata));
  await client.ask('POST', `${path}/content`, given);
  const before = await descriptions();
  assert.deepEqual((await client.ask('DELETE', path)).json(), { message: 'Done' });
  assert.equal(await descriptions(), before - 1);
});

const descriptions = async () => Number(await query('SELECT count(*) AS id FROM recognise.description'));

test('metadata given again replaces the earlier; left out, the earlier stays', async () => {
  const { path } = await newBank();
  const file = Buffer.from(drawn());
  const send = async (said: object | null) => {
    const form = new Form().file('video', file);
    return (
      await client.ask('POST', `${path}/content`, said ? form.field('metadata', JSON.stringify(said)) : form)
    ).json();
  };
  const { id } = await send(metadata);
  await send({ content_id: 'second', collab: { exchange: ['dropped'] } });
  const second = { content_id: 'second', content_uri: null, json: null, collab: null };
  assert.deepEqual((await get(`${path}/content/${id}`)).metadata, second);
  await send(null);
  await send({});
  assert.deepEqual((await get(`${path}/content/${id}`)).metadata, second);
});

test('a content that came from an exchange says from which, with its references', async () => {
  const { path, id: bankId } = await newBank();
  const hashes = [{ algorithm: 'md5' as const, hash: drawn(16) }];
  const given = {
    bankId,
    hashes,
    sourceKind: 'exchange' as const,
    source: 'Made-up Exchange',
    sourceReference: 'ref-9',
  };
  const [signal] = await call(face.house, listSignal, client.person, given);
  const collab = { 'Made-up Exchange': ['ref-9'] };
  const shown = await get(`${path}/content/${signal!.number}`);
  assert.deepEqual(shown.metadata, { content_id: null, content_uri: null, json: null, collab });
  const changed = await client.ask('PUT', `${path}/content/${signal!.number}`, {});
  assert.deepEqual([changed.json().collab_metadata, changed.json().user_metadata], [collab, null]);
});

test('a note is set, changed and cleared; its length is counted in characters', async () => {
  const { path } = await newBank();
  const longest = '😀'.repeat(255);
  const { id } = await add(path, { pdq: drawn(), note: longest });
  assert.equal((await get(`${path}/content/${id}`)).note, longest);
  for (const [note, status] of [
    ['x', 200],
    [`${longest}x`, 400],
    [7, 400],
  ] as const)
    assert.equal((await client.ask('PUT', `${path}/content/${id}`, { note })).statusCode, status);
  assert.equal((await get(`${path}/content/${id}`)).note, 'x');
  for (const empty of ['', null]) {
    await client.ask('PUT', `${path}/content/${id}`, { note: empty });
    assert.equal('note' in (await get(`${path}/content/${id}`)), false);
  }
});

const pauses: [given: unknown, status: number, shown: unknown][] = [
  [0, 200, 0],
  [1, 200, 1],
  ['1', 200, 1],
  [5, 200, 5],
  [1.9, 200, 1],
  [-1, 400, 'disable_until_ts must be a non-negative integer'],
  [9_999_999_999, 400, 'disable_until_ts must be less than 5 years in the future'],
  ['soon', 400, "Invalid int: 'soon'"],
  [null, 400, "Invalid int: 'null'"],
];
for (const [given, status, shown] of pauses)
  test(`disable_until_ts ${JSON.stringify(given)} is ${status}`, async () => {
    const { path } = await newBank();
    const { id } = await add(path, { pdq: drawn() });
    const reply = await client.ask('PUT', `${path}/content/${id}`, { disable_until_ts: given });
    assert.equal(reply.statusCode, status, reply.body);
    assert.equal(status === 200 ? reply.json().disable_until_ts : reply.json().message, shown);
  });

test('a pause in the past is over, one to come holds until then', async () => {
  const { path, name } = await newBank();
  const signal = drawn();
  const { id } = await add(path, { pdq: signal });
  const now = Math.floor(face.house.now().getTime() / 1000);
  await client.ask('PUT', `${path}/content/${id}`, { disable_until_ts: now - 10 });
  assert.deepEqual(Object.keys(await find(signal)), [name]);
  await client.ask('PUT', `${path}/content/${id}`, { disable_until_ts: now + 10 });
  assert.deepEqual(await find(signal), {});
  face.forward(11_000);
  assert.deepEqual(Object.keys(await find(signal)), [name]);
});
