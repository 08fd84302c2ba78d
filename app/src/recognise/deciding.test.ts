// Who decides what: reviews by a second person, verdicts and quarantine, sharing with partners, probing. On a real PostgreSQL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../runtime/database.ts';
import { callerOf } from '../testing/house.ts';
import { call } from '../verbs/verb.ts';
import {
  approveSignal,
  changeBank,
  giveVerdict,
  match,
  readAlarms,
  readMatches,
  readSignal,
  reinstateSignal,
  relistSignal,
  withdrawSignal,
} from './index.ts';
import { nameSignal } from './signals.ts';
import type { Bank } from './store/banks.ts';
import {
  type Asks,
  askAbout,
  bankFor,
  drawnHash,
  everything,
  flipped,
  type Lists,
  listHash,
  openTestDesk,
  partnerOf,
  type TestDesk,
} from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const list: Lists = (...given) => listHash(desk, ...given);
const ask: Asks = (...given) => askAbout(desk, ...given);
const partner = (name: string, bank: Bank) => partnerOf(desk, name, bank);

test('a bank that asks for a second reviewer matches only what a second person approved', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const hash = drawnHash();
  const signal = await list(bank, hash);
  assert.equal(signal.state, 'proposed');
  assert.equal((await ask(hash)).action, null);
  await call(desk.house, approveSignal, desk.second, { id: nameSignal(signal.number) });
  await desk.settle();
  assert.equal((await ask(hash)).action, 'review');
});

test('a negative bank needs two people whether or not it was asked for', async () => {
  assert.equal((await bankFor(desk, { kind: 'negative', secondReview: false })).secondReview, true);
});

test('a match opens only where the bank asks for review, once for a copy, and never for a lookup without a hit', async () => {
  const [reviewed, blocked] = [drawnHash(), drawnHash()];
  const signal = await list(await bankFor(desk, { action: 'review' }), reviewed);
  await list(await bankFor(desk, { action: 'block' }), blocked);
  for (const hash of [reviewed, reviewed, blocked, drawnHash()]) await ask(hash);
  const open = (await call(desk.house, readMatches, desk.curator, {})).filter(
    (each) => each.signalNumber === signal.number,
  );
  assert.deepEqual(
    open.map((each) => [each.distanceBits, each.timesSeen, each.state]),
    [[0, 2, 'open']],
  );
  const kept = await asOwner(desk.house.database, async ({ client }) => {
    await client.query('SET LOCAL ROLE suaka_app');
    await client.query(`SELECT set_config('suaka.organisation', $1, true)`, [desk.organisationId]);
    return (
      await client.query('SELECT count(*) AS n FROM recognise.match WHERE code = $1', [Buffer.from(blocked, 'hex')])
    ).rows[0].n;
  });
  assert.equal(kept, 0);
});

test('two independent organisations that refute a hash put it into quarantine; a second person reviews that', async () => {
  const bank = await bankFor(desk, { sharing: 'partners' });
  const hash = drawnHash();
  const signal = await list(bank, hash);
  const id = nameSignal(signal.number);
  const partners = await Promise.all([1, 2].map((n) => partner(`Made-up Platform ${n}`, bank)));
  for (const [position, holder] of partners.entries()) {
    assert.equal((await ask(hash, 'pdq', holder)).action, 'review');
    const [open] = await call(desk.house, readMatches, holder, {});
    await call(desk.house, giveVerdict, holder, {
      id: open!.id,
      verdict: 'refuted',
      basis: 'Looked at by our trained reviewer',
    });
    await desk.house.jobs.runAll();
    const { signal: now } = await call(desk.house, readSignal, desk.curator, { id });
    assert.equal(now.state, position === 0 ? 'active' : 'disputed');
  }
  assert.equal((await call(desk.house, readSignal, desk.curator, { id })).verdicts.length, 2);
  await assert.rejects(call(desk.house, reinstateSignal, desk.curator, { id, reason: 'It is right' }), {
    code: 'needs-a-second-person',
  });
  await call(desk.house, reinstateSignal, desk.second, { id, reason: 'Compared with the source’s own copy' });
  assert.equal((await call(desk.house, readSignal, desk.curator, { id })).signal.state, 'active');
});

test('one organisation that refutes twice is one voice', async () => {
  const bank = await bankFor(desk, { sharing: 'partners' });
  const hash = drawnHash();
  const signal = await list(bank, hash);
  const holder = await partner('Made-up Insistent Platform', bank);
  for (const bits of [0, 3]) {
    const { matchIds } = await ask(flipped(hash, bits), 'pdq', holder);
    await call(desk.house, giveVerdict, holder, {
      id: matchIds.get(signal.number)!,
      verdict: 'refuted',
      basis: 'Looked at',
    });
  }
  await desk.house.jobs.runAll();
  assert.equal(
    (await call(desk.house, readSignal, desk.curator, { id: nameSignal(signal.number) })).signal.state,
    'active',
  );
});

