// What load balancers and lost clients ask: status, liveness, the root, the site map, and addresses joined badly.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, mock, test } from 'node:test';
import { signalIndexKey } from '../signal-index.ts';
import { type Client, drawn, openTestFace, type TestFace } from './testing.ts';

let face: TestFace;
let client: Client;
before(async () => {
  face = await openTestFace();
  client = await face.client();
});
after(() => face?.close());

const index = (ready: boolean, behind: boolean) =>
  mock.getter(face.house.part(signalIndexKey), 'status', () => ({ ready, behind, size: 0, caughtUpAt: null }));

test('status says whether the index is fit to answer; the liveness check does not ask it', async () => {
  const states = [
    [true, false, 200, 'I-AM-ALIVE'],
    [false, true, 503, 'INDEX-NOT-LOADED'],
    [true, true, 503, 'INDEX-STALE'],
  ] as const;
  for (const [ready, behind, status, body] of states) {
    index(ready, behind);
    const reply = await face.server.inject('/hma/status');
    const live = await face.server.inject('/hma/status/live');
    mock.restoreAll();
    assert.deepEqual([reply.statusCode, reply.body], [status, body]);
    assert.deepEqual([live.statusCode, live.body], [200, 'I-AM-ALIVE']);
  }
});

test('a lookup before the index is loaded is 503; a lagging index says so', async () => {
  index(false, true);
  const early = await client.ask('GET', `/m/lookup?signal_type=pdq&signal=${drawn()}`);
  mock.restoreAll();
  assert.deepEqual([early.statusCode, early.json()], [503, { message: 'index not yet ready' }]);
  index(true, true);
  const lagging = (await client.ask('GET', '/c/signal_type/index')).json();
  mock.restoreAll();
  assert.deepEqual([lagging.pdq.index_out_of_date, lagging.video_md5.index_out_of_date], [true, false]);
});

test('the root leads to the status, under either address and with or without a slash', async () => {
  for (const [url, location] of [
    ['/hma', '/hma/status'],
    ['/hma/', '/hma/status'],
    [`/hma/k/${client.key}`, `/hma/k/${client.key}/status`],
  ]) {
    const reply = await face.server.inject(url!);
    assert.deepEqual([reply.statusCode, reply.headers.location], [302, location]);
  }
});

test('the site map lists every rule once, as the original writes them', async () => {
  const map = (await face.server.inject('/hma/site-map')).json();
  assert.deepEqual(map, [
    '/',
    '/c/bank/<name>',
    '/c/bank/<name>/content',
    '/c/bank/<name>/content/<content>',
    '/c/bank/<name>/signal',
    '/c/banks',
    '/c/content_type',
    '/c/exchange/<name>',
    '/c/exchange/<name>/status',
    '/c/exchanges',
    '/c/exchanges/api/<name>',
    '/c/exchanges/api/<name>/schema',
    '/c/exchanges/apis',
    '/c/signal_type',
    '/c/signal_type/<type>',
    '/c/signal_type/index',
    '/dev/factory_reset',
    '/h/hash',
    '/m/compare',
    '/m/index/status',
    '/m/lookup',
    '/m/raw_lookup',
    '/site-map',
    '/status',
    '/status/live',
  ]);
});

test('an address with a doubled slash is sent on, within this scope', async () => {
  const reply = await face.server.inject({ method: 'POST', url: '/hma//c//banks?a=1' });
  assert.deepEqual([reply.statusCode, reply.headers.location], [308, '/hma/c/banks?a=1']);
  const abroad = await face.server.inject('/hma//elsewhere.example');
  assert.equal(abroad.headers.location, '/hma/elsewhere.example');
});

test('an upload that is refused before it is read is answered, and does not hold its connection', async () => {
  await face.server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = face.server.server.address() as AddressInfo;
  const headers = {
    host: 'localhost',
    'content-type': 'multipart/form-data; boundary=x',
    'content-length': 50_000_000,
  };
  const upload = request({ host: '127.0.0.1', port, path: '/hma/m/lookup', method: 'POST', headers });
  upload.on('error', () => {}); // the rest of it finds the connection closed
  upload.write('--x');
  const [reply] = await once(upload, 'response');
  assert.deepEqual([reply.statusCode, reply.headers.connection], [401, 'close']);
  reply.resume();
  await once(upload, 'close');
});
