// The guard through an operator's proxy, and redirects that are not followed. Proxy and host stand on loopback; the proxy
// leads every host there, so that made-up public names and addresses can be asked for.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { fetchGuarded, type GuardOptions } from './guard.ts';

let host: Server;
let proxy: Server;
let through: string;
/** What the proxy was asked to open a tunnel to, and in whose name. */
let tunnels: string[] = [];
let names: (string | undefined)[] = [];
const open = new Set<Socket>();

before(async () => {
  host = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'https://lain.example/' }).end();
    else if (request.url === '/inside') response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
    else if (request.url === '/on') response.writeHead(302, { location: '/text' }).end();
    else response.end(`hello ${request.headers.host}`);
  });
  proxy = createServer((_, response) => void response.writeHead(404).end('no tunnel'));
  proxy.on('connect', (request, socket: Socket) => {
    tunnels.push(request.url ?? '');
    names.push(request.headers['proxy-authorization']);
    if (request.url?.startsWith('tertutup.')) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const onward = connect((host.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const each of [socket, onward]) {
      open.add(each);
      each.on('error', () => {});
    }
  });
  for (const each of [host, proxy]) await once(each.listen(0, '127.0.0.1'), 'listening');
  through = `http://petugas:sandi-rekaan@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
beforeEach(() => {
  tunnels = [];
  names = [];
});
after(() => {
  for (const socket of open) socket.destroy();
  for (const each of [host, proxy]) {
    each.closeAllConnections();
    each.close();
  }
});

// An address of the public internet; nothing connects to it.
const resolve = async () => [{ address: '1.2.3.4', family: 4 }];
const get = (url: string, options: Partial<GuardOptions> = {}) =>
  fetchGuarded(url, { maxBytes: 1000, timeoutMs: 5000, proxy: through, resolve, ...options });

async function textOf(url: string, options: Partial<GuardOptions> = {}): Promise<string> {
  await using answer = await get(url, options);
  let text = '';
  for await (const piece of answer.body) text += piece.toString('utf8');
  return text;
}

test('a request goes through a tunnel of the proxy to exactly the host that was judged', async () => {
  assert.equal(await textOf('http://kota.example/text'), 'hello kota.example');
  assert.deepEqual(tunnels, ['kota.example:80']);
  assert.equal(names[0], `Basic ${Buffer.from('petugas:sandi-rekaan').toString('base64')}`);
});

test('each redirect is a tunnel of its own', async () => {
  await using answer = await get('http://kota.example/on');
  assert.deepEqual(
    [answer.url.href, answer.redirectedFrom.map(({ href }) => href)],
    ['http://kota.example/text', ['http://kota.example/on']],
  );
  assert.equal(tunnels.length, 2);
});

const closed: [url: string, options: Partial<GuardOptions>, reason: string][] = [
  ['http://127.0.0.1/', {}, 'closed-address'],
  ['http://10.1.2.3/', {}, 'closed-address'],
  ['http://[::1]/', {}, 'closed-address'],
  ['http://169.254.169.254/latest', {}, 'closed-address'],
  ['http://gudang.internal/', {}, 'closed-address'],
  ['http://kota.example:8080/', {}, 'closed-port'],
  ['http://kota.example/', { resolve: async () => [{ address: '192.168.0.1', family: 4 }] }, 'closed-address'],
  ['http://kota.example/inside', {}, 'closed-address'],
  ['http://kota.example/', { resolve: async () => [] }, 'unreachable'],
];
for (const [url, options, reason] of closed)
  test(`the target is judged as without a proxy: ${url} is ${reason}`, async () => {
    await assert.rejects(get(url, options), { reason });
    assert.ok(
      tunnels.every((each) => each === 'kota.example:80'),
      tunnels.join(', '),
    );
  });

test('what the proxy itself answers is never taken for the host’s answer', async () => {
  await assert.rejects(get('http://tertutup.example/'), { reason: 'unreachable' });
});

test('a proxy that is not there makes the host unreachable', async () => {
  await assert.rejects(get('http://kota.example/', { proxy: 'http://127.0.0.1:1' }), { reason: 'unreachable' });
});

test('a redirect that is not to be followed is the answer, and where it leads is not asked', async () => {
  await using answer = await get('http://kota.example/away', {
    follow: (next, from) => next.hostname === from.hostname,
  });
  assert.deepEqual([answer.status, answer.headers.location], [302, 'https://lain.example/']);
  assert.deepEqual(tunnels, ['kota.example:80']);
});
