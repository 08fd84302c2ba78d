// Device hashes on more than one node: found by a node that follows and by one that starts, gone with a withdrawal or an
// erasure on all of them, and no single one that cannot be opened keeps a node from the others.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, type TestContext, test } from 'node:test';
import { fieldsPart } from '../../fields/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { call } from '../../verbs/verb.ts';
import { eraseDeviceSignals, keepUp, readDeviceStatus, signalIndexKey, withdrawDeviceSignals } from '../index.ts';
import { blindCode } from './codes.ts';
import {
  askAbout,
  bankFor,
  deskItself,
  drawnHash,
  listHash,
  openTestDesk,
  protect,
  type TestDesk,
} from '../testing.ts';

let desk: TestDesk;
let other: TestDesk;
const openNode = () => openTestDesk({ database: desk.database, organisationId: desk.organisationId });
/** A node that starts later, and ends with the test. */
async function startNode(t: TestContext): Promise<TestDesk> {
  const node = await openNode();
  t.after(() => node.close());
  return node;
}
before(async () => {
  desk = await openTestDesk();
  other = await openNode();
});
after(async () => {
  await other?.close();
  await desk?.close();
});

const itself = () => deskItself(desk.organisationId);
const pair = () => {
  const [hash, sha256] = [drawnHash(), drawnHash()];
  return {
    hash,
    sha256,
    hashes: [
      { algorithm: 'pdq' as const, hash },
      { algorithm: 'sha256' as const, hash: sha256 },
    ],
  };
};
/** What a node says to both hashes. */
const said = async (node: TestDesk, { hash, sha256 }: { hash: string; sha256: string }) => [
  (await askAbout(node, hash)).action,
  (await askAbout(node, sha256, 'sha256')).action,
];
const found = ['review', 'review'];
const gone = [null, null];
const asOwnerDo = (sql: string, values: unknown[]) =>
  asOwner(desk.house.database, ({ client }) => client.query(sql, values));

test('a hash given on one node is found on another that follows, and on one that starts later', async (t) => {
  const given = pair();
  await protect(desk, given.hashes);
  await other.settle();
  assert.deepEqual(await said(other, given), found);
  const late = await startNode(t);
  assert.deepEqual(await said(late, given), found);
});

test('a node that starts loads plain and sealed hashes, each under its own number', async (t) => {
  const bank = await bankFor(desk, { action: 'block' });
  const given: [string, string][] = [];
  for (let n = 0; n < 12; n += 1) {
    const hash = drawnHash();
    if (n % 2) await protect(desk, hash);
    else await listHash(desk, bank, hash);
    given.push([hash, n % 2 ? 'review' : 'block']);
  }
  const late = await startNode(t);
  for (const [hash, action] of given) assert.equal((await askAbout(late, hash)).action, action);
  assert.equal(late.house.part(signalIndexKey).status.size, desk.house.part(signalIndexKey).status.size);
});

test('a withdrawal is there on another node before it has followed, and empties its index when it has', async () => {
  const given = pair();
  const submissionId = await protect(desk, given.hashes);
  await other.settle();
  const index = other.house.part(signalIndexKey);
  const { size } = index.status;
  const equal = () =>
    index.equal(() => blindCode(other.house.part(fieldsPart), 'sha256', Buffer.from(given.sha256, 'hex')));
  assert.equal(equal().length, 1);
  await call(desk.house, withdrawDeviceSignals, itself(), { submissionId, reason: 'withdrawn-by-giver' });
  assert.deepEqual(await said(other, given), gone);
  await other.settle();
  assert.equal(index.status.size, size - 1);
  assert.deepEqual(equal(), []);
});

