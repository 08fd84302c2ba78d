// Locating against a made-up internet: where things lie, who takes notices there, and what follows when they move.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { keepPlatform, readPlatform } from '../directory/index.ts';
import { madeUpPlatform } from '../directory/testing.ts';
import { updateRemoval } from '../removal/store.ts';
import { readEntries } from '../store/entries.ts';
import { hasMoved, nothing } from './found.ts';
import { type Moved, onMovedPart } from './moved.ts';
import { type LocateHouse, madeUpRemoval, openLocateHouse, removalNow } from './testing.ts';
import { locateRemoval, readLocations, relocate } from './verbs.ts';

let made: LocateHouse;
let officer: Caller;
let supervisor: Caller;
const moved: Moved[] = [];
before(async () => {
  made = await openLocateHouse();
  officer = callerOf(made.organisationId, ['remove.look', 'remove.work', 'report.read']);
  supervisor = callerOf(made.organisationId, ['remove.look', 'remove.supervise']);
  made.house.place(onMovedPart, async (_finding, each) => void moved.push(each));
});
after(() => made?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const locate = (id: string) => call(made.house, locateRemoval, officer, { id });
const read = (id: string, by = officer) => call(made.house, readLocations, by, { id });
const now = (id: string) => removalNow(made, id);
const transitions = async (id: string) => {
  const entries = await inOrganisation(made.house.database, made.organisationId, (work) => readEntries(work, id));
  return entries.map(({ kind, facts }) => facts['transition'] ?? kind);
};
const removalAt = (host: string, changes = {}) => madeUpRemoval(made, { items: `https://${host}/a`, changes });
const asked = { state: 'notice-open' as const, askedAt: new Date('2031-03-14T02:00:00Z') };

test('an address on the web is located at its host, which is entered in the directory', async () => {
  made.internet.place('foto.rekaan-satu.example', '192.0.2.10', { network: 64_501 });
  made.internet.registrations.set('rekaan-satu.example', {
    registrar: 'Pendaftar Rekaan',
    abuseMail: null,
    country: 'SG',
  });
  const { id } = await removalAt('foto.rekaan-satu.example');
  const said = await locate(id);
  assert.deepEqual([said.outcome, said.moved, said.country, said.network], ['found', false, 'ID', 64_501]);
  const removal = await now(id);
  assert.deepEqual([removal.state, removal.country, removal.network], ['located', 'ID', 64_501]);
  const { platform } = await call(made.house, readPlatform, officer, { id: removal.platformId! });
  assert.deepEqual([platform.kind, platform.way, platform.mail], ['host', 'mail', 'abuse@hosting-rekaan.example']);
  const [location] = (await read(id)).locations;
  assert.equal(location!.found!.host, 'foto.rekaan-satu.example');
  assert.equal(location!.found!.registrar, 'Pendaftar Rekaan');
});

test('two sites of one network have one host', async () => {
  made.internet.place('satu.rekaan-dua.example', '192.0.2.20', { network: 64_502 });
  made.internet.place('dua.rekaan-dua.example', '192.0.2.21', { network: 64_502 });
  const [first, second] = [await removalAt('satu.rekaan-dua.example'), await removalAt('dua.rekaan-dua.example')];
  assert.equal((await locate(first.id)).platformId, (await locate(second.id)).platformId);
});

test('an account goes to its platform and its country, without a question to anybody', async () => {
  const given = madeUpPlatform({ code: 'tiktok', country: 'SG' });
  const { id: platformId } = await call(made.house, keepPlatform, supervisor, given as never);
  const { id } = await madeUpRemoval(made, { items: 'tiktok @rekaan_contoh' });
  const before = made.internet.asked.length;
  assert.deepEqual([(await locate(id)).platformId, (await now(id)).country], [platformId, 'SG']);
  assert.equal(made.internet.asked.length, before);
});

test('an address under a domain of an entry goes to that entry', async () => {
  const { id: platformId } = await call(
    made.house,
    keepPlatform,
    supervisor,
    madeUpPlatform({ domains: 'forum-rekaan.example' }) as never,
  );
  made.internet.place('www.forum-rekaan.example', '192.0.2.30', { network: 64_503 });
  const { id } = await removalAt('www.forum-rekaan.example');
  assert.equal((await locate(id)).platformId, platformId);
});

test('what lies nowhere is said to: a name without addresses, a platform that nobody entered, a hidden service', async () => {
  made.internet.hosts.set('hilang-rekaan.example', []);
  for (const items of [
    'https://hilang-rekaan.example/a',
    'snapchat rekaan_contoh',
    `http://${'a'.repeat(56)}.onion/x`,
  ]) {
    const { id } = await madeUpRemoval(made, { items });
    assert.equal((await locate(id)).outcome, 'nowhere', items);
    assert.equal((await now(id)).state, 'unlocatable');
  }
});

test('where outside does not answer nothing is claimed', async () => {
  made.internet.hosts.set('bisu-rekaan.example', ['192.0.2.40']);
  for (const host of ['tidak-terjawab.example', 'bisu-rekaan.example']) {
    const { id } = await removalAt(host);
    assert.equal((await locate(id)).outcome, 'not-known');
    assert.equal((await now(id)).state, 'new');
    assert.deepEqual((await read(id)).locations, []);
  }
});

test('a moved host: notices to the old one stop in the same transaction, and the work goes on at the new one', async () => {
  made.internet.place('pindah.example', '192.0.2.50', { network: 64_504, country: 'ID' });
  const { id } = await removalAt('pindah.example');
  await locate(id);
  const old = (await now(id)).platformId;
  made.forward(60_000);
  await inOrganisation(made.house.database, made.organisationId, (work) => updateRemoval(work, id, asked));
  made.internet.place('pindah.example', '198.51.100.50', {
    network: 64_505,
    country: 'NL',
    abuseMail: 'abuse@lain-rekaan.example',
  });
  moved.length = 0;
  const said = await relocate(made.house, made.organisationId, id);
  assert.equal(said.moved, true);
  const removal = await now(id);
  assert.deepEqual([removal.state, removal.country, removal.network], ['located', 'NL', 64_505]);
  assert.notEqual(removal.platformId, old);
  assert.deepEqual(await transitions(id), ['locate', 'find-moved', 'locate']);
  assert.deepEqual(
    moved.map((each) => [each.removal.id, each.removal.state, each.from]),
    [[id, 'moved', old]],
  );
  assert.equal((await read(id)).locations[0]!.moved, true);
});

test('a platform that changed its network was asked rightly: nothing stops', async () => {
  const given = madeUpPlatform({ domains: 'ganti-rekaan.example' });
  const { id: platformId } = await call(made.house, keepPlatform, supervisor, given as never);
  made.internet.place('www.ganti-rekaan.example', '192.0.2.55', { network: 64_509 });
  const { id } = await removalAt('www.ganti-rekaan.example');
  await locate(id);
  await inOrganisation(made.house.database, made.organisationId, (work) => updateRemoval(work, id, asked));
  made.forward(60_000);
  made.internet.place('www.ganti-rekaan.example', '198.51.100.55', { network: 64_508 });
  moved.length = 0;
  assert.equal((await locate(id)).moved, true);
  const removal = await now(id);
  assert.deepEqual([removal.state, removal.platformId, removal.network], ['notice-open', platformId, 64_508]);
  assert.deepEqual(moved, []);
});

test('what follows from moving failing leaves everything as it was', async (t) => {
  const other = await openLocateHouse();
  t.after(() => other.close());
  other.house.place(onMovedPart, () => Promise.reject(new Error('made up')));
  other.internet.place('pindah.example', '192.0.2.50', { network: 64_504 });
  const by = callerOf(other.organisationId, ['remove.work']);
  const { id } = await madeUpRemoval(other, { items: 'https://pindah.example/a' });
  await call(other.house, locateRemoval, by, { id });
  await inOrganisation(other.house.database, other.organisationId, (work) => updateRemoval(work, id, asked));
  other.internet.place('pindah.example', '198.51.100.50', { network: 64_505 });
  const before = await removalNow(other, id);
  await assert.rejects(call(other.house, locateRemoval, by, { id }), /made up/);
  assert.deepEqual(await removalNow(other, id), before);
});

test('looking again where it lies tells nobody anything, and a network that did not answer moves nothing', async () => {
  made.internet.place('tetap.example', '192.0.2.60', { network: 64_506 });
  const { id } = await removalAt('tetap.example');
  await locate(id);
  await inOrganisation(made.house.database, made.organisationId, (work) => updateRemoval(work, id, asked));
  moved.length = 0;
  assert.equal((await locate(id)).moved, false);
  made.internet.networks.delete('192.0.2.60');
  assert.equal((await locate(id)).outcome, 'not-known');
  assert.equal((await now(id)).state, 'notice-open');
  assert.deepEqual(moved, []);
});

test('a name that several networks serve has moved only when it left all of them', () => {
  const at = (...networks: number[]) => ({ ...nothing, host: 'rekaan.example', networks });
  assert.equal(hasMoved(at(1, 2), at(2, 3)), false);
  assert.equal(hasMoved(at(1, 2), at(3)), true);
  assert.equal(hasMoved(at(1), at()), false);
  assert.equal(hasMoved(at(), at(1)), false);
  assert.equal(hasMoved(at(1), { ...at(2), platform: 'tiktok' }), false);
});

test('somebody else changing it meanwhile loses nothing that was found', async () => {
  made.internet.place('sementara.example', '192.0.2.70', { network: 64_507 });
  const { id } = await removalAt('sementara.example');
  let others = 0;
  made.internet.meanwhile = async () => {
    if (others++ > 0) return;
    await inOrganisation(made.house.database, made.organisationId, (work) => updateRemoval(work, id, { danger: true }));
  };
  assert.equal((await locate(id)).outcome, 'found');
  made.internet.meanwhile = async () => {};
  const removal = await now(id);
  assert.deepEqual([removal.state, removal.danger], ['located', true]);
});

test('what is gone or stopped is not looked up', async () => {
  const { id } = await removalAt('hentikan.example', { state: 'stopped', stoppedFor: 'not-ours' });
  await assert.rejects(locate(id), refused('nothing-to-locate'));
});

test('hosts lie sealed, and show only to whoever may read reports; neither record nor timeline names them', async () => {
  made.internet.place('rahasia-rekaan.example', '192.0.2.80', { network: 64_508 });
  const { id } = await removalAt('rahasia-rekaan.example');
  await locate(id);
  const looker = callerOf(made.organisationId, ['remove.look']);
  const seen = await read(id, looker);
  assert.deepEqual([seen.locations[0]!.found, seen.readable, seen.locations[0]!.network], [null, false, 64_508]);
  const stored = await asOwner(made.house.database, async ({ client }) => {
    const all = ['remove.location', 'remove.platform', 'remove.entry', 'remove.removal', 'audit.event'];
    const rows: string[] = [];
    for (const table of all) {
      const found = await client.query(`SELECT t::text AS row FROM ${table} t`);
      rows.push(...found.rows.map(({ row }) => row));
    }
    return rows.join('\n');
  });
  assert.doesNotMatch(stored, /rahasia-rekaan|192\.0\.2\.80/);
});
