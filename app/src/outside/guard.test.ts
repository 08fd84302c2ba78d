// The guard against a server on loopback, reached through an exemption that only a test can give.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { fetchGuarded, type GuardedAnswer, type GuardOptions, type ResolvedAddress } from './guard.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let inside: Server;
let origin: string;
let at: string;
let innerPort: number;
let visited = 0;

const routes: Record<string, Handler> = {
  '/text': (request, response) => response.end(`hello ${request.headers.host} ${request.method}`),
  '/headers': (request, response) => response.end(JSON.stringify(request.headers)),
  '/once': (_, response) => redirect(response, '/text'),
  '/three': (_, response) => redirect(response, '/two', 308),
  '/two': (_, response) => redirect(response, '/once', 307),
  '/four': (_, response) => redirect(response, '/three', 301),
  '/loop': (_, response) => redirect(response, '/loop'),
  '/inside': (_, response) => redirect(response, `http://127.0.0.1:${innerPort}/`),
  '/inside-by-name': (_, response) => redirect(response, 'http://localhost/'),
  '/metadata': (_, response) => redirect(response, 'http://169.254.169.254/latest/'),
  '/file': (_, response) => redirect(response, 'file:///etc/passwd'),
  '/credentials': (_, response) => redirect(response, 'http://user:secret@example.org/'),
  '/nowhere': (_, response) => response.writeHead(302).end('no location'),
  '/missing': (_, response) => response.writeHead(404).end('gone'),
  '/declared': (_, response) => response.writeHead(200, { 'content-length': 5000 }).end(Buffer.alloc(5000)),
  '/endless': (_, response) => pour(response),
  '/silent': () => {},
  '/stalls': (_, response) => response.write('a beginning'),
  '/breaks': (_, response) => response.write('a beginning', () => response.destroy()),
  '/gzip': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/picture': (_, response) => pour(response.writeHead(200, { 'content-type': 'image/png' })),
  '/video': (_, response) => pour(response.writeHead(200, { 'content-type': 'Video/MP4; codecs=x' })),
  '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>image/png</p>'),
};

function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location }).end('moved');
}

/** Writes until the other side goes away. */
function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

before(async () => {
  server = createServer((request, response) => routes[request.url ?? '']!(request, response));
  inside = createServer((_, response) => {
    visited += 1;
    response.end('secret');
  });
  for (const each of [server, inside]) await once(each.listen(0, '127.0.0.1'), 'listening');
  at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${at}`;
  innerPort = (inside.address() as AddressInfo).port;
});
after(() => {
  for (const each of [server, inside]) {
    each.closeAllConnections();
    each.close();
  }
});

const get = (path: string, options: Partial<GuardOptions> = {}) =>
  fetchGuarded(`${origin}${path}`, { maxBytes: 1000, timeoutMs: 5000, exempt: [at], ...options });

async function textOf(answer: GuardedAnswer): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer.body) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

async function read(path: string, options: Partial<GuardOptions> = {}): Promise<string> {
  await using answer = await get(path, options);
  return await textOf(answer);
}

test('an answer has its status, headers, address and body', async () => {
  await using answer = await get('/page');
  assert.deepEqual(
    [answer.status, answer.headers['content-type'], answer.url.href],
    [200, 'text/html', `${origin}/page`],
  );
  assert.equal(answer.mediaDropped, false);
  assert.equal(await textOf(answer), '<p>image/png</p>');
});

test('an error status is an answer too', async () => {
  await using answer = await get('/missing');
  assert.equal(answer.status, 404);
  assert.equal(await textOf(answer), 'gone');
});

test('without an exemption nothing on loopback is reached', async () => {
  await assert.rejects(get('/text', { exempt: [] }), { reason: 'closed-port' });
  await assert.rejects(get('/text', { exempt: [], ports: [Number(at.split(':')[1])] }), { reason: 'closed-address' });
});

test('a request carries nothing but what is needed, and asks for no encoding', async () => {
  const headers = JSON.parse(await read('/headers', { headers: { accept: 'text/html' } }));
  assert.deepEqual(headers, {
    host: at,
    connection: 'keep-alive',
    'user-agent': 'Suaka',
    accept: 'text/html',
    'accept-encoding': 'identity',
  });
});

test('HEAD asks for headers only', async () => {
  assert.equal(await read('/declared', { method: 'HEAD' }), '');
});

test('three redirects are followed, a fourth is not', async () => {
  await using answer = await get('/three');
  assert.equal(answer.url.href, `${origin}/text`);
  assert.equal(await textOf(answer), `hello ${at} GET`);
  await assert.rejects(get('/four'), { reason: 'too-many-redirects' });
  await assert.rejects(get('/loop'), { reason: 'too-many-redirects' });
});

test('a redirect without a place to go is the answer', async () => {
  await using answer = await get('/nowhere');
  assert.equal(answer.status, 302);
});

const forbiddenRedirects = [
  ['/inside', 'closed-port'],
  ['/inside-by-name', 'closed-address'],
  ['/metadata', 'closed-address'],
  ['/file', 'bad-address'],
  ['/credentials', 'bad-address'],
] as const;
for (const [path, reason] of forbiddenRedirects)
  test(`a redirect is judged like the first address: ${path}`, async () => {
    await assert.rejects(get(path), { reason });
    assert.equal(visited, 0, 'the server inside was asked');
  });

test('a redirect into the network is refused on a port that is open', async () => {
  await assert.rejects(get('/inside', { ports: [80, innerPort] }), { reason: 'closed-address' });
  assert.equal(visited, 0);
});

test('a name is resolved once, and the connection goes to the address that was judged', async () => {
  const asked: string[] = [];
  const rebinding = async (name: string): Promise<ResolvedAddress[]> => {
    asked.push(name);
    return [{ address: asked.length === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
  };
  const url = `http://made-up.example:${at.split(':')[1]}/text`;
  await using answer = await fetchGuarded(url, { maxBytes: 100, timeoutMs: 5000, exempt: [at], resolve: rebinding });
  assert.match(await textOf(answer), /^hello made-up\.example:/);
  assert.deepEqual(asked, ['made-up.example']);
});

