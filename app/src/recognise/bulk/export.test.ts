// Exports: a bank goes out and comes in elsewhere the same, withdrawals included; of any size, and whoever stops reading
// does no harm.
import assert from 'node:assert/strict';
import type { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { listSignal, readSignals, withdrawSignal } from '../signals.ts';
import type { Bank } from '../store/banks.ts';
import { bankFor, everything, openTestDesk, type TestDesk } from '../testing.ts';
import { exportSignals, importFile } from './index.ts';
import { hashOf, heldBy, importText, streamOf } from './testing.ts';

let desk: TestDesk;
let full: Bank;
before(async () => {
  desk = await openTestDesk();
  full = await bankFor(desk);
  await fill(full);
});
after(() => desk?.close());

const note = 'Said: "a, b; c"\r\nand 日本 \\ \\. too';

// Every state, algorithm and awkward text that a bank can hold.
async function fill(bank: Bank): Promise<void> {
  await importText(
    desk,
    bank,
    ['pdq,md5,sha1', ...[1, 2, 3].map((n) => [hashOf(n), hashOf(n, 32), hashOf(n, 40)].join(','))].join('\n'),
  );
  await importText(
    desk,
    bank,
    `sha256,quality,classification,id,note,expires\n${hashOf('x')},80,A1,r-1,"${note.replaceAll('"', '""')}",2032-05-01T10:00:00Z\n`,
  );
  await importText(
    desk,
    bank,
    `pdq,state,expires\n${hashOf(4)},withdrawn,\n${hashOf(5)},proposed,\n${hashOf(6)},,2030-01-01\n`,
  );
  await importText(desk, bank, `pdq ${hashOf(4)}\npdq ${hashOf(7)}\n`, { source: 'Another Agency' });
  await importText(desk, bank, `pdq,state\n${hashOf(7)},withdrawn\n`);
}

async function exported(bank: Bank, input: Record<string, unknown> = {}): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await call(desk.house, exportSignals, desk.curator, { bankId: bank.id, ...input }))
    parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** What a bank says of each hash, without numbers, times and sources. */
async function told(bank: Bank) {
  const signals = await call(desk.house, readSignals, desk.curator, { bankId: bank.id, limit: 500 });
  const byContent = Map.groupBy(signals, (signal) => signal.content);
  return signals
    .map(({ algorithm, code, state, quality, classification, sourceReference, note, expiresAt, content }) => ({
      name: `${algorithm} ${code!.toString('hex')}`,
      state,
      quality,
      classification,
      sourceReference,
      note,
      expiresAt,
      siblings: byContent.get(content)!.length,
    }))
    .toSorted((one, other) => (one.name + one.state < other.name + other.state ? -1 : 1));
}

for (const format of ['csv', 'ndjson'] as const)
  test(`out as ${format} and into another bank: the same hashes, states, texts and contents`, async () => {
    const copy = await bankFor(desk);
    const result = await importText(desk, copy, await exported(full, { format }));
    assert.equal(result.state, 'applied');
    assert.deepEqual(result.ignoredColumns, ['source', 'listed_at', 'ended_at']);
    // Two sources become one; the hashes that one of them withdrew and the other lists stay listed.
    const expected = (await told(full)).filter(
      ({ name, state }) => !(state === 'withdrawn' && [hashOf(4), hashOf(7)].some((hash) => name.includes(hash))),
    );
    assert.equal(result.duplicates, 2);
    assert.deepEqual(await told(copy), expected);
  });

test('bare lines are the active hashes, or those of one state, and come back as such', async () => {
  const copy = await bankFor(desk);
  await importText(desk, copy, await exported(full, { format: 'lines' }));
  assert.deepEqual(
    await heldBy(desk, copy),
    (await heldBy(desk, full)).filter((line) => line.endsWith('active')),
  );
  assert.equal(await exported(full, { format: 'lines', state: 'proposed' }), `pdq ${hashOf(5)}\n`);
  await assert.rejects(exported(full, { format: 'lines', state: 'withdrawn' }), { code: 'withdrawn-needs-a-table' });
});

