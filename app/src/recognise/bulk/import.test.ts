// Imports on a real PostgreSQL: all or nothing, what is counted, tombstones, second review, walls between organisations.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { endBank } from '../banks.ts';
import { signalIndexKey } from '../signal-index.ts';
import { approveImport, readSignals, withdrawSignal } from '../signals.ts';
import { bankFor, everything, openTestDesk, type TestDesk } from '../testing.ts';
import {
  abandonImport,
  applyImport,
  beginImport,
  clearStaleImports,
  importFile,
  readImport,
  readImports,
} from './index.ts';
import { counts, hashOf, heldBy, importText, none, streamOf, waiting } from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const [a, b, c] = [hashOf('a'), hashOf('b'), hashOf('c')];
const lines = (...hashes: string[]) => hashes.map((hash) => `pdq ${hash}\n`).join('');
const held = (...hashes: string[]) => hashes.map((hash) => `pdq ${hash}`).toSorted();

test('a list is in force when the answer comes, with its provenance', async () => {
  const bank = await bankFor(desk);
  const csv = `algorithm,hash,quality,classification,id,note,expires,shade\npdq,${a},90,A1,r-7,"seen, twice",2032-01-01,x\n`;
  const result = await importFile(
    desk.house,
    desk.curator,
    { bankId: bank.id, source: 'Made-up Exchange', sourceKind: 'exchange', fileName: 'list.csv' },
    streamOf(csv),
    { untilLive: () => desk.settle() },
  );
  assert.equal(result.state, 'applied');
  assert.deepEqual(counts(result), { ...none, listed: 1 });
  assert.deepEqual(
    [result.format, result.fileName, result.ignoredColumns, result.linesRead],
    ['csv', 'list.csv', ['shade'], 1],
  );
  assert.deepEqual(result.liveAt, desk.house.now());
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: bank.id });
  const { number: _n, content: _c, code, importId, ...shown } = signal!;
  assert.equal(code!.toString('hex'), a);
  assert.equal(importId, result.id);
  assert.deepEqual(shown, {
    organisationId: desk.organisationId,
    bankId: bank.id,
    algorithm: 'pdq',
    quality: 90,
    state: 'active',
    sourceKind: 'exchange',
    source: 'Made-up Exchange',
    sourceReference: 'r-7',
    classification: 'A1',
    note: 'seen, twice',
    listedAt: desk.house.now(),
    listedBy: desk.curator.id,
    reviewedAt: null,
    reviewedBy: null,
    expiresAt: new Date('2032-01-01'),
    pausedUntil: null,
    endedAt: null,
    endedWhy: null,
  });
});

test('an index that cannot follow does not take the answer away', async () => {
  const bank = await bankFor(desk);
  const untilLive = () => Promise.reject(new Error('made-up fault'));
  const result = await importFile(desk.house, desk.curator, { bankId: bank.id }, streamOf(lines(a)), { untilLive });
  assert.deepEqual([result.state, result.liveAt], ['applied', null]);
});

test('one bad line and nothing is listed; the answer names it', async () => {
  const bank = await bankFor(desk);
  const result = await importText(desk, bank, `${lines(a, b)}pdq short\n${lines(c)}`);
  assert.equal(result.state, 'refused');
  assert.deepEqual(counts(result), none);
  assert.deepEqual([result.linesRead, result.linesBad, result.liveAt], [4, 1, null]);
  assert.deepEqual(result.faults, [{ line: 3, reason: 'pdq hash of 5 characters; expected 64 hexadecimal digits' }]);
  assert.deepEqual(await heldBy(desk, bank), []);
  assert.equal(await waiting(desk), 0);
});

test('with keepGood the good lines are listed and the bad ones named', async () => {
  const bank = await bankFor(desk);
  const result = await importText(desk, bank, `${lines(a)}pdq short\n${lines(c)}`, { keepGood: true });
  assert.equal(result.state, 'applied');
  assert.deepEqual(counts(result), { ...none, listed: 2 });
  assert.deepEqual(
    result.faults.map(({ line }) => line),
    [2],
  );
  assert.deepEqual(
    await heldBy(desk, bank),
    held(a, c).map((each) => `${each} active`),
  );
});

test('the same file again lists nothing, nor does a hash twice in it; another source lists its own', async () => {
  const bank = await bankFor(desk);
  assert.deepEqual(counts(await importText(desk, bank, lines(a, b, a))), { ...none, listed: 2, duplicates: 1 });
  assert.deepEqual(counts(await importText(desk, bank, lines(a, b, a, c))), {
    ...none,
    listed: 1,
    alreadyListed: 2,
    duplicates: 1,
  });
  assert.deepEqual(counts(await importText(desk, bank, lines(a), { source: 'Another Agency' })), {
    ...none,
    listed: 1,
  });
});

