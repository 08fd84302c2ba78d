// Lookups: what is found, in which banks, how often, and what a lookup leaves out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sceneJpeg } from '../../testing/pictures.ts';
import { call } from '../../verbs/verb.ts';
import { changeBank, moveBank, readBanks } from '../banks.ts';
import { readMatches } from '../matches.ts';
import { approveSignal, listSignal, nameSignal } from '../signals.ts';
import { setSignalState } from '../store/signals.ts';
import { flipped } from '../testing.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { bankAtDesk, type Client, drawn, Form, openTestFace, type TestFace } from './testing.ts';

let face: TestFace;
let client: Client;
before(async () => {
  face = await openTestFace();
  client = await face.client();
});
after(() => face?.close());

let made = 0;
const newBank = (given: object = {}) => bankAtDesk(face, client, `LOOKUPS_${(made += 1)}`, given);
const get = async (path: string) => (await client.ask('GET', path)).json();
const lookUp = (hash: string, more = '') => get(`/m/lookup?signal_type=pdq&signal=${hash}${more}`);
const rawLookUp = (hash: string, more = '') => get(`/m/raw_lookup?signal_type=pdq&signal=${hash}${more}`);

async function add(bank: { code: string }, pdq: string): Promise<number> {
  const { id } = (await client.ask('POST', `/c/bank/${bank.code}/signal`, { pdq })).json();
  await face.settle();
  return id;
}

test('what is near is found with its distance, as text; what is farther than 31 is not', async () => {
  const [bank, hash] = [await newBank(), drawn()];
  const id = await add(bank, hash);
  for (const bits of [0, 1, 31]) {
    const match = { bank_content_id: id, distance: String(bits) };
    assert.deepEqual(await lookUp(flipped(hash, bits)), { [bank.code]: [match] });
    assert.deepEqual(await rawLookUp(flipped(hash, bits), '&include_distance=True'), { matches: [match] });
    assert.deepEqual(await rawLookUp(flipped(hash, bits), '&include_distance=false'), { matches: [id] });
  }
  assert.deepEqual(await lookUp(flipped(hash, 32)), {});
  assert.deepEqual(await rawLookUp(flipped(hash, 32)), { matches: [] });
});

test('only the banks that are named are asked, by either lookup', async () => {
  const [one, two, hash] = [await newBank(), await newBank(), drawn()];
  const ids = [await add(one, hash), await add(two, hash)];
  const named = (...banks: { code: string }[]) => `&banks=${banks.map(({ code }) => code).join(',')}`;
  assert.deepEqual(Object.keys(await lookUp(hash)).toSorted(), [one.code, two.code].toSorted());
  assert.deepEqual(Object.keys(await lookUp(hash, named(two))), [two.code]);
  assert.deepEqual(Object.keys(await lookUp(hash, named(one, two, { code: 'NONE' }))).length, 2);
  assert.deepEqual(await lookUp(hash, '&banks=NONE'), {});
  assert.deepEqual(await rawLookUp(hash, named(one)), { matches: [ids[0]] });
  assert.deepEqual(await rawLookUp(hash, '&banks=NONE'), { matches: [] });
  const picture = await sceneJpeg(320, 240, 77);
  const form = () => new Form().file('photo', picture);
  await client.ask('POST', `/c/bank/${one.code}/content`, form());
  await face.settle();
  const ask = async (query: string) => (await client.ask('POST', `/m/lookup?${query}`, form())).json().pdq;
  assert.deepEqual(Object.keys(await ask(`banks=${one.code}`)), [one.code]);
  assert.deepEqual(await ask(`banks=${two.code}`), {});
});

test('a bank at ratio 0 is never asked, unless an upload passes the draw by; raw lookups do not draw', async () => {
  const bank = await newBank();
  const picture = await sceneJpeg(320, 240, 78);
  const form = () => new Form().file('photo', picture);
  const { id, signals } = (await client.ask('POST', `/c/bank/${bank.code}/content`, form())).json();
  await face.settle();
  const shown = (await client.ask('PUT', `/c/bank/${bank.code}`, { enabled: 'false' })).body;
  assert.equal(shown, `{"name":"${bank.code}","matching_enabled_ratio":0.0}`);
  assert.deepEqual(await lookUp(signals.pdq), {});
  assert.deepEqual(await lookUp(signals.pdq, '&bypass_coinflip=true'), {});
  assert.deepEqual((await client.ask('POST', '/m/lookup', form())).json(), { pdq: {} });
  assert.deepEqual(Object.keys((await client.ask('POST', '/m/lookup?bypass_coinflip=true', form())).json().pdq), [
    bank.code,
  ]);
  assert.deepEqual(await rawLookUp(signals.pdq), { matches: [id] });
});