test('a withdrawal travels: exported again, it ends the copy and nothing else', async () => {
  const [from, to] = [await bankFor(desk), await bankFor(desk)];
  const [kept, ended] = [hashOf('kept'), hashOf('ended')];
  await importText(desk, from, `pdq ${kept}\npdq ${ended}\n`);
  await importText(desk, to, await exported(from), { source: 'Partner' });
  await importText(desk, to, `pdq ${ended}\n`, { source: 'Another' });
  const [signal] = await call(desk.house, readSignals, desk.curator, {
    bankId: from.id,
    algorithm: 'pdq',
    hash: ended,
  });
  await call(desk.house, withdrawSignal, desk.curator, { id: `sig_${signal!.number}`, reason: 'a mistake' });
  const result = await importText(desk, to, await exported(from), { source: 'Partner' });
  assert.deepEqual([result.withdrawn, result.alreadyListed, result.listed], [1, 1, 0]);
  assert.deepEqual(
    await heldBy(desk, to),
    [`pdq ${kept} active`, `pdq ${ended} active`, `pdq ${ended} withdrawn`].toSorted(),
  );
});

test('an empty bank is a header and no lines', async () => {
  const bank = await bankFor(desk);
  assert.equal(
    await exported(bank),
    'algorithm,hash,state,quality,classification,reference,note,expires_at,content,source,listed_at,ended_at\n',
  );
  assert.equal(await exported(bank, { format: 'ndjson' }), '');
});

test('the record keeps who exported, what and how many', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, `pdq ${hashOf('one')}\n`);
  await exported(bank, { format: 'ndjson' });
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, bank.id));
  const { verb, actorId, facts } = events.at(-1)!;
  assert.deepEqual(
    [verb, actorId, facts],
    ['recognise.export-signals', desk.curator.id, { format: 'ndjson', state: null, signals: 1 }],
  );
});

test('only who may export does, and only a bank of their own organisation', async () => {
  const curator = callerOf(desk.organisationId, ['recognise.look', 'recognise.curate']);
  await assert.rejects(call(desk.house, exportSignals, curator, { bankId: full.id }), { code: 'not-permitted' });
  const stranger = callerOf(await desk.organisation('Another Made-up Agency'), everything);
  await assert.rejects(call(desk.house, exportSignals, stranger, { bankId: full.id }), { code: 'no-such-bank' });
});

async function bigBank(): Promise<Bank> {
  const bank = await bankFor(desk);
  const lines = Array.from({ length: 60_000 }, (_, number) => `pdq ${hashOf(number)}\n`);
  await importFile(desk.house, desk.curator, { bankId: bank.id }, streamOf(...lines));
  return bank;
}

const busy = () => desk.house.database.pool.totalCount - desk.house.database.pool.idleCount;

test('an export shows one state of the bank, waits for its reader, and does no harm when the reader goes away', async () => {
  const bank = await bigBank();
  const stream = await call(desk.house, exportSignals, desk.curator, { bankId: bank.id, format: 'ndjson' });
  const parts = stream[Symbol.asyncIterator]();
  let text = String((await parts.next()).value);
  await call(desk.house, listSignal, desk.curator, {
    bankId: bank.id,
    hashes: [{ algorithm: 'pdq', hash: hashOf('late') }],
  });
  for (let answers = 0; answers < 300; answers += 1) await desk.house.database.pool.query('SELECT 1');
  const { readableLength, writableLength } = stream as PassThrough;
  assert.ok(readableLength + writableLength < 3e6, 'what nobody has read yet is not held in memory');
  for (let part = await parts.next(); !part.done; part = await parts.next()) text += String(part.value);
  assert.equal(text.split('\n').length - 1, 60_000);
  assert.ok(!text.includes(hashOf('late')));

  const before = busy();
  const left = await call(desk.house, exportSignals, desk.curator, { bankId: bank.id });
  for await (const _part of left) break;
  while (busy() > before) await desk.house.database.pool.query('SELECT 1'); // until its connection came back
  assert.equal((await exported(bank, { format: 'lines' })).split('\n').length - 1, 60_001);
});

test('a connection that dies on the way is an error to the reader, not a short file', async () => {
  const bank = await bigBank();
  const stream = await call(desk.house, exportSignals, desk.curator, { bankId: bank.id });
  await assert.rejects(async () => {
    let first = true;
    for await (const _part of stream) {
      if (first)
        await desk.house.database.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'`,
        );
      first = false;
    }
  });
  assert.equal((await exported(full, { format: 'lines', state: 'proposed' })).length, 69);
});
