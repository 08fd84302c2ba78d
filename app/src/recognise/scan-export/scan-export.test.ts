// Exports for scanning on a real database: two people, once, within a day; only what is in force; never what people gave of
// their own pictures; marks that tell whose copy it was.
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { eventsAbout } from '../../audit/record.ts';
import { newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { endBank, moveBank } from '../banks.ts';
import { recogniseDemonstration } from '../demonstration.ts';
import type { Bank } from '../store/banks.ts';
import {
  bankFor,
  drawnHash,
  everything,
  flipped,
  listHash,
  openTestDesk,
  partnerOf,
  protect,
  type TestDesk,
} from '../testing.ts';
import { withdrawSignal } from '../signals.ts';
import { downloadScanExport } from './download.ts';
import { chunkHead, openChunk, packageHeader, packageKey, packageMagic, type PackedEntry, unpack } from './format.ts';
import { marksEach } from './marks.ts';
import { askedFor, exportedPackage, someKey } from './testing.ts';
import { approveScanExport, declineScanExport, readScanExports, requestScanExport, traceScanExport } from './verbs.ts';

let desk: TestDesk;
let bank: Bank;
before(async () => {
  desk = await openTestDesk();
  bank = await bankFor(desk);
  await listHash(desk, bank, drawnHash(), { classification: 'A1' });
});
after(() => desk?.close());

const person = (): Caller => callerOf(desk.organisationId, everything, newId('person'));
const ask = (by: Caller, bankIds = [bank.id], more: object = {}) =>
  call(desk.house, requestScanExport, by, askedFor(bankIds, more));
const approve = (by: Caller, id: string) => call(desk.house, approveScanExport, by, { id });
const take = (by: Caller, id: string) => call(desk.house, downloadScanExport, by, { id });

/** What a package holds, opened as the format says; how a scan refuses what is wrong with one is the scan's to test. */
function opened(bytes: Buffer): {
  header: ReturnType<typeof packageHeader.parse>;
  entries: PackedEntry[];
  codes: string[];
} {
  let at = bytes.indexOf('\n', packageMagic.length) + 1;
  const line = bytes.subarray(packageMagic.length, at);
  const header = packageHeader.parse(JSON.parse(line.toString()));
  const key = packageKey(createPrivateKey(someKey.secretPem), header.ephemeralKey, header.salt, line);
  const entries: PackedEntry[] = [];
  for (let index = 0, last = false; !last; index += 1) {
    const head = chunkHead(bytes.subarray(at, at + 4))!;
    const records = openChunk(key, index, head.last, bytes.subarray(at + 4, at + 4 + head.bytes));
    for (const record of unpack(records)) if (record.is === 'entry') entries.push(record.entry);
    at += 4 + head.bytes;
    last = head.last;
  }
  assert.equal(bytes.length - at, 64);
  return { header, entries, codes: entries.map(({ code }) => Buffer.from(code).toString('hex')) };
}

async function marksOf(id: string): Promise<string[]> {
  const { rows } = await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query<{ code: string }>(`SELECT encode(code, 'hex') AS code FROM recognise.scan_mark WHERE export_id = $1`, [
      id,
    ]),
  );
  return rows.map(({ code }) => code);
}

test('nobody lets their own export go, neither in person nor through a key, and the database refuses it as well', async () => {
  const by = person();
  const { id, hashes } = await ask(by);
  assert.equal(hashes, 1);
  await assert.rejects(approve(by, id), { code: 'export-needs-a-second-person' });
  await assert.rejects(approve({ ...by, kind: 'key', id: 'key_made-up', behind: by.id }, id), {
    code: 'export-needs-a-second-person',
  });
  const set =
    'UPDATE recognise.scan_export SET approved = true, decided_by = requested_by, decided_at = requested_at WHERE id = $1';
  await assert.rejects(
    inOrganisation(desk.house.database, desk.organisationId, ({ client }) => client.query(set, [id])),
    /check constraint/,
  );
  await assert.rejects(take(by, id), { code: 'export-not-ready' });
});

test('the process itself neither asks nor lets go, and takes only what two people let go', async () => {
  const node = nodeCaller(desk.organisationId, ['recognise.export', 'recognise.review']);
  await assert.rejects(ask(node), { code: 'needs-a-person' });
  const { id } = await ask(person());
  await assert.rejects(approve(node, id), { code: 'needs-a-person' });
  await assert.rejects(take(node, id), { code: 'export-not-ready' });
  await approve(person(), id);
  assert.ok((await buffer(await take(node, id))).length > 500);
});

