// The whole way: what a real desk lists, exported by two people, is what a scan matches with where there is no desk.
import assert from 'node:assert/strict';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { signerPart } from '../../../audit/signing.ts';
import { openFields } from '../../../fields/index.ts';
import { newId } from '../../../kit/ids.ts';
import {
  approveScanExport,
  devicePermission,
  downloadScanExport,
  listDeviceSignals,
  listSignal,
  makeBank,
  newScanKey,
  openRecognise,
  requestScanExport,
} from '../../../recognise/index.ts';
import { callerOf, openTestHouse, type TestHouse } from '../../../testing/house.ts';
import { nodeCaller } from '../../../verbs/caller.ts';
import { call } from '../../../verbs/verb.ts';
import { factsOf, loadTexts, testTime } from '../testing.ts';

let made: TestHouse;
let organisationId: string;
before(async () => {
  made = await openTestHouse();
  await openFields(made.house);
  await openRecognise(made.house);
  organisationId = await made.organisation();
});
after(() => made?.close());

const hash = (bytes = 32) => randomBytes(bytes).toString('hex');

/** A bank with hashes in it. */
async function bankOf(
  code: string,
  hashes: { algorithm: 'pdq' | 'md5'; hash: string }[],
  more: object = {},
): Promise<string> {
  const maker = nodeCaller(organisationId, ['recognise.curate']);
  const bank = {
    code,
    name: 'Made-up list',
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'grooming',
    active: true,
    ...more,
  };
  const { id } = await call(made.house, makeBank, maker, bank as never);
  for (const one of hashes)
    await call(made.house, listSignal, maker, { bankId: id, hashes: [one], classification: `class ${code}` });
  return id;
}

test('a desk’s export opens with the recipient’s key, list by list, and holds no hash of a person’s own pictures', async () => {
  const [near, exact, own] = [hash(), hash(16), hash()];
  const one = await bankOf('ONE', [{ algorithm: 'pdq', hash: near }], { radiusBits: 12 });
  const two = await bankOf('TWO', [{ algorithm: 'md5', hash: exact }]);
  const device = nodeCaller(organisationId, [devicePermission]);
  const submission = {
    submissionId: newId('submission'),
    ground: 'grooming',
    hashes: [{ algorithm: 'pdq', hash: own }],
    expiresAt: null,
  };
  await call(made.house, listDeviceSignals, device, submission as never);
  const key = newScanKey();
  const asker = callerOf(organisationId, ['recognise.export']);
  const { id } = await call(made.house, requestScanExport, asker, {
    bankIds: [one, two],
    recipient: 'Made-up Cyber Unit',
    recipientKey: key.publicKey,
    purpose: 'A made-up case',
    validDays: 2,
  });
  await call(made.house, approveScanExport, callerOf(organisationId, ['recognise.review']), { id });
  const bytes = await buffer(await call(made.house, downloadScanExport, asker, { id }));
  for (const secret of [near, exact, own])
    assert.ok(!bytes.includes(Buffer.from(secret, 'hex')) && !bytes.includes(secret), 'a hash stands there in plain');
  const options = { secret: createPrivateKey(key.secretPem), issuerKey: made.house.part(signerPart).publicKey };
  const matcher = await loadTexts({ 'contoh.scan': bytes }, options);
  assert.deepEqual(matcher.lists.map(({ name }) => name).toSorted(), ['Made-up Agency: ONE', 'Made-up Agency: TWO']);
  assert.equal(
    matcher.lists.reduce((sum, { entries }) => sum + entries, 0),
    2 + 16, // and its marks
  );
  const said = (given: object) =>
    matcher.match(factsOf(given)).map(({ list, classification, distanceBits }) => [list, classification, distanceBits]);
  assert.deepEqual(said({ pdq: near, quality: 90 }), [['Made-up Agency: ONE', 'class ONE', 0]]);
  assert.deepEqual(said({ md5: exact }), [['Made-up Agency: TWO', 'class TWO', 0]]);
  assert.deepEqual(said({ pdq: own, quality: 90 }), []);
  const late = new Date(testTime.getTime() + 2 * 86_400_000);
  await assert.rejects(loadTexts({ 'contoh.scan': bytes }, { ...options, now: late }), { code: 'package-expired' });
});
