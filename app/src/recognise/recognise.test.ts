// The desk on a real PostgreSQL: listing, matching, withdrawing, reviewing, quarantine, sharing, and what is kept of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { asOwner } from '../runtime/database.ts';
import { call } from '../verbs/verb.ts';
import {
  approveSignal,
  changeBank,
  endBank,
  expirePastSignals,
  listSignal,
  match,
  moveBank,
  pauseSignal,
  readBank,
  relistSignal,
  withdrawSignal,
} from './index.ts';
import { lookupCountsKey } from './lookup-counts.ts';
import { nameSignal } from './signals.ts';
import {
  type Asks,
  askAbout,
  bankFor,
  drawnHash,
  flipped,
  type Lists,
  listHash,
  openTestDesk,
  type TestDesk,
} from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const list: Lists = (...given) => listHash(desk, ...given);
const ask: Asks = (...given) => askAbout(desk, ...given);

test('a listed hash is found at every distance up to 31 and not at 32', async () => {
  const hash = drawnHash();
  const signal = await list(await bankFor(desk, { action: 'block' }), hash);
  for (const bits of [0, 1, 15, 31]) {
    const { action, hits } = await ask(flipped(hash, bits));
    assert.equal(action, 'block');
    assert.deepEqual(
      hits.map((hit) => [hit.signal.number, hit.distanceBits]),
      [[signal.number, bits]],
    );
  }
  assert.equal((await ask(flipped(hash, 32))).action, null);
});

test('many hashes in a call are answered as each alone, at once after a change, and also when the threads for it are lost', async (t) => {
  const workers: Worker[] = [];
  const note = (worker: Worker) => workers.push(worker);
  process.on('worker', note);
  t.after(() => process.off('worker', note));
  const bank = await bankFor(desk, { action: 'block' });
  const listed = Array.from({ length: 60 }, drawnHash);
  const signals = [];
  for (const hash of listed) signals.push(await list(bank, hash));
  const askAll = async () => {
    const hashes = listed.map((hash, at) => ({ algorithm: 'pdq' as const, hash: flipped(hash, at % 33) }));
    const { answers } = await call(desk.house, match, desk.curator, { hashes });
    return answers.map(({ hits }) => hits.map((hit) => [hit.signal.number, hit.distanceBits]));
  };
  const expected = signals.map(({ number }, at) => (at % 33 === 32 ? [] : [[number, at % 33]]));
  assert.deepEqual(await askAll(), expected);
  await call(desk.house, withdrawSignal, desk.curator, { id: nameSignal(signals[1]!.number), reason: 'made up' });
  expected[1] = [];
  assert.deepEqual(await askAll(), expected);
  const asked = askAll();
  assert.ok(workers.length > 0, 'no thread was started');
  for (const worker of workers) await worker.terminate();
  assert.deepEqual(await asked, expected);
  assert.deepEqual(await askAll(), expected);
});

test('exact algorithms match when equal, whatever the case of the digits', async () => {
  const bank = await bankFor(desk, { action: 'log' });
  for (const [algorithm, bytes] of [
    ['md5', 16],
    ['sha1', 20],
    ['sha256', 32],
  ] as const) {
    const hash = drawnHash(bytes);
    await call(desk.house, listSignal, desk.curator, { bankId: bank.id, hashes: [{ algorithm, hash }] });
    assert.equal((await ask(hash.toUpperCase(), algorithm)).action, 'log');
    assert.equal((await ask(flipped(hash, 1), algorithm)).action, null);
  }
});

test('the answer says which lists and algorithms were asked', async () => {
  const alone = await openTestDesk({ database: desk.database });
  const bank = await bankFor(alone, { code: 'ASKED_LIST' });
  await bankFor(alone, { code: 'DRAFT_LIST', active: false });
  const { asked } = await call(alone.house, match, alone.curator, {
    hashes: [{ algorithm: 'pdq', hash: drawnHash() }],
  });
  assert.deepEqual(asked.lists, [{ code: 'ASKED_LIST', name: bank.name, shared: false }]);
  assert.deepEqual(asked.algorithms, ['pdq', 'md5', 'sha1', 'sha256']);
  await alone.close();
});

