// Following a removal by checks, in a whole house under a moved clock: confirmed from two countries, watched, come back,
// withheld, out of sight; and what officers and platforms say beside it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { findRemoval, type Removal, updateRemoval } from '../removal/store.ts';
import { attest, checkDue, checkNow, noteStatement, readEvidence, watchDays } from './index.ts';
import {
  type Answering,
  hangUp,
  madeUpRemoval,
  madeUpVantage,
  openCheckHouse,
  page,
  picture,
  redirect,
} from './testing.ts';

type House = Awaited<ReturnType<typeof openCheckHouse>>;
let made: House;
/** An organisation with vantage points in two countries, and one with a single one. */
let two: string;
let one: string;
const up = page(200, 'Unggahan');
const away = page(404, 'Tidak ditemukan');

before(async () => {
  made = await openCheckHouse();
  two = made.organisationId;
  one = await made.organisation();
  for (const place of [
    { network: 64_500, country: 'ID' },
    { network: 64_502, country: 'SG' },
  ])
    await madeUpVantage(made.house, two, place, made.host);
  await madeUpVantage(made.house, one, { network: 64_500, country: 'ID' }, made.host);
});
// What earlier tests left to be looked at takes no time of later ones.
beforeEach(() =>
  asOwner(made.house.database, ({ client }) => client.query('UPDATE remove.removal SET next_check_at = NULL')),
);
after(() => made?.close());

const read = (organisationId: string, id: string): Promise<Removal> =>
  inOrganisation(made.house.database, organisationId, async (work) => (await findRemoval(work, id))!);

/** Waits until it is due, and has it looked at while the host answers so. */
async function round(organisationId: string, id: string, answering: Answering): Promise<Removal> {
  const { nextCheckAt } = await read(organisationId, id);
  made.forward(Math.max(0, nextCheckAt!.getTime() - made.house.now().getTime()));
  made.host.answering = answering;
  await checkDue(made.house);
  return read(organisationId, id);
}

async function rounds(organisationId: string, id: string, times: number, answering: Answering): Promise<Removal> {
  let removal = await read(organisationId, id);
  for (let each = 0; each < times; each += 1) removal = await round(organisationId, id, answering);
  return removal;
}

const waits = ({ nextCheckAt }: Removal): number => nextCheckAt!.getTime() - made.house.now().getTime();
const refused = (code: string) => (thrown: { code?: string }) => thrown.code === code;
const officerOf = (organisationId: string) => callerOf(organisationId, ['remove.attest', 'remove.work', 'remove.look']);

test('gone from two countries for a day is confirmed, with when it was gone first; until then nothing is claimed', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const there = await round(two, id, up);
  assert.deepEqual([there.state, there.seen, there.grade], ['notice-open', 'present', null]);
  const first = await round(two, id, away);
  const goneSince = made.house.now();
  assert.deepEqual([first.state, first.seen, first.grade], ['notice-open', 'gone', null]);
  const third = await rounds(two, id, 2, away);
  assert.equal(third.grade, null, 'sixteen hours are no day');
  const confirmed = await round(two, id, away);
  assert.deepEqual([confirmed.state, confirmed.grade], ['removed', 'machine-confirmed']);
  assert.deepEqual(confirmed.removedAt, goneSince);
  assert.equal(confirmed.watchUntil!.getTime() - made.house.now().getTime(), 365 * dayMs);
});

test('it is looked at every hour while it is urgent, every four while it is not, every eight once it seems gone', async () => {
  const urgent = await madeUpRemoval(made.house, two, { ground: 'child-sexual-exploitation' });
  const inDanger = await madeUpRemoval(made.house, two, { danger: true });
  const plain = await madeUpRemoval(made.house, two);
  for (const { id } of [urgent, inDanger]) {
    const wait = waits(await round(two, id, up));
    assert.ok(wait >= hourMs && wait <= 1.2 * hourMs, `${wait} ms`);
  }
  const wait = waits(await round(two, plain.id, up));
  assert.ok(wait >= hourMs && wait <= 4 * hourMs, `${wait} ms`);
  const gone = waits(await round(two, plain.id, away));
  assert.ok(gone >= 8 * hourMs && gone < 9 * hourMs, `${gone} ms`);
});

test('it is watched on the days of the watch, and not after', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  let removal = await rounds(two, id, 4, away);
  const { gradedAt } = removal;
  for (const day of watchDays) {
    const age = removal.nextCheckAt!.getTime() - gradedAt!.getTime();
    assert.ok(age >= day * dayMs && age <= day * dayMs + hourMs, `day ${day}: ${age / dayMs}`);
    removal = await round(two, id, away);
  }
  assert.equal(removal.nextCheckAt, null);
  assert.equal(removal.grade, 'machine-confirmed');
});