test('an approved export is taken by the person who asked, once, within a day', async () => {
  const [by, other] = [person(), person()];
  const { id } = await ask(by);
  await approve(other, id);
  await assert.rejects(take(other, id), { code: 'not-your-export' });
  const both = await Promise.allSettled([take(by, id), take(by, id)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  for (const each of both) if (each.status === 'fulfilled') await buffer(each.value);
  await assert.rejects(take(by, id), { code: 'export-not-ready' });
  const late = await ask(by);
  await approve(other, late.id);
  desk.forward(dayMs);
  await assert.rejects(take(by, late.id), { code: 'export-not-ready' });
});

test('a request that was turned down or waited for a week goes nowhere', async () => {
  const by = person();
  const { id } = await ask(by);
  await call(desk.house, declineScanExport, by, { id });
  await assert.rejects(approve(person(), id), { code: 'export-not-open' });
  const old = await ask(by);
  desk.forward(7 * dayMs);
  await assert.rejects(approve(person(), old.id), { code: 'export-not-open' });
  const { exports } = await call(desk.house, readScanExports, by, {});
  assert.deepEqual(
    [id, old.id].map((one) => exports.find((each) => each.id === one)?.state),
    ['declined', 'lapsed'],
  );
});

test('the header says whose it is, for whom and until when; the record how many, and never what or for whom', async () => {
  const { id, bytes } = await exportedPackage(desk, [bank.id], { validDays: 30 });
  const { header } = opened(bytes);
  assert.deepEqual(
    [header.issuer.name, header.recipient],
    ['Made-up Agency', { name: 'Made-up Cyber Unit', publicKey: someKey.publicKey }],
  );
  assert.equal(Date.parse(header.expiresAt) - Date.parse(header.issuedAt), 30 * dayMs);
  const events = await inOrganisation(desk.house.database, desk.organisationId, (work) => eventsAbout(work, id));
  assert.deepEqual(
    events.map(({ verb, facts }) => [verb, facts]),
    [
      ['recognise.request-scan-export', { banks: 1, hashes: 1 }],
      ['recognise.approve-scan-export', { banks: 1, hashes: 1 }],
      ['recognise.download-scan-export', { banks: 1, entries: 1 + marksEach }],
    ],
  );
});

test('only what is in force goes in: nothing proposed, withdrawn, past its date, paused, doubted or known to be harmless', async () => {
  const mixed = await bankFor(desk);
  const good = drawnHash();
  await listHash(desk, mixed, good);
  const gone = await listHash(desk, mixed, drawnHash());
  await call(desk.house, withdrawSignal, desk.curator, { id: `sig_${gone.number}`, reason: 'Made up' });
  const soon = new Date(desk.house.now().getTime() + 1000).toISOString();
  await listHash(desk, mixed, drawnHash(), { expiresAt: soon });
  desk.forward(2000);
  const paused = await listHash(desk, mixed, drawnHash());
  const doubted = await listHash(desk, mixed, drawnHash());
  await inOrganisation(desk.house.database, desk.organisationId, async ({ client }) => {
    await client.query(`UPDATE recognise.signal SET paused_until = 'infinity' WHERE number = $1`, [paused.number]);
    await client.query(`UPDATE recognise.signal SET state = 'disputed' WHERE number = $1`, [doubted.number]);
  });
  const harmless = await bankFor(desk, { kind: 'negative' });
  const both = drawnHash();
  await listHash(desk, mixed, both);
  const proposed = await listHash(desk, harmless, both);
  await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query(`UPDATE recognise.signal SET state = 'active' WHERE number = $1`, [proposed.number]),
  );
  const reviewed = await bankFor(desk, { secondReview: true });
  await listHash(desk, reviewed, drawnHash());
  const { id, bytes } = await exportedPackage(desk, [mixed.id, reviewed.id]);
  const marks = await marksOf(id);
  assert.deepEqual(
    opened(bytes).codes.filter((code) => !marks.includes(code)),
    [good],
  );
});

test('what people gave of their own pictures never goes in, by no way', async () => {
  const hash = drawnHash();
  await protect(desk, hash);
  const { rows } = await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query<{ id: string }>(`SELECT id FROM recognise.bank WHERE kind = 'device'`),
  );
  const deviceBank = rows[0]!.id;
  await assert.rejects(ask(person(), [bank.id, deviceBank]), { code: 'device-bank' });
  const { id } = await ask(person());
  // Not even by hand: the key between the tables says that a bank in an export is none of devices.
  await assert.rejects(
    inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
      client.query(
        'INSERT INTO recognise.scan_export_bank (export_id, organisation_id, bank_id) VALUES ($1, runtime.organisation(), $2)',
        [id, deviceBank],
      ),
    ),
    /foreign key constraint/,
  );
  const { codes } = opened((await exportedPackage(desk, [bank.id])).bytes);
  assert.ok(!codes.includes(hash));
});