test('only the body that holds the copy gives a verdict on it', async () => {
  const bank = await bankFor(desk, { sharing: 'partners' });
  const hash = drawnHash();
  await list(bank, hash);
  const holder = await partner('Made-up Holder', bank);
  const { matchIds } = await ask(hash, 'pdq', holder);
  const id = [...matchIds.values()][0]!;
  await assert.rejects(
    call(desk.house, giveVerdict, desk.curator, { id, verdict: 'refuted', basis: 'Not ours to say' }),
    { code: 'no-such-match' },
  );
});

test('another organisation’s bank is asked only while it is shared', async () => {
  const bank = await bankFor(desk, { sharing: 'partners' });
  const hash = drawnHash();
  await list(bank, hash);
  const stranger = callerOf(await desk.organisation('Made-up Stranger'), everything);
  assert.equal((await ask(hash, 'pdq', stranger)).action, null);
  const holder = await partner('Made-up Partner', bank);
  assert.equal((await ask(hash, 'pdq', holder)).action, 'review');
  await assert.rejects(call(desk.house, changeBank, holder, { id: bank.id, changes: { name: 'Taken' } }), {
    code: 'not-your-bank',
  });
  await call(desk.house, changeBank, desk.curator, { id: bank.id, changes: { sharing: 'own' } });
  assert.equal((await ask(hash, 'pdq', holder)).action, null);
});

test('asking about many close variations of one listed picture raises one alarm', async () => {
  const hash = drawnHash();
  await list(await bankFor(desk, { action: 'log' }), hash);
  const prober = callerOf(desk.organisationId, ['recognise.match']);
  const variations = Array.from({ length: 60 }, (_, n) => {
    const code = Buffer.from(hash, 'hex');
    code[n >> 1]! ^= n % 2 ? 3 : 12;
    return { algorithm: 'pdq' as const, hash: code.toString('hex') };
  });
  await call(desk.house, match, prober, { hashes: variations });
  await call(desk.house, match, prober, { hashes: variations });
  const alarms = (await call(desk.house, readAlarms, desk.curator, {})).filter((alarm) => alarm.callerId === prober.id);
  assert.equal(alarms.length, 1);
});

test('asking at random around a listed picture raises the alarm as well', async () => {
  const hash = drawnHash();
  await list(await bankFor(desk, { action: 'log' }), hash);
  const prober = callerOf(desk.organisationId, ['recognise.match']);
  const hashes = Array.from({ length: 60 }, () => {
    const code = Buffer.from(hash, 'hex');
    for (let n = 0; n < 13; n += 1) code[Math.floor(Math.random() * 32)]! ^= 1 << Math.floor(Math.random() * 8);
    return { algorithm: 'pdq' as const, hash: code.toString('hex') };
  });
  await call(desk.house, match, prober, { hashes });
  const alarms = (await call(desk.house, readAlarms, desk.curator, {})).filter((alarm) => alarm.callerId === prober.id);
  assert.equal(alarms.length, 1);
});

test('one person with a key is still one person', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const key = {
    ...callerOf(desk.organisationId, everything, 'key_made_up'),
    kind: 'key' as const,
    behind: desk.curator.id,
  };
  const signal = await list(bank, drawnHash(), {}, key);
  await assert.rejects(call(desk.house, approveSignal, desk.curator, { id: nameSignal(signal.number) }), {
    code: 'needs-a-second-person',
  });
  await call(desk.house, approveSignal, desk.second, { id: nameSignal(signal.number) });
});

test('who lists a hash again is its lister now, and cannot approve it', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const signal = await list(bank, drawnHash());
  const id = nameSignal(signal.number);
  await call(desk.house, withdrawSignal, desk.second, { id, reason: 'Made up' });
  await call(desk.house, relistSignal, desk.second, { id, reason: 'Made up' });
  await assert.rejects(call(desk.house, approveSignal, desk.second, { id }), { code: 'needs-a-second-person' });
  await call(desk.house, approveSignal, desk.curator, { id });
});

test('only someone who reviews does away with the second review', async () => {
  const bank = await bankFor(desk, { secondReview: true });
  const lister = callerOf(desk.organisationId, ['recognise.curate']);
  const change = (caller: typeof lister) =>
    call(desk.house, changeBank, caller, { id: bank.id, changes: { secondReview: false } });
  await assert.rejects(change(lister), { code: 'needs-a-reviewer' });
  assert.equal((await change(desk.second)).secondReview, false);
});
