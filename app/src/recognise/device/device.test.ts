// Hashes from a person's own device: found like others, readable by nobody, in banks that nobody's hands reach, and gone
// when their giver says so. On a real PostgreSQL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { permissionsOfRoles, permissionsOfScopes, type Role, roles, type Scope, scopes } from '../../access/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { beginImport, exportSignals } from '../bulk/index.ts';
import type { Algorithm } from '../hashes.ts';
import {
  approveSignal,
  changeBank,
  devicePermission,
  endBank,
  ensureDeviceBank,
  eraseDeviceSignals,
  expirePastSignals,
  listDeviceSignals,
  listSignal,
  makeBank,
  match,
  moveBank,
  pauseSignal,
  readBanks,
  readDeviceStatus,
  readMatches,
  readSignal,
  readSignals,
  relistSignal,
  withdrawDeviceSignals,
  withdrawSignal,
} from '../index.ts';
import { nameSignal } from '../signals.ts';
import {
  type Asks,
  askAbout,
  bankFor,
  deskItself,
  drawnHash,
  flipped,
  listHash,
  openTestDesk,
  protect,
  type TestDesk,
} from '../testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const ask: Asks = (...given) => askAbout(desk, ...given);
const itself = () => deskItself(desk.organisationId);
const deviceBank = (ground = 'image-based-sexual-abuse') =>
  call(desk.house, ensureDeviceBank, itself(), { ground: ground as never });
const status = (submissionId: string) => call(desk.house, readDeviceStatus, itself(), { submissionId });
const withdraw = (submissionId: string) =>
  call(desk.house, withdrawDeviceSignals, itself(), { submissionId, reason: 'withdrawn-by-giver' });

test('a device hash is found near and asks for review; of how near it is, and of the hash, nothing is told', async () => {
  const hash = drawnHash();
  await protect(desk, hash);
  for (const bits of [0, 7, 31]) {
    const answer = await ask(flipped(hash, bits));
    assert.deepEqual(
      answer.hits.map((hit) => [hit.action, hit.distanceBits, hit.signal.code, hit.bank.kind]),
      [['review', 31, null, 'device']],
    );
    assert.equal(answer.matchIds.size, 1);
  }
  assert.equal((await ask(flipped(hash, 32))).action, null);
});

test('exact device hashes are found when equal, whatever the case of the digits, and not under another algorithm', async () => {
  const hashes = (['md5', 'sha1', 'sha256'] as const).map((algorithm, n) => ({
    algorithm,
    hash: drawnHash([16, 20, 32][n]),
  }));
  await protect(desk, hashes);
  for (const { algorithm, hash } of hashes) {
    assert.equal((await ask(hash.toUpperCase(), algorithm)).action, 'review');
    assert.equal((await ask(flipped(hash, 1), algorithm)).action, null);
  }
  assert.equal((await ask(hashes[2]!.hash, 'pdq')).action, null);
});

test('device hashes and listed ones are found in one lookup, each for its own query', async () => {
  const [mine, listed, both] = [drawnHash(), drawnHash(), drawnHash()];
  await protect(desk, [
    { algorithm: 'sha256', hash: mine },
    { algorithm: 'pdq', hash: both },
  ]);
  const bank = await bankFor(desk, { action: 'block' });
  await listHash(desk, bank, both);
  await call(desk.house, listSignal, desk.curator, {
    bankId: bank.id,
    hashes: [{ algorithm: 'sha256', hash: listed }],
  });
  const { answers } = await call(desk.house, match, desk.curator, {
    hashes: [
      { algorithm: 'sha256', hash: listed },
      { algorithm: 'pdq', hash: both },
      { algorithm: 'sha256', hash: drawnHash() },
      { algorithm: 'sha256', hash: mine },
    ],
  });
  assert.deepEqual(
    answers.map((answer) => answer.hits.map((hit) => hit.bank.kind)),
    [['listing'], ['listing', 'device'], [], ['device']],
  );
});

test('what is known to be harmless turns a near device hit to a notice, and an equal exact one to a review', async () => {
  const [near, exact] = [drawnHash(), drawnHash()];
  const hashes = [
    { algorithm: 'pdq' as const, hash: near },
    { algorithm: 'sha256' as const, hash: exact },
  ];
  await protect(desk, hashes);
  const harmless = await bankFor(desk, { kind: 'negative' });
  const listed = await call(desk.house, listSignal, desk.curator, { bankId: harmless.id, hashes });
  for (const { number } of listed) await call(desk.house, approveSignal, desk.second, { id: nameSignal(number) });
  await desk.settle();
  const told = async (hash: string, algorithm: Algorithm) =>
    (await ask(hash, algorithm)).hits.map((hit) => [hit.bank.kind, hit.action, hit.knownHarmless, hit.conflict]);
  assert.deepEqual(await told(near, 'pdq'), [['device', 'log', true, false]]);
  assert.deepEqual(await told(exact, 'sha256'), [['device', 'review', false, true]]);
});

