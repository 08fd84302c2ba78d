// A client's day: it makes a bank, fills it, looks up, pauses, deletes, and clears up after itself.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sceneJpeg } from '../../testing/pictures.ts';
import { type Client, Form, openTestFace, type TestFace } from './testing.ts';

let face: TestFace;
let client: Client;
before(async () => {
  face = await openTestFace();
  client = await face.client();
});
after(() => face?.close());

const year = 365 * 24 * 3600;

test('a bank from its first picture to the factory reset', async () => {
  const { ask } = client;
  const made = await ask('POST', '/c/banks', { name: 'JOURNEY', enabled_ratio: '1' });
  assert.deepEqual([made.statusCode, made.body], [201, '{"name":"JOURNEY","matching_enabled_ratio":1.0}']);

  const picture = await sceneJpeg(640, 480, 3);
  const copy = await sceneJpeg(320, 240, 3);
  const other = await sceneJpeg(640, 480, 4);
  const photo = (bytes: Buffer) => new Form().file('photo', bytes, 'image/jpeg');
  const hashed = await ask('POST', '/h/hash', photo(picture));
  const { pdq } = hashed.json();
  assert.match(pdq, /^[0-9a-f]{64}$/);

  const added = await ask('POST', '/c/bank/JOURNEY/content', photo(picture).field('note', 'Made-up case 7'));
  const { id } = added.json();
  assert.deepEqual([added.statusCode, added.json()], [200, { id, signals: { pdq } }]);
  assert.ok(Number.isInteger(id));
  await face.settle();

  const hit = [{ bank_content_id: id, distance: '0' }];
  assert.deepEqual((await ask('POST', '/m/lookup', photo(picture))).json(), { pdq: { JOURNEY: hit } });
  assert.deepEqual((await ask('GET', `/m/lookup?signal_type=pdq&signal=${pdq}`)).json(), { JOURNEY: hit });
  assert.deepEqual((await ask('GET', `/m/raw_lookup?signal_type=pdq&signal=${pdq}`)).json(), { matches: [id] });
  const near = (await ask('POST', '/m/lookup', photo(copy))).json().pdq.JOURNEY[0];
  assert.equal(near.bank_content_id, id);
  assert.ok(Number(near.distance) <= 31);
  assert.deepEqual((await ask('POST', '/m/lookup', photo(other))).json(), { pdq: {} });

  const video = Buffer.from('not a video, but its bytes have an MD5 all the same');
  const md5 = createHash('md5').update(video).digest('hex');
  const film = new Form().file('video', video, 'video/mp4');
  const filmed = (await ask('POST', '/c/bank/JOURNEY/content', film)).json();
  assert.deepEqual(filmed.signals, { video_md5: md5 });
  assert.deepEqual((await ask('POST', '/m/lookup', film)).json(), {
    video_md5: { JOURNEY: [{ bank_content_id: filmed.id, distance: '0' }] },
  });

  const content = `/c/bank/JOURNEY/content/${id}`;
  assert.equal((await ask('PUT', content, { disable_until_ts: 0 })).json().disable_until_ts, 0);
  assert.deepEqual((await ask('POST', '/m/lookup', photo(picture))).json(), { pdq: {} });
  assert.deepEqual((await ask('GET', `/m/raw_lookup?signal_type=pdq&signal=${pdq}`)).json(), { matches: [id] });
  const until = Math.floor(face.house.now().getTime() / 1000) + year;
  assert.equal((await ask('PUT', content, { disable_until_ts: until })).json().disable_until_ts, until);
  assert.deepEqual((await ask('POST', '/m/lookup', photo(picture))).json(), { pdq: {} });
  face.forward((year + 1) * 1000);
  assert.deepEqual((await ask('POST', '/m/lookup', photo(picture))).json(), { pdq: { JOURNEY: hit } });
  assert.equal((await ask('PUT', content, { disable_until_ts: 1 })).json().disable_until_ts, 1);

  assert.deepEqual((await ask('DELETE', content)).json(), { deleted: 1 });
  assert.equal((await ask('GET', content)).statusCode, 404);
  assert.deepEqual((await ask('DELETE', content)).json(), { deleted: 0 });
  assert.deepEqual((await ask('POST', '/m/lookup', photo(picture))).json(), { pdq: {} });
  assert.deepEqual((await ask('GET', `/m/raw_lookup?signal_type=pdq&signal=${pdq}`)).json(), { matches: [] });

  const reset = await ask('POST', '/dev/factory_reset');
  assert.deepEqual([reset.statusCode, reset.headers.location], [302, '/hma/']);
  assert.deepEqual((await ask('GET', '/c/banks')).json(), []);
  assert.deepEqual((await ask('POST', '/m/lookup', film)).json(), { video_md5: {} });
});
