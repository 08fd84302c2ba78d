// What the guard posts: the body goes to the one host that was judged, is posted nowhere else, and of the answer nothing
// but status and headers is taken where that is asked.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { fetchGuarded, type GuardOptions } from './guard.ts';

let server: Server;
let at: string;
let received: string[] = [];

before(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received.push(`${request.method} ${request.url} ${Buffer.concat(pieces).toString('utf8')}`);
      if (request.url === '/silent') return;
      if (request.url === '/moved') response.writeHead(307, { location: '/text' });
      if (request.url === '/encoded') response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('x'.repeat(50_000));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  received = [];
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const post = (path: string, options: Partial<GuardOptions> = {}) =>
  fetchGuarded(`http://${at}${path}`, {
    method: 'POST',
    body: '{"isi":"rekaan — “é”"}',
    maxBytes: 100,
    timeoutMs: 5000,
    exempt: [at],
    ...options,
  });

test('a body is posted as it is', async () => {
  await using answer = await post('/text', { maxBytes: 50_000 });
  assert.equal(answer.status, 200);
  assert.deepEqual(received, ['POST /text {"isi":"rekaan — “é”"}']);
});

test('what was posted is not posted on: a redirect is the answer', async () => {
  await using answer = await post('/moved', { dropBody: true });
  assert.deepEqual([answer.status, answer.headers.location, received.length], [307, '/text', 1]);
});

test('where only the status is asked for, size and encoding of the answer do not matter, and it is not received', async () => {
  for (const path of ['/text', '/encoded']) {
    await using answer = await post(path, { dropBody: true });
    assert.equal(answer.status, 200);
    const pieces: Buffer[] = [];
    for await (const piece of answer.body) pieces.push(piece);
    assert.equal(pieces.length, 0);
  }
  await assert.rejects(post('/text'), { reason: 'too-large' });
  await assert.rejects(post('/encoded'), { reason: 'encoded' });
});

test('it can be ended before its time', async () => {
  await assert.rejects(post('/silent', { signal: AbortSignal.timeout(30) }), { reason: 'took-too-long' });
});

test('nothing is posted into the network', async () => {
  await assert.rejects(post('/text', { exempt: [] }), { reason: 'closed-port' });
  assert.equal(received.length, 0);
});