test('what was withdrawn stays withdrawn, and is counted', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, lines(a, b));
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: bank.id, algorithm: 'pdq', hash: a });
  await call(desk.house, withdrawSignal, desk.curator, { id: `sig_${signal!.number}`, reason: 'a mistake' });
  assert.deepEqual(counts(await importText(desk, bank, lines(a, b))), {
    ...none,
    alreadyListed: 1,
    withdrawnBefore: 1,
  });
  assert.deepEqual(await heldBy(desk, bank), [`pdq ${a} withdrawn`, `pdq ${b} active`].toSorted());
});

test('a withdrawn line ends the listing of its own source only, and leaves a tombstone where there was none', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, lines(a, b));
  await importText(desk, bank, lines(a), { source: 'Another Agency' });
  const tombstones = `pdq,state\n${a},withdrawn\n${c},withdrawn\n${b},active\n`;
  assert.deepEqual(counts(await importText(desk, bank, tombstones)), { ...none, withdrawn: 2, alreadyListed: 1 });
  assert.deepEqual(
    await heldBy(desk, bank),
    [`pdq ${a} active`, `pdq ${a} withdrawn`, `pdq ${b} active`, `pdq ${c} withdrawn`].toSorted(),
  );
  assert.deepEqual(counts(await importText(desk, bank, tombstones)), { ...none, withdrawnBefore: 2, alreadyListed: 1 });
  assert.deepEqual(counts(await importText(desk, bank, lines(c))), { ...none, withdrawnBefore: 1 });
});

test('of two lines on one hash the later counts', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, `pdq,state\n${a},\n${b},withdrawn\n${a},withdrawn\n${b},\n`);
  assert.deepEqual(await heldBy(desk, bank), [`pdq ${a} withdrawn`, `pdq ${b} active`].toSorted());
});

test('a withdrawal by import reaches the index, one by one or by the hundred', async () => {
  for (const many of [3, 250]) {
    const bank = await bankFor(desk);
    const hashes = Array.from({ length: many }, (_, number) => hashOf(`index ${many} ${number}`));
    await importText(desk, bank, lines(...hashes));
    await desk.settle();
    const listed = desk.house.part(signalIndexKey).status.size;
    await importText(desk, bank, `pdq,state\n${hashes.map((hash) => `${hash},withdrawn`).join('\n')}\n`);
    await desk.settle();
    assert.equal(desk.house.part(signalIndexKey).status.size, listed - many);
  }
});

test('where a second person reviews, an import proposes, and one approval by another person activates it', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const { id } = await importText(desk, bank, lines(a, b));
  assert.deepEqual(
    await heldBy(desk, bank),
    held(a, b).map((each) => `${each} proposed`),
  );
  await assert.rejects(call(desk.house, approveImport, desk.curator, { id }), { code: 'nothing-to-approve' });
  assert.deepEqual(await call(desk.house, approveImport, desk.second, { id }), { approved: 2 });
  assert.deepEqual(
    await heldBy(desk, bank),
    held(a, b).map((each) => `${each} active`),
  );
});

test('a hash past its date comes in as expired', async () => {
  const bank = await bankFor(desk);
  const result = await importText(desk, bank, `pdq,expires\n${a},2031-03-13\n${b},2031-03-15\n`);
  assert.deepEqual(counts(result), { ...none, listed: 1, expired: 1 });
  assert.deepEqual(await heldBy(desk, bank), [`pdq ${a} expired`, `pdq ${b} active`].toSorted());
});

test('hashes of one file share one content, also with one that was listed before', async () => {
  const bank = await bankFor(desk);
  const [md5, sha1] = [hashOf('a', 32), hashOf('a', 40)];
  await importText(desk, bank, `pdq,md5\n${a},${md5}\n${b},\n`);
  await importText(desk, bank, `pdq,sha1\n${a},${sha1}\n`);
  const signals = await call(desk.house, readSignals, desk.curator, { bankId: bank.id });
  const contents = new Map(signals.map((signal) => [signal.code!.toString('hex'), signal.content]));
  assert.equal(contents.get(md5), contents.get(a));
  assert.equal(contents.get(sha1), contents.get(a));
  assert.notEqual(contents.get(b), contents.get(a));
});

test('an import is two events: that it began, and what it came to', async () => {
  const bank = await bankFor(desk);
  const { id } = await importText(desk, bank, lines(a, b, a));
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, id));
  assert.deepEqual(
    events.map(({ verb, facts }) => [verb, facts]),
    [
      ['recognise.begin-import', { bank: bank.id, keepGood: false }],
      ['recognise.apply-import', { bank: bank.id, state: 'applied', linesBad: 0, ...none, listed: 2, duplicates: 1 }],
    ],
  );
});

