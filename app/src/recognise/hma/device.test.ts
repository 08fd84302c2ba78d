// Device banks as clients of the protocol meet them: looked up in, by the desk that keeps them and by partners, and closed
// to everything else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '../../kit/ids.ts';
import { call } from '../../verbs/verb.ts';
import { ensureDeviceBank, listDeviceSignals } from '../index.ts';
import { deskItself, flipped } from '../testing.ts';
import { type Client, drawn, openTestFace, share, type TestFace } from './testing.ts';

const name = 'DEVICE_REVIEW_GROOMING';
const [pdq, md5] = [drawn(), drawn(16)];
let face: TestFace;
let ours: Client;
let theirs: Client;
before(async () => {
  face = await openTestFace();
  [ours, theirs] = [await face.client(), await face.client()];
  const itself = deskItself(ours.organisationId);
  const { id } = await call(face.house, ensureDeviceBank, itself, { ground: 'grooming' });
  await share(face, ours, theirs, id);
  await call(face.house, listDeviceSignals, itself, {
    submissionId: newId('submission'),
    ground: 'grooming',
    hashes: [
      { algorithm: 'pdq', hash: pdq },
      { algorithm: 'md5', hash: md5 },
    ],
    expiresAt: null,
  });
  await face.settle();
});
after(() => face?.close());

const lookUp = async (client: Client, type: string, signal: string) =>
  (await client.ask('GET', `/m/lookup?signal_type=${type}&signal=${signal}`)).json()[name];

test('a near picture and an equal film are found, by the desk itself and by a partner, without how near they are', async () => {
  for (const client of [ours, theirs]) {
    const [near, further, equal] = [
      await lookUp(client, 'pdq', flipped(pdq, 2)),
      await lookUp(client, 'pdq', flipped(pdq, 30)),
      await lookUp(client, 'video_md5', md5),
    ];
    assert.equal(near[0].distance, '31');
    assert.deepEqual(near, further);
    assert.equal(equal[0].distance, '0');
    const [bank] = (await client.ask('GET', '/c/banks')).json();
    assert.deepEqual(bank, { name, matching_enabled_ratio: 1 });
  }
  assert.equal(await lookUp(ours, 'pdq', flipped(pdq, 32)), undefined);
});

test('what is in it is not shown, and nobody changes it, adds to it or ends it', async () => {
  const [{ bank_content_id: content }] = await lookUp(ours, 'pdq', pdq);
  for (const client of [ours, theirs]) {
    const one = `/c/bank/${name}/content/${content}`;
    assert.equal((await client.ask('GET', `${one}?include_signals=true`)).statusCode, 404);
    assert.equal((await client.ask('PUT', one, { disable_until_ts: 0 })).statusCode, 404);
    assert.deepEqual((await client.ask('DELETE', one)).json(), { deleted: 0 });
    assert.equal((await client.ask('PUT', `/c/bank/${name}`, { enabled_ratio: 0 })).statusCode, 403);
    assert.equal((await client.ask('POST', `/c/bank/${name}/signal`, { pdq: drawn() })).statusCode, 403);
    assert.equal((await client.ask('DELETE', `/c/bank/${name}`)).statusCode, 403);
  }
  assert.equal((await lookUp(ours, 'pdq', pdq)).length, 1);
});

test('index sizes count it for the desk that keeps it, and not for partners', async () => {
  const sizes = async (client: Client) => (await client.ask('GET', '/m/index/status')).json().pdq.size;
  assert.equal(await sizes(ours), 1);
  assert.equal(await sizes(theirs), 0);
});
