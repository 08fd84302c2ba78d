// Lookups: what answers in the specified formats are read as, and that whatever else comes is "not known".
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { dayMs, minuteMs } from '../../kit/time.ts';
import { onlineSource } from './online.ts';
import { originName, readOrigin, readSystem } from './origin.ts';
import { readNetwork, readRegistration } from './rdap.ts';
import { lookupsFrom } from './read-lookups.ts';
import { domain, network, recorded, type Recorded, usual } from './testing.ts';

const now = () => new Date('2031-03-14T01:59:26Z');
const over = (answers: Recorded) => {
  const source = recorded(answers);
  return { source, lookups: lookupsFrom(source, now) };
};

test('a host leads to its network, its country and the place for reports', async () => {
  const { lookups } = over(usual);
  assert.deepEqual(await lookups.addressesOf('foto.rekaan.example'), ['192.0.2.7']);
  assert.deepEqual(await lookups.networkOf('192.0.2.7'), {
    network: 64500,
    name: 'CONTOH-AS - Hosting Contoh',
    country: 'ID',
    abuseMail: 'abuse@hosting-contoh.example',
  });
  assert.deepEqual(await lookups.registrationOf('rekaan.example'), {
    registrar: 'Pendaftar Rekaan',
    abuseMail: 'abuse@pendaftar-rekaan.example',
    country: 'SG',
  });
});

test('the registry of the narrowest prefix is asked, over HTTPS', async () => {
  const { source, lookups } = over(usual);
  await lookups.networkOf('192.0.2.7');
  assert.ok(source.asked.includes('https://rdap.example/ip/192.0.2.7'));
  assert.ok(!source.asked.some((url) => url.startsWith('https://luas.')));
});

test('either half of the answer stands without the other', async () => {
  const routing = over({ ...usual, json: {} });
  assert.deepEqual(await routing.lookups.networkOf('192.0.2.7'), {
    network: 64500,
    name: 'CONTOH-AS - Hosting Contoh',
    country: 'SG',
    abuseMail: null,
  });
  const json = {
    ...usual.json,
    'https://rdap.example/ip/192.0.2.7': { ...network, arin_originas0_originautnums: [64501] },
  };
  const registry = over({ ...usual, texts: {}, json });
  assert.deepEqual(await registry.lookups.networkOf('192.0.2.7'), {
    network: 64501,
    name: 'CONTOH-NET',
    country: 'ID',
    abuseMail: 'abuse@hosting-contoh.example',
  });
});

test('nothing answered is not known; a name without addresses is known to have none', async () => {
  const { lookups } = over({ addresses: { 'hilang.example': [] } });
  assert.equal(await lookups.networkOf('192.0.2.7'), null);
  assert.equal(await lookups.registrationOf('rekaan.example'), null);
  assert.equal(await lookups.addressesOf('bisu.example'), null);
  assert.deepEqual(await lookups.addressesOf('hilang.example'), []);
});

test('nothing inside a network is asked about', async () => {
  const { source, lookups } = over(usual);
  assert.equal(await lookups.networkOf('10.0.0.7'), null);
  assert.equal(await lookups.networkOf('bukan alamat'), null);
  assert.equal(await lookups.addressesOf('localhost'), null);
  assert.deepEqual(source.asked, []);
  const online = onlineSource();
  for (const closed of ['127.0.0.1', '10.1.2.3', '::1', '192.0.2.7', 'printer.local', 'rekaan.onion', 'intranet'])
    assert.equal(online.isPublic(closed), false, closed);
  assert.equal(online.isPublic('rekaan.example'), true);
});

test('IANA is asked once a day, and its last list serves while it is away', async () => {
  let at = now();
  const source = recorded(usual);
  const lookups = lookupsFrom(source, () => at);
  const lists = () => source.asked.filter((url) => url.startsWith('https://data.iana.org')).length;
  await lookups.registrationOf('rekaan.example');
  await lookups.registrationOf('rekaan.example');
  assert.equal(lists(), 1);
  at = new Date(at.getTime() + dayMs);
  source.json = async (url) => {
    source.asked.push(url);
    return url.includes('data.iana.org') ? null : domain;
  };
  for (const _twice of [1, 2])
    assert.equal((await lookups.registrationOf('rekaan.example'))?.registrar, 'Pendaftar Rekaan');
  assert.equal(lists(), 2);
  at = new Date(at.getTime() + 5 * minuteMs);
  await lookups.registrationOf('rekaan.example');
  assert.equal(lists(), 3);
});

