// Ranges at their edges: the last address inside and the first one outside, so that a wrong prefix length shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivateName, isPublicAddress } from './addresses.ts';

const edges: [inside: string, outside: string][] = [
  ['0.255.255.255', '1.0.0.0'],
  ['10.0.0.0', '9.255.255.255'],
  ['10.255.255.255', '11.0.0.0'],
  ['100.64.0.0', '100.63.255.255'],
  ['100.127.255.255', '100.128.0.0'],
  ['127.255.255.255', '128.0.0.0'],
  ['168.63.129.16', '168.63.129.17'],
  ['169.254.169.254', '169.253.255.255'],
  ['169.254.255.255', '169.255.0.0'],
  ['172.16.0.0', '172.15.255.255'],
  ['172.31.255.255', '172.32.0.0'],
  ['192.0.0.192', '192.0.1.0'],
  ['192.0.2.1', '192.0.3.0'],
  ['192.88.99.1', '192.88.100.0'],
  ['192.168.255.255', '192.169.0.0'],
  ['198.19.255.255', '198.20.0.0'],
  ['198.51.100.7', '198.51.101.0'],
  ['203.0.113.7', '203.0.114.0'],
  ['224.0.0.1', '223.255.255.255'],
  ['2001:1ff:ffff::1', '2001:200::1'],
  ['2001:db8:ffff::1', '2001:db9::1'],
  ['2002:7f00:1::', '2003::1'],
  ['3fff:fff::1', '3fff:1000::1'],
  ['4000::1', '3ffe::1'],
  ['1fff:ffff::1', '2000::1'],
];

for (const [inside, outside] of edges)
  test(`${inside} is closed and ${outside} is public`, () => {
    assert.equal(isPublicAddress(inside), false);
    assert.equal(isPublicAddress(outside), true);
  });

const closed = [
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '::8.8.8.8',
  '64:ff9b::808:808',
  '64:ff9b:1::808:808',
  '100::1',
  '2001::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'not an address',
  '',
];

for (const address of closed) test(`"${address}" is not public`, () => assert.equal(isPublicAddress(address), false));

test('well-known public addresses are public', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '2001:4860:4860::8888'])
    assert.equal(isPublicAddress(address), true, address);
});

test('names inside a network are known by their form', () => {
  const inside = [
    'localhost',
    'localhost.',
    'a.localhost',
    'printer',
    'printer.',
    'nas.local',
    'metadata.google.internal',
  ];
  for (const name of [...inside, 'router.home.arpa', 'a.lan', 'x.onion']) assert.equal(isPrivateName(name), true, name);
  for (const name of ['example.org', 'example.org.', 'local.example', 'mylocal.example', 'internal.example.org'])
    assert.equal(isPrivateName(name), false, name);
});