test('a quality floor and a bank that is named apply as to others', async () => {
  const hash = drawnHash();
  await protect(desk, hash);
  const asking = async (quality: number | null, consult: object = {}) => {
    const { answers } = await call(desk.house, match, desk.curator, {
      hashes: [{ algorithm: 'pdq', hash, quality }],
      consult,
    });
    return answers[0]!.action;
  };
  assert.equal(await asking(49), null);
  assert.equal(await asking(50), 'review');
  assert.equal(await asking(null, { bankIds: [] }), null);
  assert.equal(await asking(null, { bankIds: [(await deviceBank()).id] }), 'review');
});

test('each ground has one device bank, made once though many ask for it at the same time', async (t) => {
  const alone = await openTestDesk({ database: desk.database });
  t.after(() => alone.close());
  const made = await Promise.all(
    Array.from({ length: 8 }, () =>
      call(alone.house, ensureDeviceBank, deskItself(alone.organisationId), { ground: 'sexual-extortion' }),
    ),
  );
  assert.equal(new Set(made.map((bank) => bank.id)).size, 1);
  const { id: _, createdAt: __, name: ___, purpose: ____, legalBasis: _____, ...bank } = made[0]!;
  assert.deepEqual(bank, {
    organisationId: alone.organisationId,
    code: 'DEVICE_REVIEW_SEXUAL_EXTORTION',
    state: 'active',
    kind: 'device',
    ground: 'sexual-extortion',
    radiusBits: 31,
    qualityFloor: 50,
    action: 'review',
    secondReview: false,
    sharing: 'own',
    enabledRatio: 1,
    createdBy: 'node',
  });
});

test('a device bank is made although its code is taken', async (t) => {
  const alone = await openTestDesk({ database: desk.database });
  t.after(() => alone.close());
  await bankFor(alone, { code: 'DEVICE_REVIEW_GROOMING' });
  const bank = await call(alone.house, ensureDeviceBank, deskItself(alone.organisationId), { ground: 'grooming' });
  assert.match(bank.code, /^DEVICE_REVIEW_GROOMING_[0-9A-Z]{6}$/);
});

test('nobody makes, changes, moves, ends, fills, imports into or exports a device bank by hand', async () => {
  await protect(desk, drawnHash());
  const { id, code } = await deviceBank();
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: id, limit: 1 });
  const refused = { code: 'device-bank' };
  const by = desk.curator;
  for (const action of ['block', 'log'] as const)
    await assert.rejects(call(desk.house, changeBank, by, { id, changes: { action } }), refused);
  await assert.rejects(call(desk.house, changeBank, by, { id, changes: { sharing: 'partners' } }), refused);
  await assert.rejects(call(desk.house, moveBank, by, { id, transition: 'suspend' }), refused);
  await assert.rejects(call(desk.house, endBank, by, { id, reason: 'Made up' }), refused);
  const hashes = [{ algorithm: 'pdq' as const, hash: drawnHash() }];
  await assert.rejects(call(desk.house, listSignal, by, { bankId: id, hashes }), refused);
  await assert.rejects(
    call(desk.house, pauseSignal, by, { bankId: id, content: signal!.number, until: 'infinity' }),
    refused,
  );
  await assert.rejects(call(desk.house, beginImport, by, { bankId: id }), refused);
  for (const format of ['csv', 'lines', 'ndjson'] as const)
    await assert.rejects(call(desk.house, exportSignals, by, { bankId: id, format }), refused);
  const kind = { code: 'SMUGGLED', kind: 'device', name: code, purpose: 'x', legalBasis: 'x', ground: 'grooming' };
  await assert.rejects(call(desk.house, makeBank, by, kind as never), { code: 'bad-input' });
});