test('every address of a name must be public, not only the first', async () => {
  for (const closed of ['127.0.0.1', '10.1.2.3', 'fe80::1', '::ffff:127.0.0.1']) {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: closed, family: closed.includes(':') ? 6 : 4 },
    ];
    const options = { maxBytes: 100, timeoutMs: 5000, resolve: async () => addresses };
    await assert.rejects(fetchGuarded('http://made-up.example/', options), { reason: 'closed-address' }, closed);
  }
});

test('a name that cannot be resolved, or not in time, is unreachable or too slow', async () => {
  const failing = { maxBytes: 100, timeoutMs: 5000, resolve: () => Promise.reject(new Error('ENOTFOUND')) };
  await assert.rejects(fetchGuarded('http://made-up.example/', failing), { reason: 'unreachable' });
  await assert.rejects(fetchGuarded('http://made-up.example/', { ...failing, resolve: async () => [] }), {
    reason: 'unreachable',
  });
  const never = { maxBytes: 100, timeoutMs: 30, resolve: () => new Promise<never>(() => {}) };
  const waiting = setInterval(() => {}, 1000); // the guard's own timer keeps no process alive
  await assert.rejects(fetchGuarded('http://made-up.example/', never), { reason: 'took-too-long' });
  clearInterval(waiting);
});

test('a body that declares to be too large is refused at its headers', async () => {
  await assert.rejects(get('/declared', { maxBytes: 4999 }), { reason: 'too-large' });
  assert.equal((await read('/declared', { maxBytes: 5000 })).length, 5000);
});

test('a body that does not say how large it is, is broken off past the bound', async () => {
  const gone = closed();
  await assert.rejects(read('/endless', { maxBytes: 200_000 }), { reason: 'too-large' });
  await gone;
});

test('the time is for the whole: headers that never come, and a body that stalls', async () => {
  await assert.rejects(get('/silent', { timeoutMs: 50 }), { reason: 'took-too-long', message: /within 50 ms/ });
  await assert.rejects(read('/stalls', { timeoutMs: 150 }), { reason: 'took-too-long' });
});

test('a body that breaks off is said, never taken for the whole', async () => {
  await assert.rejects(read('/breaks'), { reason: 'unreachable' });
});

test('an encoded answer is refused: its bytes are not those of the file', async () => {
  await assert.rejects(get('/gzip'), { reason: 'encoded', message: /"gzip"/ });
});

test('pictures and videos are broken off at their headers when asked; pages are not', { timeout: 20_000 }, async () => {
  for (const path of ['/picture', '/video']) {
    const gone = closed();
    await using answer = await get(path, { abortAtMedia: true, timeoutMs: 60_000 });
    assert.deepEqual([answer.status, answer.mediaDropped], [200, true]);
    assert.equal(await textOf(answer), '');
    await gone;
  }
  assert.equal(await read('/page', { abortAtMedia: true }), '<p>image/png</p>');
});

test('a closed port is unreachable', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  await once(free, 'close');
  const options = { maxBytes: 10, timeoutMs: 5000, exempt: [`127.0.0.1:${port}`] };
  await assert.rejects(fetchGuarded(`http://127.0.0.1:${port}/`, options), { reason: 'unreachable' });
});

/** Resolves when the server sees its next connection end. */
async function closed(): Promise<void> {
  const [socket]: [Socket] = (await once(server, 'connection')) as [Socket];
  await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
}