test('only active lists of known material of one’s own are asked for', async () => {
  const draft = await bankFor(desk, { active: false });
  await assert.rejects(ask(person(), [draft.id]), { code: 'bank-not-exportable' });
  const harmless = await bankFor(desk, { kind: 'negative' });
  await assert.rejects(ask(person(), [harmless.id]), { code: 'bank-not-exportable' });
  const shared = await bankFor(desk, { sharing: 'partners' });
  const partner = await partnerOf(desk, 'Made-up Partner', shared);
  await assert.rejects(ask(partner, [shared.id]), { code: 'not-your-bank' });
  for (const wrong of [
    { bankIds: [] },
    { recipient: ' ' },
    { purpose: '' },
    { validDays: 0 },
    { validDays: 367 },
    { validDays: '' },
  ])
    await assert.rejects(ask(person(), [bank.id], wrong), { kind: 'bad-input' }, JSON.stringify(wrong));
});

test('a key that is none, or with which anyone could open it, is refused', async () => {
  for (const recipientKey of [
    '',
    'abc',
    `${someKey.publicKey}00`,
    '0'.repeat(64),
    `01${'0'.repeat(62)}`,
    someKey.secretPem,
  ])
    await assert.rejects(ask(person(), [bank.id], { recipientKey }), { kind: 'bad-input' }, recipientKey);
  const pem = String(createPublicKey(createPrivateKey(someKey.secretPem)).export({ format: 'pem', type: 'spki' }));
  const { id } = await ask(person(), [bank.id], { recipientKey: ` ${pem}\n` });
  const { exports } = await call(desk.house, readScanExports, desk.curator, {});
  assert.equal(exports.find((each) => each.id === id)?.recipientKey, someKey.publicKey);
});

test('a bank that was suspended or ended since then does not go in, and an export of nothing is refused', async () => {
  const [stays, leaves] = [await bankFor(desk), await bankFor(desk)];
  const hash = drawnHash();
  await listHash(desk, stays, hash);
  await listHash(desk, leaves, drawnHash());
  const by = person();
  const { id } = await ask(by, [stays.id, leaves.id]);
  await approve(person(), id);
  await call(desk.house, moveBank, desk.curator, { id: leaves.id, transition: 'suspend' });
  const { codes } = opened(await buffer(await take(by, id)));
  const marks = await marksOf(id);
  assert.deepEqual(
    codes.filter((code) => !marks.includes(code)),
    [hash],
  );
  const none = await ask(by, [stays.id]);
  await approve(person(), none.id);
  await call(desk.house, endBank, desk.curator, { id: stays.id, reason: 'Made up' });
  await assert.rejects(take(by, none.id), { code: 'nothing-to-export' });
});

function skipNumbers(): Promise<unknown> {
  const skip = `SELECT nextval(pg_get_serial_sequence('recognise.signal', 'number')) FROM generate_series(1, 5)`;
  return asOwner(desk.house.database, ({ client }) => client.query(skip));
}

test('each export has marks of its own, unlike those of any other, and they tell which export a leaked list was', async () => {
  const large = await bankFor(desk);
  const hashes = Array.from({ length: 40 }, () => ({ algorithm: 'md5' as const, hash: drawnHash(16) }));
  for (const one of hashes) {
    await listHash(desk, large, drawnHash(), { hashes: [one], classification: 'B2' });
    await skipNumbers(); // as other organisations' hashes take them
  }
  const [first, second] = [await exportedPackage(desk, [large.id]), await exportedPackage(desk, [large.id])];
  const [own, others] = [await marksOf(first.id), await marksOf(second.id)];
  assert.equal(own.length, marksEach);
  assert.equal(new Set([...own, ...others]).size, 2 * marksEach);
  const { entries, codes } = opened(first.bytes);
  assert.equal(codes.length, 40 + marksEach);
  assert.ok(own.every((mark) => codes.includes(mark)));
  const afterAll = own.filter((mark) => codes.indexOf(mark) >= 40); // 16 in a row at the end would tell themselves
  assert.ok(afterAll.length < marksEach, `${afterAll.length} marks at the end`);
  // Nothing but the desk's own record tells them from what is listed.
  const numbers = entries.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(numbers).size, numbers.length);
  assert.ok(entries.every(({ algorithm, word, list }) => algorithm === 'md5' && word !== null && list === 0));
  const leaked = codes.slice(20).map((hash) => ({ algorithm: 'md5' as const, hash }));
  const marked = own.filter((mark) => codes.indexOf(mark) >= 20).length;
  const traced = await call(desk.house, traceScanExport, person(), { hashes: leaked });
  assert.deepEqual(traced, marked === 0 ? [] : [{ id: first.id, marks: marked }]);
  const all = [...codes, ...others].map((hash) => ({ algorithm: 'md5' as const, hash }));
  assert.deepEqual(
    (await call(desk.house, traceScanExport, person(), { hashes: all })).map(({ id }) => id).toSorted(),
    [first.id, second.id].toSorted(),
  );
  assert.deepEqual(await call(desk.house, traceScanExport, person(), { hashes }), []);
});