test('the database itself refuses a device bank that blocks, a hash in plain, and hashes where they do not belong', async () => {
  const hash = drawnHash();
  const submissionId = await protect(desk, hash);
  const { id } = await deviceBank();
  const listing = await bankFor(desk);
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: id, limit: 1 });
  const tries: [string, unknown[], RegExp][] = [
    [`UPDATE recognise.bank SET action = 'block' WHERE id = $1`, [id], /bank_device_check/],
    [`UPDATE recognise.bank SET action = 'log' WHERE id = $1`, [id], /bank_device_check/],
    [`UPDATE recognise.bank SET sharing = 'partners' WHERE id = $1`, [id], /bank_device_check/],
    [`UPDATE recognise.bank SET enabled_ratio = 0 WHERE id = $1`, [id], /bank_device_check/],
    [`UPDATE recognise.bank SET kind = 'listing' WHERE id = $1`, [id], /fkey/],
    [
      `INSERT INTO recognise.bank (id, organisation_id, code, name, state, kind, purpose, ground, legal_basis, radius_bits, quality_floor, action, second_review, sharing, created_at, created_by)
         VALUES ('bnk_x', runtime.organisation(), 'X', 'x', 'active', 'device', 'x', 'trafficking', 'x', 31, 50, 'block', false, 'own', now(), 'x')`,
      [],
      /bank_device_check/,
    ],
    [
      `UPDATE recognise.signal SET code = $2 WHERE number = $1`,
      [signal!.number, Buffer.from(hash, 'hex')],
      /signal_device_check/,
    ],
    [`UPDATE recognise.signal SET bank_id = $2 WHERE number = $1`, [signal!.number, listing.id], /fkey/],
    [`UPDATE recognise.signal SET sealed_code = NULL WHERE number = $1`, [signal!.number], /signal_device_check/],
    [
      `INSERT INTO recognise.signal (organisation_id, bank_id, algorithm, code, state, source_kind, source, listed_at, listed_by)
         VALUES (runtime.organisation(), $1, 'pdq', $2, 'active', 'agency', 'own', now(), 'x')`,
      [id, Buffer.from(hash, 'hex')],
      /fkey/,
    ],
    [
      `INSERT INTO recognise.signal (organisation_id, bank_id, algorithm, code, state, source_kind, source, listed_at, listed_by)
         VALUES (runtime.organisation(), $1, 'pdq', $2, 'active', 'device', $3, now(), 'x')`,
      [id, Buffer.from(hash, 'hex'), submissionId],
      /signal_device_check/,
    ],
    [
      `INSERT INTO recognise.match (id, organisation_id, signal_number, signal_organisation_id, bank_id, algorithm, code, distance_bits, conflict, state, opened_at, last_seen_at)
         VALUES ('mat_x', runtime.organisation(), $1, runtime.organisation(), $2, 'pdq', $3, 0, false, 'open', now(), now())`,
      [signal!.number, id, Buffer.from(hash, 'hex')],
      /fkey/,
    ],
  ];
  for (const [statement, values, refusal] of tries)
    await assert.rejects(
      inOrganisation(desk.house.database, desk.organisationId, ({ client }) => client.query(statement, values)),
      refusal,
      statement,
    );
});

test('a withdrawal ends what its submission lists and nothing of another, though it be the same picture', async () => {
  const [hash, sha256] = [drawnHash(), drawnHash()];
  const hashes = [
    { algorithm: 'pdq' as const, hash },
    { algorithm: 'sha256' as const, hash: sha256 },
  ];
  const [mine, other] = [await protect(desk, hashes), await protect(desk, hashes)];
  assert.equal((await ask(hash)).hits.length, 2);
  assert.deepEqual(await withdraw(mine), { withdrawn: 2 });
  for (const [text, algorithm] of [
    [hash, 'pdq'],
    [sha256, 'sha256'],
  ] as const)
    assert.deepEqual(
      (await ask(text, algorithm)).hits.map((hit) => hit.signal.source),
      [other],
    );
  assert.deepEqual([(await status(mine)).status, (await status(other)).status], ['withdrawn', 'listed']);
  assert.deepEqual(await withdraw(mine), { withdrawn: 0 }, 'a second time changes nothing');
});

test('what was withdrawn stays so, whoever repeats the listing, and at whoever’s hands', async () => {
  const hash = drawnHash();
  const submissionId = await protect(desk, hash);
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: (await deviceBank()).id, limit: 1 });
  const id = nameSignal(signal!.number);
  await assert.rejects(call(desk.house, withdrawSignal, desk.curator, { id, reason: 'Not theirs to end' }), {
    code: 'device-signal',
  });
  await withdraw(submissionId);
  const again = { submissionId, ground: 'image-based-sexual-abuse' as const, expiresAt: null };
  const listed = await call(desk.house, listDeviceSignals, itself(), {
    ...again,
    hashes: [{ algorithm: 'pdq', hash }],
  });
  assert.deepEqual(listed, { listed: 0, there: 0, withdrawnBefore: 1 });
  await desk.settle();
  assert.equal((await ask(hash)).action, null);
  await assert.rejects(call(desk.house, relistSignal, desk.curator, { id, reason: 'Made up' }), {
    code: 'device-signal',
  });
});

