// Exports of a desk as lists: opened by their recipient, in time, whole and as they were signed, or not at all.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { test } from 'node:test';
import { fingerprintOfKey } from '../../../audit/signing.ts';
import { Refusal } from '../../../kit/errors.ts';
import { newScanKey, scanPackage } from '../../../recognise/index.ts';
import { flippedCode, drawFrom } from '../../groups/testing.ts';
import { factsOf, loadTexts } from '../testing.ts';
import { codeOf, desk, facts, madeUpList, sealed, secret, someRecords, stranger } from './testing.ts';

const load = (bytes: Uint8Array, more: object = {}) => loadTexts({ 'contoh.scan': bytes }, { secret, ...more });
const refusedAs = (code: string) => (fault: unknown) => {
  assert.ok(fault instanceof Refusal, String(fault));
  assert.equal(fault.code, code, fault.message);
  assert.match(fault.message, /contoh\.scan/); // which of the lists
  return true;
};

test('an export is opened by its recipient and matches as its desk would', async () => {
  const matcher = await load(await sealed());
  const [list] = matcher.lists;
  assert.deepEqual(
    [list!.name, list!.kind, list!.entries, list!.radiusBits, list!.qualityFloor],
    ['Made-up Agency: MADE_UP', 'package', 4, madeUpList.radiusBits, madeUpList.qualityFloor],
  );
  assert.deepEqual(list!.package, {
    id: facts.id,
    issuer: facts.issuer,
    recipient: facts.recipient.name,
    expiresAt: facts.expiresAt,
    signedBy: fingerprintOfKey(desk.publicKey),
  });
  const hex = (name: string, bytes = 32) => codeOf(name).subarray(0, bytes).toString('hex');
  const said = (given: object) =>
    matcher.match(factsOf(given)).map(({ entry, algorithm, classification }) => [entry, algorithm, classification]);
  assert.deepEqual(said({ md5: hex('md5', 16) }), [['sig_8', 'md5', 'A1']]);
  assert.deepEqual(said({ sha1: hex('sha1', 20) }), [['sig_9', 'sha1', 'A1']]);
  assert.deepEqual(said({ sha256: hex('sha256') }), [['sig_4294967295', 'sha256', 'A1']]);
  const away = (bits: number) => Buffer.from(flippedCode(codeOf('pdq'), bits, drawFrom(1))).toString('hex');
  assert.deepEqual(said({ pdq: away(20), quality: 60 }), [['sig_7', 'pdq', null]]);
  assert.deepEqual(said({ pdq: away(21), quality: 60 }), []); // the bank's own radius
  assert.deepEqual(said({ pdq: away(20), quality: 59 }), []); // and its own floor
});

test('who has another key, or none, is told so and sees nothing', async () => {
  const bytes = await sealed();
  await assert.rejects(
    load(bytes, { secret: createPrivateKey(newScanKey().secretPem) }),
    refusedAs('package-not-for-this-key'),
  );
  await assert.rejects(load(bytes, { secret: null }), refusedAs('package-needs-key'));
  for (const name of ['pdq', 'sha256'])
    assert.ok(
      !bytes.includes(codeOf(name)) && !bytes.includes(codeOf(name).toString('hex')),
      `${name} is there in plain`,
    );
  for (const word of ['MADE_UP', 'A1', 'grooming']) assert.ok(!bytes.includes(word), `${word} stands there in plain`);
});

test('on the moment of its end it opens no more', async () => {
  const bytes = await sealed();
  const end = Date.parse(facts.expiresAt);
  await load(bytes, { now: new Date(end - 1) });
  await assert.rejects(load(bytes, { now: new Date(end) }), refusedAs('package-expired'));
});

test('whichever byte is altered, it is refused', async () => {
  const bytes = await sealed();
  for (let at = 0; at < bytes.length; at += 1) {
    const altered = Buffer.from(bytes);
    altered[at]! ^= 1 << (at % 8);
    await assert.rejects(load(altered), (fault) => fault instanceof Refusal, `byte ${at}`);
  }
});

test('wherever it is cut, and whatever is added, it is refused', async () => {
  const bytes = await sealed();
  for (let length = 0; length < bytes.length; length += 1)
    await assert.rejects(load(bytes.subarray(0, length)), (fault) => fault instanceof Refusal, `${length} bytes`);
  await assert.rejects(load(bytes.subarray(0, -1)), refusedAs('package-truncated'));
  await assert.rejects(load(Buffer.concat([bytes, Buffer.from([0])])), refusedAs('package-damaged'));
});

/** Enough hashes for several chunks. */
function manyRecords(count: number): Buffer[] {
  const [list] = someRecords();
  const entries = Array.from({ length: count }, (_, number) =>
    scanPackage.packEntry({ algorithm: 'sha256', code: codeOf(number), number, list: 0, word: null }),
  );
  return [list!, ...entries];
}

/** Where each part begins: the header, each chunk, the signature. */
function partsOf(bytes: Buffer): Buffer[] {
  const magic = scanPackage.packageMagic.length;
  let at = bytes.indexOf('\n', magic) + 1;
  const parts = [bytes.subarray(0, at)];
  for (let last = false; !last; ) {
    const head = scanPackage.chunkHead(bytes.subarray(at, at + 4))!;
    parts.push(bytes.subarray(at, at + 4 + head.bytes));
    at += 4 + head.bytes;
    last = head.last;
  }
  return [...parts, bytes.subarray(at)];
}

test('chunks that change places, are left out or come from another export are refused', async () => {
  const records = manyRecords(20_000);
  const [bytes, other] = [await sealed(records), await sealed(records)];
  const [header, first, second, ...rest] = partsOf(bytes);
  assert.ok(rest.length >= 3, `${rest.length} more parts`);
  assert.equal((await load(bytes)).lists[0]!.entries, 20_000);
  const mixed = [
    [header, second, first, ...rest],
    [header, first, ...rest],
    [header, first, first, second, ...rest],
    [header, partsOf(other)[1], second, ...rest],
    [partsOf(other)[0], first, second, ...rest],
    [header, ...rest.slice(-2)],
  ];
  for (const [n, parts] of mixed.entries())
    await assert.rejects(load(Buffer.concat(parts as Buffer[])), refusedAs('package-damaged'), `mix ${n}`);
});

test('what somebody else encrypted to the recipient in the desk’s name is not genuine', async () => {
  const forger = { publicKey: desk.publicKey, sign: (bytes: Uint8Array) => stranger.sign(bytes) };
  await assert.rejects(load(await sealed(someRecords(), forger)), refusedAs('package-not-genuine'));
});

test('a desk whose key is known is the only one whose exports are taken', async () => {
  await load(await sealed(), { issuerKey: desk.publicKey });
  await assert.rejects(
    load(await sealed(someRecords(), stranger), { issuerKey: desk.publicKey }),
    refusedAs('package-not-from-that-desk'),
  );
});

test('records that make no sense are refused, also when they are signed', async () => {
  const [list, entry] = someRecords();
  const wrong = [
    [entry!], // of a list that is not named
    [list!, scanPackage.packEntry({ algorithm: 'pdq', code: codeOf(1), number: 1, list: 0, word: 3 })],
    [list!, entry!.subarray(0, 20)],
    [Buffer.from([0x7f, 0, 0])],
    [scanPackage.packList({ ...madeUpList, radiusBits: 32 })],
  ];
  for (const [n, records] of wrong.entries())
    await assert.rejects(load(await sealed(records)), refusedAs('package-damaged'), `records ${n}`);
});

test('an export without hashes lists nothing', async () => {
  assert.deepEqual((await load(await sealed([]))).lists, []);
});