test('a withdrawn signal is gone from the next lookup, on this node and on another that has not followed yet', async () => {
  const hash = drawnHash();
  const signal = await list(await bankFor(desk), hash);
  const other = await openTestDesk({ database: desk.database, organisationId: desk.organisationId });
  const askOther = async () =>
    (await call(other.house, match, other.curator, { hashes: [{ algorithm: 'pdq', hash }] })).answers[0]!.action;
  assert.equal(await askOther(), 'review');
  await call(desk.house, withdrawSignal, desk.curator, {
    id: nameSignal(signal.number),
    reason: 'The source took it back',
  });
  assert.equal((await ask(hash)).action, null);
  assert.equal(await askOther(), null);
  await other.close();
});

test('a signal listed on one node is found on another once that one has followed', async () => {
  const other = await openTestDesk({ database: desk.database, organisationId: desk.organisationId });
  const hash = drawnHash();
  await list(await bankFor(desk), hash);
  await other.settle();
  assert.equal(
    (await call(other.house, match, other.curator, { hashes: [{ algorithm: 'pdq', hash }] })).answers[0]!.action,
    'review',
  );
  await other.close();
});

test('listing a hash twice is refused; a withdrawn one stays withdrawn until it is relisted, and approved where the bank asks for it', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const hash = drawnHash();
  const signal = await list(bank, hash);
  const id = nameSignal(signal.number);
  await assert.rejects(list(bank, hash), { code: 'already-listed' });
  await call(desk.house, withdrawSignal, desk.curator, { id, reason: 'Wrong file' });
  await assert.rejects(list(bank, hash), { code: 'withdrawn-before' });
  await call(desk.house, relistSignal, desk.curator, { id, reason: 'It was right after all' });
  await desk.settle();
  assert.equal((await ask(hash)).action, null);
  await assert.rejects(call(desk.house, approveSignal, desk.curator, { id }), { code: 'needs-a-second-person' });
  await call(desk.house, approveSignal, desk.second, { id });
  await desk.settle();
  assert.equal((await ask(hash)).action, 'review');
});

test('withdrawing ends one source’s listing only', async () => {
  const bank = await bankFor(desk);
  const hash = drawnHash();
  const ours = await list(bank, hash, { source: 'Made-up Agency' });
  await list(bank, hash, { source: 'Made-up Exchange', sourceKind: 'exchange' });
  await call(desk.house, withdrawSignal, desk.curator, { id: nameSignal(ours.number), reason: 'Ours was wrong' });
  assert.deepEqual(
    (await ask(hash)).hits.map((hit) => hit.signal.source),
    ['Made-up Exchange'],
  );
});

test('a draft or suspended bank is not consulted', async () => {
  const bank = await bankFor(desk, { active: false });
  const hash = drawnHash();
  await list(bank, hash);
  const move = (transition: 'activate' | 'suspend') =>
    call(desk.house, moveBank, desk.curator, { id: bank.id, transition });
  assert.equal((await ask(hash)).action, null);
  await move('activate');
  assert.equal((await ask(hash)).action, 'review');
  await move('suspend');
  assert.equal((await ask(hash)).action, null);
  await assert.rejects(move('suspend'), { code: 'wrong-state' });
});

test('an ended bank takes all its hashes along and frees its code', async () => {
  const bank = await bankFor(desk, { code: 'SHORT_LIVED' });
  const hash = drawnHash();
  await list(bank, hash);
  assert.deepEqual(await call(desk.house, endBank, desk.curator, { id: bank.id, reason: 'Agreement ended' }), {
    withdrawn: 1,
  });
  assert.equal((await ask(hash)).action, null);
  await assert.rejects(call(desk.house, readBank, desk.curator, { id: bank.id }), { code: 'no-such-bank' });
  await bankFor(desk, { code: 'SHORT_LIVED' });
});

test('a bank’s radius and quality floor apply from the moment they are changed', async () => {
  const bank = await bankFor(desk);
  const hash = drawnHash();
  await list(bank, hash);
  await call(desk.house, changeBank, desk.curator, { id: bank.id, changes: { radiusBits: 4 } });
  assert.equal((await ask(flipped(hash, 5))).action, null);
  assert.equal((await ask(flipped(hash, 4))).action, 'review');
});