test('listing again under the same submission adds what is new, and takes over lifetime and scope', async () => {
  const [first, second] = [drawnHash(), drawnHash()];
  const submissionId = await protect(desk, first, { expiresAt: new Date(desk.house.now().getTime() + 60_000) });
  const again = await call(desk.house, listDeviceSignals, itself(), {
    submissionId,
    ground: 'image-based-sexual-abuse',
    hashes: [first, second].map((hash) => ({ algorithm: 'pdq' as const, hash })),
    expiresAt: null,
  });
  assert.deepEqual(again, { listed: 1, there: 1, withdrawnBefore: 0 });
  assert.equal((await status(submissionId)).expiresAt, null);
});

test('a consent that ended leaves the list by its date, and one that is renewed comes back', async () => {
  const hash = drawnHash();
  const inAMinute = () => new Date(desk.house.now().getTime() + 60_000);
  const submissionId = await protect(desk, hash, { expiresAt: inAMinute() });
  assert.equal((await status(submissionId)).status, 'listed');
  desk.forward(61_000);
  assert.equal((await ask(hash)).action, null);
  assert.equal((await status(submissionId)).status, 'expired');
  await call(desk.house, expirePastSignals, desk.curator, {});
  await desk.settle();
  assert.equal((await status(submissionId)).status, 'expired');
  await protect(desk, hash, { submissionId, expiresAt: inAMinute() });
  assert.equal((await ask(hash)).action, 'review');
  desk.forward(61_000);
  await call(desk.house, eraseDeviceSignals, itself(), { submissionId });
  assert.equal((await status(submissionId)).status, 'expired', 'erasing what had ended does not make it withdrawn');
  await assert.rejects(protect(desk, drawnHash(), { expiresAt: desk.house.now() }), { code: 'expires-in-the-past' });
});

test('no role and no scope of a key may act for the givers, and no organisation for another’s', async () => {
  for (const role of Object.keys(roles) as Role[]) assert.ok(!permissionsOfRoles([role]).has(devicePermission), role);
  for (const scope of Object.keys(scopes) as Scope[])
    assert.ok(!permissionsOfScopes([scope]).has(devicePermission), scope);
  const submissionId = await protect(desk, drawnHash());
  const stranger = deskItself(await desk.organisation('Made-up Stranger'));
  await assert.rejects(call(desk.house, readDeviceStatus, stranger, { submissionId }), { code: 'no-such-submission' });
  await assert.rejects(
    call(desk.house, withdrawDeviceSignals, stranger, { submissionId, reason: 'withdrawn-by-giver' }),
    { code: 'no-such-submission' },
  );
  assert.equal((await status(submissionId)).status, 'listed');
});

test('the desk’s own people see that something is listed, and neither the hash nor the submission', async () => {
  const hash = drawnHash();
  await protect(desk, hash);
  const { id: bankId } = await deviceBank();
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId, limit: 1 });
  assert.equal(signal!.code, null);
  const found = await call(desk.house, readSignals, desk.curator, { algorithm: 'pdq', hash });
  assert.deepEqual(found, [], 'and a list does not tell that a hash is among them');
  const { signal: one } = await call(desk.house, readSignal, desk.curator, { id: nameSignal(signal!.number) });
  assert.equal(one.code, null);
  const { counts } = (await call(desk.house, readBanks, desk.curator, {})).find((bank) => bank.id === bankId)!;
  assert.ok(counts.active!.pdq! > 0);
});

test('what a match keeps of a copy counts the same copy again and another one anew', async () => {
  const hash = drawnHash();
  await protect(desk, hash);
  const prober = callerOf(desk.organisationId, ['recognise.match']);
  for (const bits of [0, 0, 3]) await ask(flipped(hash, bits), 'pdq', prober);
  const [signal] = await call(desk.house, readSignals, desk.curator, { bankId: (await deviceBank()).id, limit: 1 });
  const opened = (await call(desk.house, readMatches, desk.curator, { state: 'open' })).filter(
    (each) => each.signalNumber === signal!.number,
  );
  assert.deepEqual(
    opened
      .map((each) => [each.code, each.timesSeen, each.distanceBits])
      .toSorted((x, y) => Number(x[1]) - Number(y[1])),
    [
      [null, 1, 31],
      [null, 2, 31],
    ],
  );
  const blinds = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT DISTINCT copy_blind FROM recognise.match WHERE signal_number = $1', [signal!.number]),
  );
  assert.equal(blinds.rowCount, 2);
});