test('an address is asked about by its parts in reverse', () => {
  assert.equal(originName('192.0.2.7'), '7.2.0.192.origin.asn.cymru.com');
  const v6 = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.origin6.asn.cymru.com';
  assert.equal(originName('2001:db8::1'), v6);
  assert.equal(originName('2001:0DB8:0:0:0:0:0:1'), v6);
  assert.equal(originName('2001:db8::0.0.0.1'), v6);
  assert.throws(() => originName('rekaan.example'), TypeError);
});

const origins: [what: string, texts: string[], expected: ReturnType<typeof readOrigin>][] = [
  [
    'the narrowest prefix',
    ['64501 | 192.0.0.0/16 | SG | x | y', '64500 | 192.0.2.0/24 | ID | x | y'],
    { network: 64500, country: 'ID' },
  ],
  ['the first of several systems', ['64502 64503 | 192.0.2.0/24 | ID | x | y'], { network: 64502, country: 'ID' }],
  ['a region is no country', ['64500 | 192.0.2.0/24 | EU | ripencc | 2010-01-01'], { network: 64500, country: null }],
  ['no number', ['NA | NA | NA'], null],
  ['a number that no system has', ['99999999999 | 192.0.2.0/24 | ID'], null],
  ['nonsense', ['', '|||', '<script>'], null],
];
for (const [what, texts, expected] of origins)
  test(`origin: ${what}`, () => assert.deepEqual(readOrigin(texts), expected));

test('a system is called what stands last, without its country', () => {
  assert.equal(readSystem(['64500 | ID | apnic | 2010-01-01 | A | B, ID']), 'A | B');
  assert.equal(readSystem(['64500 | ID']), null);
});

const hostile: unknown[] = [
  null,
  7,
  'text',
  [],
  {},
  { objectClassName: 'error', errorCode: 404 },
  { objectClassName: 'ip network', entities: 'no', country: ['ID'], name: { toString: 'x' } },
  {
    objectClassName: 'domain',
    entities: [null, 1, [], { roles: 'registrar' }, { roles: ['registrar'], vcardArray: {} }],
  },
  {
    objectClassName: 'ip network',
    entities: [{ roles: ['abuse'], vcardArray: ['vcard', [['email', {}, 'text', 'a@b.example\r\nBcc: x@y.example']]] }],
  },
];
for (const [at, document] of hostile.entries())
  test(`a malformed document says nothing and throws nothing (${at})`, () => {
    for (const read of [readNetwork(document), readRegistration(document)])
      assert.ok(read === null || Object.values(read).every((value) => value === null), JSON.stringify(read));
  });

test('contacts nested without end are read to a depth and no further', () => {
  const nested: Record<string, unknown> = { objectClassName: 'ip network' };
  nested['entities'] = [nested];
  assert.equal(readNetwork(nested)?.abuseMail, null);
});

test('over the guard: only what is JSON, in time, small enough and never led to without TLS is an answer', async () => {
  const bodies: Record<string, string> = { '/baik': '{"a":1}', '/rusak': '{"a":', '/besar': `"${'x'.repeat(5000)}"` };
  const server = createServer(({ url = '' }, reply) => {
    if (url === '/diam') return;
    if (url === '/pindah') reply.setHeader('location', '/baik');
    reply.statusCode = url === '/pindah' ? 302 : url in bodies ? 200 : 404;
    reply.end(bodies[url] ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const source = onlineSource({ exempt: [`127.0.0.1:${port}`], maxBytes: 1000, timeoutMs: 300 });
  const json = (path: string) => source.json(`http://127.0.0.1:${port}${path}`);
  assert.deepEqual(await json('/baik'), { a: 1 });
  for (const path of ['/rusak', '/besar', '/tidak-ada', '/diam', '/pindah']) assert.equal(await json(path), null, path);
  assert.equal(
    await onlineSource().json(`http://127.0.0.1:${port}/baik`),
    null,
    'the guard lets nothing private through',
  );
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