test('a file that cannot be read as a whole is refused, and the import says why', async () => {
  const bank = await bankFor(desk);
  await assert.rejects(importText(desk, bank, `${hashOf('x', 32)}\n${a}\n`), { code: 'algorithm-ambiguous' });
  await assert.rejects(importText(desk, bank, 'name,colour\n'), { code: 'unknown-format' });
  const imports = await call(desk.house, readImports, desk.curator, { bankId: bank.id });
  assert.deepEqual(
    imports.map(({ state }) => state),
    ['refused', 'refused'],
  );
  assert.ok(imports.some(({ refusedWhy }) => refusedWhy?.includes('line 2 has 64 digits')));
  assert.equal(await waiting(desk), 0);
});

test('a stream that breaks off leaves nothing', async () => {
  const bank = await bankFor(desk);
  async function* broken() {
    yield Buffer.from(lines(a, b));
    throw new Error('The line went dead');
  }
  await assert.rejects(importFile(desk.house, desk.curator, { bankId: bank.id }, broken()), /went dead/);
  assert.deepEqual(
    (await call(desk.house, readImports, desk.curator, { bankId: bank.id })).map(({ state }) => state),
    ['abandoned'],
  );
  assert.deepEqual(await heldBy(desk, bank), []);
  assert.equal(await waiting(desk), 0);
});

test('an import that stands still is abandoned after a quarter of an hour, one that goes on is not', async () => {
  const bank = await bankFor(desk);
  const still = await call(desk.house, beginImport, desk.curator, { bankId: bank.id });
  desk.forward(10 * 60_000);
  const fresh = await call(desk.house, beginImport, desk.curator, { bankId: bank.id });
  desk.forward(6 * 60_000);
  assert.equal(await clearStaleImports(desk.house), 1);
  assert.equal(await clearStaleImports(desk.house), 0);
  const stateOf = async (id: string) => (await call(desk.house, readImport, desk.curator, { id })).state;
  assert.deepEqual([await stateOf(still.id), await stateOf(fresh.id)], ['abandoned', 'reading']);
  await assert.rejects(call(desk.house, applyImport, desk.curator, { id: still.id }), { code: 'wrong-state' });
  await call(desk.house, abandonImport, desk.curator, { id: fresh.id });
});

test('an upload that was given up meanwhile is told so, and nothing of it is listed', async () => {
  const bank = await bankFor(desk);
  async function* slow() {
    yield Buffer.from(lines(a));
    desk.forward(16 * 60_000);
    await clearStaleImports(desk.house);
    yield Buffer.from(lines(b));
  }
  await assert.rejects(importFile(desk.house, desk.curator, { bankId: bank.id }, slow()), { code: 'import-abandoned' });
  assert.deepEqual(await heldBy(desk, bank), []);
});

test('applying again changes nothing; waiting hashes that were lost are never half applied', async () => {
  const bank = await bankFor(desk);
  const { id } = await importText(desk, bank, lines(a));
  await assert.rejects(call(desk.house, applyImport, desk.curator, { id }), { code: 'wrong-state' });
  await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query(`UPDATE recognise.import SET state = 'read', hashes = 2 WHERE id = $1`, [id]),
  );
  await assert.rejects(call(desk.house, applyImport, desk.curator, { id }), {
    code: 'staged-hashes-lost',
    message: /Of 2 hashes read, 0 are left/,
  });
});

test('bad lines are read page by page', async () => {
  const bank = await bankFor(desk);
  const { id, faults, nextFault } = await importText(desk, bank, lines(a) + 'no\n'.repeat(150));
  assert.deepEqual([faults.length, nextFault], [100, 101]);
  const rest = await call(desk.house, readImport, desk.curator, { id, after: 101 });
  assert.deepEqual([rest.faults.length, rest.faults[0]!.line, rest.nextFault], [50, 102, null]);
});

test('only who may import does, into a bank of their own organisation that is still there', async () => {
  const bank = await bankFor(desk);
  const text = () => streamOf(lines(a));
  const reader = callerOf(desk.organisationId, ['recognise.look']);
  await assert.rejects(importFile(desk.house, reader, { bankId: bank.id }, text()), { code: 'not-permitted' });
  const stranger = callerOf(await desk.organisation('Another Made-up Agency'), everything);
  await assert.rejects(importFile(desk.house, stranger, { bankId: bank.id }, text()), { code: 'no-such-bank' });
  const { id } = await importText(desk, bank, lines(a));
  await assert.rejects(call(desk.house, readImport, stranger, { id }), { code: 'no-such-import' });
  await call(desk.house, endBank, desk.curator, { id: bank.id, reason: 'test' });
  await assert.rejects(importFile(desk.house, desk.curator, { bankId: bank.id }, text()), { code: 'no-such-bank' });
});
