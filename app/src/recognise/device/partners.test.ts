// Who may match with what people gave of their own pictures: partners with a recorded agreement, at most ten at once, only
// those that a giver allows; and what a giver is told of it, which is never anything about a match.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { giveGrant, listGrants, openAccess, revokeGrant } from '../../access/index.ts';
import { callerOf, openTestHouse, type TestHouse } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  checkCopy,
  ensureDeviceBank,
  giveVerdict,
  match,
  openRecognise,
  readBanks,
  readDeviceStatus,
  readMatch,
  readMatches,
  readSignal,
  readSignals,
  recogniseSharable,
  reinstateSignal,
  signalIndexKey,
  withdrawDeviceSignals,
  withdrawSignal,
} from '../index.ts';
import { nameSignal } from '../signals.ts';
import type { Bank } from '../store/banks.ts';
import { askAbout, deskItself, drawnHash, everything, flipped, protect, type TestDesk } from '../testing.ts';

let house: TestHouse;
before(async () => {
  house = await openTestHouse();
  await openAccess(house.house, { sharables: [recogniseSharable] });
  await openRecognise(house.house);
});
after(() => house?.close());

interface Owner extends TestDesk {
  bank: Bank;
  administrator: Caller;
}

/** An organisation with a device bank and nothing shared. */
async function newOwner(): Promise<Owner> {
  const organisationId = await house.organisation();
  return {
    ...house,
    organisationId,
    curator: callerOf(organisationId, everything),
    second: callerOf(organisationId, everything),
    settle: () => house.house.part(signalIndexKey).follow(),
    administrator: callerOf(organisationId, ['access.manage-grants']),
    bank: await call(house.house, ensureDeviceBank, deskItself(organisationId), { ground: 'image-based-sexual-abuse' }),
  };
}

const agreement = 'Nota rekaan 7, 2 Maret 2031';
const grantTo = (owner: Owner, to: string) =>
  call(house.house, giveGrant, owner.administrator, { to, thing: owner.bank.id, use: 'match', agreement });
async function newPartner(owner: Owner, name: string): Promise<Caller> {
  const id = await house.organisation(name);
  await grantTo(owner, id);
  return callerOf(id, everything);
}
const status = (owner: Owner, submissionId: string) =>
  call(house.house, readDeviceStatus, deskItself(owner.organisationId), { submissionId });
const action = async (owner: Owner, hash: string, caller: Caller, algorithm: 'pdq' | 'sha256' = 'pdq') =>
  (await askAbout(owner, hash, algorithm, caller)).action;

test('a partner matches with a device bank while a recorded grant stands, and not a moment longer', async () => {
  const owner = await newOwner();
  const [hash, sha256] = [drawnHash(), drawnHash()];
  const submissionId = await protect(owner, [
    { algorithm: 'pdq', hash },
    { algorithm: 'sha256', hash: sha256 },
  ]);
  const id = await house.organisation('Platform Rekaan');
  const partner = callerOf(id, everything);
  const sharing = async () =>
    (await call(house.house, readBanks, owner.curator, {})).find((bank) => bank.id === owner.bank.id)!.sharing;
  assert.deepEqual([await action(owner, hash, partner), await sharing()], [null, 'own']);
  assert.deepEqual(await status(owner, submissionId), { status: 'listed', expiresAt: null, recipients: [] });
  const { id: grant } = await grantTo(owner, id);
  assert.deepEqual(
    [await action(owner, flipped(hash, 5), partner), await action(owner, sha256, partner, 'sha256'), await sharing()],
    ['review', 'review', 'partners'],
  );
  assert.deepEqual((await status(owner, submissionId)).recipients, ['Platform Rekaan']);
  await call(house.house, revokeGrant, owner.administrator, { id: grant });
  assert.deepEqual([await action(owner, hash, partner), await sharing()], [null, 'own']);
  assert.deepEqual((await status(owner, submissionId)).recipients, []);
  const { given } = await call(house.house, listGrants, owner.administrator, {});
  assert.equal(given[0]!.agreement, agreement);
});

test('at most ten partners at once: an eleventh is refused until one has gone, however many are let in at the same time', async () => {
  const owner = await newOwner();
  const ids = await Promise.all(Array.from({ length: 13 }, (_, n) => house.organisation(`Mitra Rekaan ${n}`)));
  const outcomes = await Promise.allSettled(ids.map((id) => grantTo(owner, id)));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.deepEqual(
    refused.map(({ reason }) => reason.code),
    ['too-many-partners', 'too-many-partners', 'too-many-partners'],
  );
  const { given } = await call(house.house, listGrants, owner.administrator, {});
  assert.equal(given.length, 10);
  const left = ids[outcomes.findIndex((outcome) => outcome.status === 'rejected')]!;
  await assert.rejects(grantTo(owner, left), { code: 'too-many-partners' });
  await call(house.house, revokeGrant, owner.administrator, { id: given[0]!.id });
  await grantTo(owner, left);
});

test('only the recipients that a giver allows match with a submission; others with the same grant do not', async () => {
  const owner = await newOwner();
  const [allowed, other] = [await newPartner(owner, 'Platform Pilihan'), await newPartner(owner, 'Platform Lain')];
  const [hash, sha256] = [drawnHash(), drawnHash()];
  const hashes = [
    { algorithm: 'pdq' as const, hash },
    { algorithm: 'sha256' as const, hash: sha256 },
  ];
  const submissionId = await protect(owner, hashes, { recipients: [allowed.organisationId] });
  for (const [text, algorithm] of [
    [hash, 'pdq'],
    [sha256, 'sha256'],
  ] as const) {
    assert.equal(await action(owner, text, allowed, algorithm), 'review');
    assert.equal(await action(owner, text, other, algorithm), null);
    assert.equal(await action(owner, text, owner.curator, algorithm), 'review', 'the desk that keeps it matches too');
  }
  assert.deepEqual((await status(owner, submissionId)).recipients, ['Platform Pilihan']);
  await protect(owner, hashes, { submissionId, recipients: null });
  assert.equal(await action(owner, hash, other), 'review');
  assert.deepEqual((await status(owner, submissionId)).recipients, ['Platform Lain', 'Platform Pilihan']);
});