test('a PDQ mark looks like a picture’s hash and lies near nothing that is listed', async () => {
  const listed = drawnHash();
  const pictures = await bankFor(desk);
  await listHash(desk, pictures, listed);
  await listHash(desk, pictures, flipped(listed, 8));
  const { id } = await exportedPackage(desk, [pictures.id]);
  for (const mark of await marksOf(id)) {
    const bits = BigInt(`0x${mark}`).toString(2).replaceAll('0', '').length;
    const apart = (BigInt(`0x${mark}`) ^ BigInt(`0x${listed}`)).toString(2).replaceAll('0', '').length;
    assert.equal(bits, 128);
    assert.ok(apart > 62, `${apart} bits apart`);
  }
});

test('another organisation sees nothing of an export', async () => {
  const { id, bytes } = await exportedPackage(desk, [bank.id]);
  const other = callerOf(await desk.organisation('Made-up Other'), everything, newId('person'));
  await assert.rejects(take(other, id), { code: 'no-such-scan-export' });
  assert.deepEqual((await call(desk.house, readScanExports, other, {})).exports, []);
  const hashes = opened(bytes).codes.map((hash) => ({ algorithm: 'pdq' as const, hash }));
  assert.deepEqual(await call(desk.house, traceScanExport, other, { hashes }), []);
});

test('what left the desk stays known; only made-up data goes, with its exports', async () => {
  const { id } = await exportedPackage(desk, [bank.id]);
  await inOrganisation(desk.house.database, desk.organisationId, async (work) => {
    for (const table of ['scan_mark', 'scan_export_bank', 'scan_export'])
      assert.equal((await work.client.query(`DELETE FROM recognise.${table}`)).rowCount, 0, table);
  });
  assert.equal((await marksOf(id)).length, marksEach);
  const elsewhere = await desk.organisation('Made-up Demonstration');
  await asOwner(desk.house.database, ({ client }) =>
    client.query('UPDATE access.organisation SET demonstration = true WHERE id = $1', [elsewhere]),
  );
  const [one, other] = [callerOf(elsewhere, everything), callerOf(elsewhere, everything)];
  const made = await bankFor(desk, {}, one);
  await listHash(desk, made, drawnHash(), {}, one);
  const asked = await ask(one, [made.id]);
  await approve(other, asked.id);
  await buffer(await take(one, asked.id));
  await inOrganisation(desk.house.database, elsewhere, (work) => recogniseDemonstration.remove(work));
  assert.deepEqual((await call(desk.house, readScanExports, one, {})).exports, []);
});

test('many hashes go in whole, each once, in several chunks', async () => {
  const many = await bankFor(desk);
  await inOrganisation(desk.house.database, desk.organisationId, ({ client }) =>
    client.query(
      `INSERT INTO recognise.signal (organisation_id, bank_id, algorithm, code, state, source_kind, source, classification, listed_at, listed_by)
       SELECT runtime.organisation(), $1, 'sha256', sha256(int4send(n)), 'active', 'agency', 'Made up', 'C' || n % 700, now(), 'per_made-up'
         FROM generate_series(1, 25000) AS n`,
      [many.id],
    ),
  );
  const { id, bytes } = await exportedPackage(desk, [many.id]);
  const { codes, entries } = opened(bytes);
  const marks = new Set(await marksOf(id));
  assert.equal(codes.length, 25_000 + marksEach);
  assert.equal(new Set(codes.filter((code) => !marks.has(code))).size, 25_000);
  assert.ok(new Set(entries.map(({ word }) => word)).size === 700);
});