test('the draw is the same for the same seed, and asks a bank about as often as its ratio says', async () => {
  const [bank, hash] = [await newBank({ enabledRatio: 0.3 }), drawn()];
  await add(bank, hash);
  const found: boolean[] = [];
  for (let seed = 0; seed < 300; seed += 1) found.push(bank.code in (await lookUp(hash, `&seed=content-${seed}`)));
  for (const seed of [0, 1, 2, 3, 4, 5])
    assert.equal(bank.code in (await lookUp(hash, `&seed=content-${seed}`)), found[seed]);
  const share = found.filter(Boolean).length / found.length;
  assert.ok(share > 0.2 && share < 0.4, `${share} of lookups asked the bank`); // fixed seeds: 0.3 within 4 standard deviations
});

test('a lookup opens a match where the bank asks for review, and a raw lookup or a bank left out opens none', async () => {
  const [bank, hash] = [await newBank(), drawn()];
  await add(bank, hash);
  const open = async () =>
    (await call(face.house, readMatches, client.person, {})).filter((match) => match.bankId === bank.id);
  await rawLookUp(hash);
  await lookUp(hash, '&banks=NONE');
  await client.ask('PUT', `/c/bank/${bank.code}`, { enabled_ratio: 0 });
  await lookUp(hash, '&seed=x');
  assert.equal((await open()).length, 0);
  await client.ask('PUT', `/c/bank/${bank.code}`, { enabled_ratio: 1 });
  await lookUp(hash);
  await lookUp(hash);
  assert.deepEqual(
    (await open()).map((match) => match.timesSeen),
    [2],
  );
});

test('a suspended bank is found by neither lookup and shown at ratio 0', async () => {
  const [bank, hash] = [await newBank(), drawn()];
  await add(bank, hash);
  await call(face.house, moveBank, client.person, { id: bank.id, transition: 'suspend' });
  assert.deepEqual([await lookUp(hash), await rawLookUp(hash)], [{}, { matches: [] }]);
  assert.deepEqual(await get(`/c/bank/${bank.code}`), { name: bank.code, matching_enabled_ratio: 0 });
});

test('what the desk weakened is left out of a lookup and stays in a raw one: a hash in quarantine of a blocking bank', async () => {
  for (const [action, kept] of [
    ['block', false],
    ['review', true],
    ['log', true],
  ] as const) {
    const [bank, hash] = [await newBank({ action }), drawn()];
    const id = await add(bank, hash);
    assert.deepEqual(Object.keys(await lookUp(hash)), [bank.code]);
    await inOrganisation(face.house.database, client.organisationId, (work) =>
      setSignalState(work.client, id, 'disputed', null),
    );
    assert.deepEqual(Object.keys(await lookUp(hash)), kept ? [bank.code] : [], action);
    assert.deepEqual(await rawLookUp(hash), { matches: [id] });
  }
});

test('a picture known to be harmless is left out, and the list that says so is no bank for clients', async () => {
  const [bank, hash] = [await newBank(), drawn()];
  const id = await add(bank, hash);
  const harmless = await newBank({ kind: 'negative' });
  const hashes = [{ algorithm: 'pdq' as const, hash: flipped(hash, 2) }];
  const [signal] = await call(face.house, listSignal, client.person, { bankId: harmless.id, hashes });
  const second = { ...client.person, id: 'per_second' };
  await call(face.house, approveSignal, second, { id: nameSignal(signal!.number) });
  await face.settle();
  assert.deepEqual(await lookUp(hash), {});
  assert.deepEqual(await lookUp(hash, `&banks=${bank.code}`), {});
  assert.deepEqual(await rawLookUp(hash), { matches: [id] });
  assert.equal((await client.ask('GET', `/c/bank/${harmless.code}`)).statusCode, 404);
  assert.equal(
    (await get('/c/banks')).some(({ name }: { name: string }) => name === harmless.code),
    false,
  );
});