test('what comes back within the watch is reopened after a second look, without its grade', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const confirmed = await rounds(two, id, 5, away);
  const doubted = await round(two, id, up);
  assert.deepEqual([doubted.state, doubted.seen], ['removed', 'present']);
  assert.ok(waits(doubted) <= 11 * minuteMs, 'soon');
  const back = await round(two, id, up);
  assert.deepEqual([back.state, back.grade, back.gradedAt, back.reappearances], ['reappeared', null, null, 1]);
  assert.deepEqual(back.removedAt, confirmed.removedAt);
  const again = await rounds(two, id, 5, away);
  assert.deepEqual([again.state, again.grade, again.reappearances], ['removed', 'machine-confirmed', 1]);
});

test('one look that saw it alone does not reopen it', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  await rounds(two, id, 5, away);
  await round(two, id, up);
  const removal = await round(two, id, away);
  assert.equal(removal.state, 'removed');
});

test('from one place only it is said to be gone from one place only', async () => {
  const { id } = await madeUpRemoval(made.house, one);
  const removal = await rounds(one, id, 5, away);
  assert.deepEqual([removal.state, removal.grade], ['removed', 'gone-one-place']);
});

const withheld =
  (answering: Answering): Answering =>
  (from, response, request) =>
    (from.country === 'ID' ? answering : up)(from, response, request);

test('withheld from one country it is blocked there, and asked for again once it is seen there', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  assert.equal((await round(two, id, withheld(page(451, 'Unavailable')))).state, 'geo-blocked');
  assert.equal((await round(two, id, withheld(hangUp))).state, 'geo-blocked', 'an error shows nothing');
  assert.equal((await round(two, id, up)).state, 'notice-open');
});

test('disguised as "not found" in one country it is never said to be removed', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const removal = await rounds(two, id, 8, withheld(away));
  assert.deepEqual([removal.state, removal.seen, removal.grade], ['notice-open', 'present', null]);
});

test('where it was openly withheld after the notice, "not found" confirms nothing, however long ago that was', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  await round(two, id, withheld(page(451, 'Unavailable')));
  made.forward(3 * dayMs);
  await round(two, id, up);
  const removal = await rounds(two, id, 5, away);
  assert.deepEqual([removal.state, removal.grade], ['removed', 'gone-one-place']);
});

test('what goes and comes with every round is never said to be removed', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  for (let each = 0; each < 6; each += 1) {
    await rounds(two, id, 2, away);
    assert.equal((await round(two, id, up)).state, 'notice-open');
  }
});

test('a deadline that passed out of sight is missed once it is seen again', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  await rounds(two, id, 3, page(401, 'Masuk'));
  const dueAt = made.house.now();
  await inOrganisation(made.house.database, two, (work) => updateRemoval(work, id, { dueAt }));
  assert.equal((await round(two, id, up)).state, 'overdue');
});

test('sight is lost after several rounds that tell nothing, not after one, and found again', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const wall = page(401, 'Masuk');
  assert.equal((await rounds(two, id, 2, wall)).state, 'notice-open');
  assert.equal((await round(two, id, hangUp)).state, 'unknown');
  assert.equal((await round(two, id, picture())).state, 'notice-open');
});

test('errors, walls, soft pages and pictures under 404 never make it removed', async () => {
  for (const answering of [hangUp, page(503, 'x'), page(200, 'Tidak ditemukan'), picture(404), page(404, 'Sign in')]) {
    const { id } = await madeUpRemoval(made.house, two);
    const removal = await rounds(two, id, 6, answering);
    assert.deepEqual([removal.state, removal.grade], ['unknown', null]);
  }
});

test('a redirect to another site is seen twice before it has moved, and that site is never asked', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const moved = redirect('https://tempat-lain.example/sama');
  assert.equal((await round(two, id, moved)).state, 'notice-open');
  assert.equal((await round(two, id, moved)).state, 'moved');
  assert.ok(!made.host.visits.some((visit) => visit.startsWith('tempat-lain')));
});

test('a named officer says that it is gone, unless a check saw it within a day', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  const officer = officerOf(two);
  let removal = await round(two, id, up);
  const given = { id, basis: 'viewer' as const, note: 'Catatan rekaan.' };
  await assert.rejects(
    call(made.house, attest, officer, { ...given, version: removal.version }),
    refused('still-there'),
  );
  removal = await rounds(two, id, 8, page(401, 'Masuk'));
  await assert.rejects(call(made.house, attest, officer, { ...given, version: 1 }), refused('changed-meanwhile'));
  await call(made.house, attest, officer, { ...given, version: removal.version });
  removal = await read(two, id);
  assert.deepEqual([removal.state, removal.grade], ['removed', 'attested']);
  const reader = callerOf(two, ['remove.look', 'report.read']);
  const { attestations } = await call(made.house, readEvidence, reader, { id });
  assert.deepEqual([attestations[0]!.officer, attestations[0]!.note], [officer.id, 'Catatan rekaan.']);
  const looking = await call(made.house, readEvidence, officer, { id });
  assert.equal(looking.attestations[0]!.note, null, 'the note is for those who may read');
  assert.equal((await rounds(two, id, 5, away)).grade, 'machine-confirmed', 'checks go on and say more');
});