test('erasing leaves a bare tombstone and no key, on every node, and cannot be undone by listing again', async () => {
  const [given, kept] = [pair(), pair()];
  const [submissionId] = [await protect(desk, given.hashes), await protect(desk, kept.hashes)];
  await askAbout(desk, given.hash);
  await other.settle();
  const { size } = other.house.part(signalIndexKey).status;
  assert.deepEqual(await call(desk.house, eraseDeviceSignals, itself(), { submissionId }), { erased: 2 });
  assert.deepEqual(await said(other, given), gone);
  await other.settle();
  assert.equal(other.house.part(signalIndexKey).status.size, size - 1);
  const { rows } = await asOwnerDo(
    'SELECT state, num_nonnulls(code, sealed_code, code_blind, copy_salt, quality, recipients) AS left FROM recognise.signal WHERE source = $1',
    [submissionId],
  );
  assert.deepEqual(rows, [
    { state: 'withdrawn', left: 0 },
    { state: 'withdrawn', left: 0 },
  ]);
  const { rowCount } = await asOwnerDo('SELECT FROM fields.record_key WHERE record_id = $1', [submissionId]);
  assert.equal(rowCount, 0);
  assert.equal((await call(desk.house, readDeviceStatus, itself(), { submissionId })).status, 'withdrawn');
  await assert.rejects(protect(desk, given.hash, { submissionId }), /was erased/);
  assert.deepEqual(await call(desk.house, eraseDeviceSignals, itself(), { submissionId }), { erased: 0 });
  assert.deepEqual(await said(desk, kept), found);
});

test('a submission whose record was erased by itself is cleared away with the next upkeep, on every node', async () => {
  const given = pair();
  const submissionId = await protect(desk, given.hashes);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    desk.house.part(fieldsPart).eraseRecord(work, submissionId, desk.house.now()),
  );
  await keepUp(desk.house);
  assert.deepEqual(await said(other, given), gone);
  const { rowCount } = await asOwnerDo(
    'SELECT FROM recognise.signal WHERE source = $1 AND num_nonnulls(sealed_code, code_blind, copy_salt) > 0',
    [submissionId],
  );
  assert.equal(rowCount, 0);
});

test('a node that starts on what an older backup brought back matches nothing that was erased', async (t) => {
  const given = pair();
  const submissionId = await protect(desk, given.hashes);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    desk.house.part(fieldsPart).eraseRecord(work, submissionId, desk.house.now()),
  );
  const restored = await startNode(t);
  assert.deepEqual(await said(restored, given), gone);
});

test('a sealed hash that was changed in the database matches nothing and keeps no node from the others', async (t) => {
  const [changed, moved, whole] = [drawnHash(), drawnHash(), drawnHash()];
  const first = await protect(desk, changed);
  const second = await protect(desk, moved);
  await protect(desk, whole);
  await asOwnerDo('UPDATE recognise.signal SET sealed_code = $2 WHERE source = $1', [first, randomBytes(92)]);
  await asOwnerDo(
    'UPDATE recognise.signal SET code_blind = $2 WHERE source = $1',
    [second, randomBytes(32)], // sealed for another keyed hash than it now stands beside
  );
  const late = await startNode(t);
  assert.equal((await askAbout(late, whole)).action, 'review');
  for (const hash of [changed, moved]) assert.equal((await askAbout(late, hash)).action, null);
});

test('what a node could not take in when it followed, it takes in the next time', async () => {
  const hash = drawnHash();
  const { pool } = other.house.database;
  const connect = pool.connect.bind(pool);
  let broken = 0;
  // The node reads its changes, and then the database fails before their hashes are read.
  pool.connect = (async () => {
    const client = await connect();
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((text: unknown, ...values: unknown[]) => {
      if (broken === 0 && typeof text === 'string' && text.includes('FROM recognise.signal')) {
        broken += 1;
        throw new Error('Made up: the database is away');
      }
      return query(text, ...values);
    }) as never;
    const release = client.release.bind(client);
    client.release = (...given) => {
      client.query = query as never;
      client.release = release;
      release(...given);
    };
    return client;
  }) as never;
  await protect(desk, hash);
  await other.settle();
  pool.connect = connect as never;
  assert.equal(broken, 1);
  await other.settle();
  assert.equal((await askAbout(other, hash)).action, 'review');
});