test('paused and expired hashes do not match', async () => {
  const bank = await bankFor(desk);
  const [paused, expiring] = [drawnHash(), drawnHash()];
  const signal = await list(bank, paused);
  await call(desk.house, pauseSignal, desk.curator, { bankId: bank.id, content: signal.content, until: 'infinity' });
  assert.equal((await ask(paused)).action, null);
  await call(desk.house, pauseSignal, desk.curator, { bankId: bank.id, content: signal.content, until: null });
  assert.equal((await ask(paused)).action, 'review');
  await list(bank, expiring, { expiresAt: new Date(desk.house.now().getTime() + 60_000) });
  assert.equal((await ask(expiring)).action, 'review');
  desk.forward(61_000);
  assert.equal((await ask(expiring)).action, null);
  assert.equal(await call(desk.house, expirePastSignals, desk.curator, {}), 1);
});

test('of a lookup without a match nothing is kept but a count', async () => {
  const alone = await openTestDesk({ database: desk.database });
  const hash = drawnHash();
  await call(alone.house, match, alone.curator, { hashes: [{ algorithm: 'pdq', hash }] });
  await alone.house.part(lookupCountsKey).flush();
  const found = await asOwner(alone.house.database, async ({ client }) => {
    await client.query('SET LOCAL ROLE suaka_node');
    return (
      await client.query('SELECT lookups, matched FROM recognise.lookup_day WHERE organisation_id = $1', [
        alone.organisationId,
      ])
    ).rows;
  });
  assert.deepEqual(found, [{ lookups: 1, matched: 0 }]);
  await alone.close();
});

test('changing one property of a bank leaves the others as they are', async () => {
  const bank = await bankFor(desk, {
    radiusBits: 9,
    qualityFloor: 20,
    action: 'block',
    sharing: 'partners',
    enabledRatio: 0.5,
  });
  const changed = await call(desk.house, changeBank, desk.curator, { id: bank.id, changes: { name: 'Another name' } });
  assert.deepEqual(changed, { ...bank, name: 'Another name' });
  const { shared: _, counts: __, ...stored } = await call(desk.house, readBank, desk.curator, { id: bank.id });
  assert.deepEqual(stored, changed);
});

test('a further hash joins a content of the same bank, and of no other', async () => {
  const [bank, other] = [await bankFor(desk), await bankFor(desk)];
  const first = await list(bank, drawnHash());
  const further = { hashes: [{ algorithm: 'md5' as const, hash: drawnHash(16) }], content: first.content };
  const [joined] = await call(desk.house, listSignal, desk.curator, { bankId: bank.id, ...further });
  assert.equal(joined!.content, first.content);
  await assert.rejects(call(desk.house, listSignal, desk.curator, { bankId: other.id, ...further }), {
    code: 'no-such-signal',
  });
});

test('a lookup can consult some banks only, those rolled out far enough, and paused hashes', async () => {
  const [half, whole] = [await bankFor(desk, { enabledRatio: 0.5 }), await bankFor(desk)];
  const hash = drawnHash();
  const paused = await list(half, hash);
  await list(whole, hash);
  const consulting = async (consult: object) => {
    const { answers } = await call(desk.house, match, desk.curator, { hashes: [{ algorithm: 'pdq', hash }], consult });
    return answers[0]!.hits.map((hit) => hit.bank.code).toSorted();
  };
  const both = [half.code, whole.code].toSorted();
  assert.deepEqual(await consulting({}), both);
  assert.deepEqual(await consulting({ bankIds: [half.id] }), [half.code]);
  assert.deepEqual(await consulting({ bankIds: [] }), []);
  assert.deepEqual(await consulting({ draw: 0.5 }), both);
  assert.deepEqual(await consulting({ draw: 0.51 }), [whole.code]);
  await call(desk.house, pauseSignal, desk.curator, { bankId: half.id, content: paused.content, until: 'infinity' });
  assert.deepEqual(await consulting({}), [whole.code]);
  assert.deepEqual(await consulting({ paused: true }), both);
});