test('a partner sees no list and no count of what people gave, only what it meets', async () => {
  const owner = await newOwner();
  const partner = await newPartner(owner, 'Platform Ingin Tahu');
  const hash = drawnHash();
  await protect(owner, hash);
  const { matchIds } = await askAbout(owner, hash, 'pdq', partner);
  const [number] = [...matchIds.keys()];
  assert.deepEqual(await call(house.house, readSignals, partner, {}), []);
  await assert.rejects(call(house.house, readSignal, partner, { id: nameSignal(number!) }), { code: 'no-such-signal' });
  const seen = (await call(house.house, readBanks, partner, {})).find((bank) => bank.id === owner.bank.id)!;
  assert.deepEqual(seen.counts, {});
});

test('a giver is told the same before a match, after it, after its verdict and in quarantine', async () => {
  const owner = await newOwner();
  const holders = [await newPartner(owner, 'Mitra Satu'), await newPartner(owner, 'Mitra Dua')];
  const hash = drawnHash();
  const submissionId = await protect(owner, hash);
  const told = JSON.stringify(await status(owner, submissionId));
  let number = 0;
  for (const [position, holder] of holders.entries()) {
    const { matchIds } = await askAbout(owner, flipped(hash, 3 * position), 'pdq', holder);
    const [met] = [...matchIds];
    number = met![0];
    assert.equal(JSON.stringify(await status(owner, submissionId)), told);
    await call(house.house, giveVerdict, holder, { id: met![1], verdict: 'refuted', basis: 'Looked at' });
    await house.house.jobs.runAll();
    assert.equal(JSON.stringify(await status(owner, submissionId)), told);
  }
  const id = nameSignal(number);
  const shown = await call(house.house, readSignal, owner.curator, { id });
  assert.equal(shown.signal.state, 'disputed');
  assert.equal(shown.verdicts.length, 2);
  assert.equal(await action(owner, hash, holders[0]!), 'review', 'in quarantine it still asks for review');
  await call(house.house, reinstateSignal, owner.second, { id, reason: 'Compared with the giver’s own words' });
  assert.equal((await call(house.house, readSignal, owner.curator, { id })).signal.state, 'active');
});

test('out of quarantine, and only there, a curator may withdraw a device hash', async () => {
  const owner = await newOwner();
  const holders = [await newPartner(owner, 'Mitra Tiga'), await newPartner(owner, 'Mitra Empat')];
  const hash = drawnHash();
  const submissionId = await protect(owner, hash);
  let id = '';
  for (const holder of holders) {
    const [met] = [...(await askAbout(owner, hash, 'pdq', holder)).matchIds];
    id = nameSignal(met![0]);
    await assert.rejects(call(house.house, withdrawSignal, owner.curator, { id, reason: 'Wrong' }), {
      code: 'device-signal',
    });
    await call(house.house, giveVerdict, holder, { id: met![1], verdict: 'refuted', basis: 'Looked at' });
    await house.house.jobs.runAll();
  }
  await call(house.house, withdrawSignal, owner.curator, { id, reason: 'Two bodies say so' });
  assert.equal((await status(owner, submissionId)).status, 'withdrawn');
});

test('whoever holds copies learns which one a match is about, as long as the hash is listed', async () => {
  const owner = await newOwner();
  const partner = await newPartner(owner, 'Platform Pemegang');
  const hash = drawnHash();
  const submissionId = await protect(owner, hash);
  const copy = flipped(hash, 4);
  const [id] = [...(await askAbout(owner, copy, 'pdq', partner)).matchIds.values()];
  const same = async (text: string) => (await call(house.house, checkCopy, partner, { id: id!, hash: text })).same;
  assert.deepEqual(
    [await same(copy.toUpperCase()), await same(hash), await same(flipped(copy, 1))],
    [true, false, false],
  );
  await assert.rejects(same('00'), { code: 'bad-hash' });
  await assert.rejects(call(house.house, checkCopy, owner.curator, { id: id!, hash: copy }), { code: 'no-such-match' });
  const { match: found } = await call(house.house, readMatch, partner, { id: id! });
  assert.deepEqual([found.code, found.distanceBits], [null, 31]);
  await call(house.house, withdrawDeviceSignals, deskItself(owner.organisationId), {
    submissionId,
    reason: 'withdrawn-by-giver',
  });
  await assert.rejects(same(copy), { code: 'copy-unknown' });
  assert.equal((await call(house.house, readMatches, partner, {})).length, 1, 'the work that was opened stays');
});

test('a lookup says that the device bank was asked, of partners with a grant as of the desk itself', async () => {
  const owner = await newOwner();
  const partner = await newPartner(owner, 'Platform Bertanya');
  for (const [caller, shared] of [
    [owner.curator, false],
    [partner, true],
  ] as const) {
    const { asked } = await call(house.house, match, caller, { hashes: [{ algorithm: 'pdq', hash: drawnHash() }] });
    assert.deepEqual(asked.lists, [{ code: owner.bank.code, name: owner.bank.name, shared }]);
  }
});
