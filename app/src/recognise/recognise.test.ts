// The desk on a real PostgreSQL: listing, matching, withdrawing, reviewing, quarantine, sharing, and what is kept of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner } from '../runtime/database.ts';
import { callerOf } from '../testing/house.ts';
import { call } from '../verbs/verb.ts';
import {
  approveSignal,
  changeBank,
  endBank,
  expirePastSignals,
  giveVerdict,
  listSignal,
  match,
  moveBank,
  pauseSignal,
  readAlarms,
  readBank,
  readMatches,
  readSignal,
  reinstateSignal,
  relistSignal,
  withdrawSignal,
} from './index.ts';
import { lookupCountsKey } from './lookup-counts.ts';
import { nameSignal } from './signals.ts';
import type { Bank } from './store/banks.ts';
import { bankFor, drawnHash, everything, flipped, openTestDesk, type TestDesk } from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const list = async (bank: Bank, hash: string, more: Record<string, unknown> = {}, caller = desk.curator) => {
  const [signal] = await call(desk.house, listSignal, caller, {
    bankId: bank.id,
    hashes: [{ algorithm: 'pdq', hash }],
    ...more,
  });
  await desk.settle();
  return signal!;
};
const ask = async (hash: string, algorithm: 'pdq' | 'md5' | 'sha1' | 'sha256' = 'pdq', caller = desk.curator) =>
  (await call(desk.house, match, caller, { hashes: [{ algorithm, hash }] })).answers[0]!;

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

/** A partner organisation's caller, with a grant to match against the bank. */
async function partner(name: string, bank: Bank) {
  const organisationId = await desk.organisation(name);
  await asOwner(desk.house.database, async ({ client }) => {
    await client.query('SET LOCAL ROLE suaka_app');
    await client.query(`SELECT set_config('suaka.organisation', $1, true)`, [desk.organisationId]);
    await client.query(
      `INSERT INTO access.grant (id, organisation_id, to_organisation_id, thing, allows, agreement, granted_at) VALUES ($1, $2, $3, $4, 'match', 'Made-up agreement', now())`,
      [`grt_${organisationId.slice(4)}`, desk.organisationId, organisationId, bank.id],
    );
  });
  return callerOf(organisationId, everything);
}