test('what the platform states is a statement only, and its contradiction is no coming back', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  await round(two, id, up);
  const state = (at: Date) =>
    inOrganisation(made.house.database, two, async (work) =>
      noteStatement(work, (await findRemoval(work, id, 'FOR UPDATE'))!, { by: 'platform', at }),
    );
  await state(new Date(made.house.now().getTime() - hourMs));
  assert.equal((await read(two, id)).state, 'notice-open', 'a check saw it since');
  made.forward(minuteMs);
  await state(made.house.now());
  const stated = await read(two, id);
  assert.deepEqual([stated.state, stated.grade, stated.nextCheckAt], ['removed', 'stated', made.house.now()]);
  made.forward(minuteMs);
  await round(two, id, up);
  const open = await round(two, id, up);
  assert.deepEqual([open.state, open.grade, open.reappearances, open.removedAt], ['reappeared', null, 0, null]);
});

test('accounts and numbers are not looked at by machine', async () => {
  const { id } = await madeUpRemoval(made.house, two, { address: 'instagram: nama_rekaan_1' });
  const asked = made.host.visits.length;
  const removal = await round(two, id, up);
  assert.equal(made.host.visits.length, asked);
  assert.deepEqual([removal.state, removal.seen], ['notice-open', null]);
  await assert.rejects(call(made.house, checkNow, officerOf(two), { id }), refused('not-checkable'));
});

test('a check can be asked for, and a host is still not asked twice within minutes', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  await round(two, id, up);
  const { at } = await call(made.house, checkNow, officerOf(two), { id });
  assert.equal(at.getTime() - made.house.now().getTime(), 5 * minuteMs);
  made.forward(5 * minuteMs);
  const seenAt = made.house.now();
  made.host.answering = up;
  await checkDue(made.house);
  assert.deepEqual((await read(two, id)).seenAt, seenAt);
});

test('one host is asked one thing at a time, and two nodes never look at the same', async () => {
  const removals = [];
  for (let each = 0; each < 6; each += 1)
    removals.push(await madeUpRemoval(made.house, two, { address: `https://satu-tempat.example/unggahan/${each}` }));
  let open = 0;
  let most = 0;
  made.host.visits.length = 0;
  made.host.answering = (from, response, request) => {
    most = Math.max(most, (open += 1));
    response.on('close', () => (open -= 1));
    setImmediate(() => up(from, response, request));
  };
  await Promise.all([checkDue(made.house), checkDue(made.house)]);
  const mine = made.host.visits.filter((visit) => visit.startsWith('satu-tempat'));
  assert.equal(mine.length, removals.length * 2, 'each from two vantage points, once');
  assert.equal(most, 1);
});

test('one that fails in a way nobody thought of holds up no other, and is looked at again', async () => {
  const broken = await madeUpRemoval(made.house, two, { address: 'https://rusak.example/a' });
  const whole = await madeUpRemoval(made.house, two);
  const { fetch } = made.host;
  made.host.fetch = (url, ...given) =>
    url.includes('rusak') ? Promise.reject(new TypeError('made up')) : fetch(url, ...given);
  made.host.answering = up;
  await checkDue(made.house);
  made.host.fetch = fetch;
  assert.equal((await read(two, whole.id)).seen, 'present');
  const left = await read(two, broken.id);
  assert.equal(left.seen, null);
  assert.ok(waits(left) > 0 && waits(left) <= 15 * minuteMs);
  assert.equal((await round(two, broken.id, up)).seen, 'present');
});

test('a check leaves neither an address nor a page in any table of the desk or in the record', async () => {
  const address = 'https://rahasia-rekaan.example/unggahan/penanda-rekaan';
  const { id } = await madeUpRemoval(made.house, two, { address });
  await round(two, id, page(200, 'Judul penanda-rekaan'));
  await rounds(two, id, 2, redirect('https://penanda-rekaan-lain.example/x'));
  const rows = await asOwner(made.house.database, async ({ client }) => {
    const all: string[] = [];
    for (const table of ['remove.check', 'remove.vantage', 'remove.entry', 'remove.removal', 'audit.event'])
      all.push(...(await client.query(`SELECT t::text AS row FROM ${table} t`)).rows.map(({ row }) => row));
    return all;
  });
  assert.ok(rows.length > 10);
  assert.deepEqual(
    rows.filter((row) => /rekaan|proxy-|example/.test(row)),
    [],
  );
});

test('what was stopped while a round was under way is left as it is', async () => {
  const { id } = await madeUpRemoval(made.house, two);
  made.host.answering = (from, response, request) => {
    void asOwner(made.house.database, ({ client }) =>
      client.query(`UPDATE remove.removal SET state = 'stopped', stopped_for = 'contest' WHERE id = $1`, [id]),
    ).then(() => up(from, response, request));
  };
  await checkDue(made.house);
  const removal = await read(two, id);
  assert.deepEqual([removal.state, removal.seen, removal.nextCheckAt], ['stopped', null, null]);
});