test('a bank keeps everything else when a client changes its name or ratio, and is found under its new name', async () => {
  const [bank, hash] = [await newBank({ action: 'block', radiusBits: 12, qualityFloor: 60 }), drawn()];
  await add(bank, hash);
  const renamed = `${bank.code}_RENAMED`;
  const reply = await client.ask('PUT', `/c/bank/${bank.code}`, {
    name: renamed,
    enabled: false,
    enabled_ratio: '0.75',
  });
  assert.deepEqual(reply.json(), { name: renamed, matching_enabled_ratio: 0.75 });
  const unchanged = await call(face.house, changeBank, client.person, { id: bank.id, changes: {} });
  assert.deepEqual(unchanged, { ...bank, code: renamed, enabledRatio: 0.75 });
  assert.deepEqual(Object.keys(await lookUp(flipped(hash, 12), '&seed=b')), [renamed]);
  assert.deepEqual(await lookUp(flipped(hash, 13), '&seed=b'), {});
  const other = await newBank();
  const taken = await client.ask('PUT', `/c/bank/${renamed}`, { name: other.code });
  assert.deepEqual([taken.statusCode, taken.json()], [403, { message: 'Bank name already exists' }]);
});

const ratios: [given: object, ratio: number][] = [
  [{}, 1],
  [{ enabled_ratio: '1' }, 1],
  [{ enabled_ratio: 0.5 }, 0.5],
  [{ enabled_ratio: '.25' }, 0.25],
  [{ enabled: 'true', matching_enabled_ratio: 1 }, 1],
  [{ enabled: false }, 0],
  [{ enabled: 'no' }, 0],
  [{ enabled: 0 }, 0],
  [{ enabled: 1 }, 1],
  [{ enabled: false, enabled_ratio: 0.4 }, 0.4],
  [{ enabled: true, enabled_ratio: null }, 1],
];
for (const [given, ratio] of ratios)
  test(`a bank made with ${JSON.stringify(given)} has the ratio ${ratio}`, async () => {
    const name = `RATIO_${(made += 1)}`;
    const reply = await client.ask('POST', '/c/banks', { name, ...given });
    assert.deepEqual([reply.statusCode, reply.json()], [201, { name, matching_enabled_ratio: ratio }]);
    assert.deepEqual(await get(`/c/bank/${name}`), { name, matching_enabled_ratio: ratio });
  });

test('a bank made by a program says that its owner has yet to speak, or what the program states', async () => {
  await client.ask('POST', '/c/banks', { name: 'SILENT' });
  const stated = { ground: 'sexual-extortion', purpose: 'Made-up purpose', legal_basis: 'Made-up law' };
  await client.ask('POST', '/c/banks', { name: 'STATED', ...stated });
  const desk = async (code: string) => {
    const banks = await call(face.house, readBanks, client.person, {});
    return banks.find((bank) => bank.code === code)!;
  };
  const silent = await desk('SILENT');
  assert.deepEqual([silent.ground, silent.action, silent.state], ['child-sexual-exploitation', 'review', 'active']);
  assert.match(silent.legalBasis, /made by a program and waits for its owner/);
  const spoken = await desk('STATED');
  assert.deepEqual([spoken.ground, spoken.purpose, spoken.legalBasis], Object.values(stated));
  const other = await client.ask('POST', '/c/banks', { name: 'OTHER', ground: 'copyright' });
  assert.equal(other.statusCode, 400);
  assert.match(other.json().message, /ground: one of child-sexual-exploitation/);
});

test('the index is shown with the hashes in force and the second of the newest', async () => {
  const fresh = await face.client();
  await fresh.ask('POST', '/c/banks', { name: 'COUNTED' });
  for (const pdq of [drawn(), drawn()]) await fresh.ask('POST', '/c/bank/COUNTED/signal', { pdq });
  await face.settle();
  const newest = Math.floor(face.house.now().getTime() / 1000);
  const { pdq, video_md5 } = (await fresh.ask('GET', '/m/index/status')).json();
  assert.deepEqual(pdq, { present: true, built_to: newest, size: 2 });
  assert.deepEqual(video_md5, { present: false, built_to: -1, size: 0 });
  const counted = {
    db_size: 2,
    index_size: 2,
    index_out_of_date: false,
    newest_db_item: newest,
    index_built_to: newest,
  };
  assert.deepEqual((await fresh.ask('GET', '/c/signal_type/index?signal_type=pdq')).json(), { pdq: counted });
});
