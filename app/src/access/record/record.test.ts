// Reading the record: newest first, page by page without loss or repetition, narrowed, and one's own only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isGenuine, readDocument } from '../../audit/documents.ts';
import { writeEvent } from '../../audit/record.ts';
import { checkpointRecord, sealEvents } from '../../audit/sealer.ts';
import { readPublicKey, signerPart } from '../../audit/signing.ts';
import { dayMs, secondMs } from '../../kit/time.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../../testing/desk.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { readRecord } from '../index.ts';

let desk: TestDesk;
let organisation: string;
let caller: Caller;
let visitor: Visitor;

before(async () => {
  desk = await openTestDesk();
  organisation = await desk.organisation();
  ({ caller, visitor } = await desk.person(organisation, ['auditor']));
  const other = await desk.organisation('Another Made-up Agency');
  // Several events of the same millisecond: a page may end between them.
  for (let number = 0; number < 130; number += 1) {
    const at = new Date(desk.house.now().getTime() + Math.floor(number / 7) * secondMs);
    const verb = number % 2 === 0 ? 'test.even' : 'test.odd';
    const event = {
      at,
      actorKind: 'person' as const,
      actorId: caller.id,
      verb,
      thing: `thing-${number}`,
      facts: { number },
    };
    await inOrganisation(desk.house.database, organisation, (work) =>
      writeEvent(work, { ...event, organisationId: organisation }),
    );
    await inOrganisation(desk.house.database, other, (work) =>
      writeEvent(work, { ...event, organisationId: other, thing: 'theirs' }),
    );
  }
});
after(() => desk?.close());

async function all(filter: object, limit: number) {
  const found = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readRecord.perform>> = await call(desk.house, readRecord, caller, {
      ...filter,
      after,
      limit,
    });
    found.push(...page.events);
    after = page.next;
  } while (after !== null);
  return found;
}

test('pages of any size together hold every event once, newest first', async () => {
  for (const limit of [3, 7, 50, 130, 500]) {
    const events = await all({}, limit);
    assert.equal(new Set(events.map(({ id }) => id)).size, 130, `limit ${limit}`);
    assert.equal(events.length, 130);
    assert.ok(events.every((event, place) => place === 0 || events[place - 1]!.at >= event.at));
    assert.ok(events.every(({ thing }) => thing !== 'theirs'));
  }
});

test('the record is narrowed by verb, desk, actor, thing and time', async () => {
  const start = desk.house.now();
  const count = async (filter: object) => (await all(filter, 500)).length;
  assert.equal(await count({ verb: 'test.even' }), 65);
  assert.equal(await count({ verb: 'test' }), 130);
  assert.equal(await count({ verb: 'tes' }), 0);
  assert.equal(await count({ actor: caller.id }), 130);
  assert.equal(await count({ actor: 'per_unknown' }), 0);
  assert.equal(await count({ thing: 'thing-17' }), 1);
  assert.equal(await count({ from: new Date(start.getTime() + secondMs) }), 123);
  assert.equal(await count({ until: new Date(start.getTime() + secondMs) }), 7);
  assert.equal(await count({ from: new Date(start.getTime() + dayMs) }), 0);
});

test('a place that no page named is refused', async () => {
  for (const after of ['x', '1~evt', `${'9'.repeat(20)}~evt_${'0'.repeat(26)}`, '~'])
    await assert.rejects(call(desk.house, readRecord, caller, { after }), { kind: 'bad-input' });
});

test('the page names people and what they did, leads on and back, and keeps its filter', async () => {
  const first = (await visitor.get('/desk/record?verb=test.even')).body;
  assert.match(first, /Made-up auditor/);
  assert.doesNotMatch(first, /test\.odd/);
  const [, next] = /href="([^"]+)"[^>]*>Berikutnya/.exec(first)!;
  assert.match(next!, /verb=test\.even&amp;after=/);
  const second = (await visitor.get(next!.replaceAll('&amp;', '&'))).body;
  assert.match(second, /number: 0</);
  assert.match(second, /href="\/desk\/record\?verb=test\.even">Kembali ke yang terbaru/);
  assert.match((await visitor.get('/desk/record?thing=thing-none')).body, /Tidak ada peristiwa/);
  assert.equal((await visitor.get('/desk/record?after=x')).statusCode, 400);
});

test('a day is a day in western Indonesia', async () => {
  assert.match((await visitor.get('/desk/record?from=2031-03-14&until=2031-03-14')).body, /thing-129/);
  assert.match((await visitor.get('/desk/record?from=2031-03-15')).body, /Tidak ada peristiwa/);
  assert.match((await visitor.get('/desk/record?until=2031-03-13')).body, /Tidak ada peristiwa/);
});

test('before the first checkpoint the page says so, and there is none to save', async () => {
  const page = (await visitor.get('/desk/record')).body;
  assert.match(page, /Titik periksa terakhir<\/dt><dd>belum ada/);
  assert.doesNotMatch(page, /checkpoint\.json/);
  assert.equal((await visitor.get('/desk/record/checkpoint.json')).statusCode, 404);
});

test('the latest checkpoint and the public key are saved from the page, and prove each other', async () => {
  const { database, now } = desk.house;
  const signer = desk.house.part(signerPart);
  await sealEvents(database);
  await checkpointRecord(database, { signer, now }, true);
  const page = (await visitor.get('/desk/record')).body;
  assert.match(page, /href="\/desk\/record\/checkpoint\.json"/);
  assert.match(page, /Nomor 1, mencakup \d+ peristiwa/);
  const saved = await visitor.get('/desk/record/checkpoint.json');
  assert.equal(saved.headers['content-disposition'], 'attachment; filename="suaka-checkpoint-1.json"');
  const checkpoint = readDocument(saved.body);
  assert.equal(isGenuine(checkpoint), true);
  const pem = await visitor.get('/desk/record/public-key.pem');
  assert.equal(pem.headers['content-disposition'], 'attachment; filename="suaka-public-key.pem"');
  assert.deepEqual([readPublicKey(pem.body), checkpoint.publicKey], [signer.publicKey, signer.publicKey]);
});

test('who may not read the record gets neither', async () => {
  const { visitor: curator } = await desk.person(organisation, ['curator']);
  for (const path of ['/desk/record/checkpoint.json', '/desk/record/public-key.pem']) {
    assert.equal((await curator.get(path)).statusCode, 403, path);
    assert.equal((await desk.visitor().get(path)).statusCode, 303, path);
  }
});
