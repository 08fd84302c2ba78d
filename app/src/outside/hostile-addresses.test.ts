// Ways to write an address so that a careless check lets it pass. None may be connected to, and none may be looked up
// unless it is a name: the resolver given here fails the test for everything but the names that are expected.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchGuarded } from './guard.ts';
import { type GuardReason, GuardRefused } from './refused.ts';

const limits = { maxBytes: 1000, timeoutMs: 2000 };
const noLookup = (name: string): never => {
  throw new Error(`"${name}" was looked up`);
};

const hostile: [what: string, url: string, reason: GuardReason][] = [
  ['dotted decimal', 'http://127.0.0.1/', 'closed-address'],
  ['another loopback address', 'http://127.99.88.77/', 'closed-address'],
  ['one decimal number', 'http://2130706433/', 'closed-address'],
  ['two numbers', 'http://127.1/', 'closed-address'],
  ['three numbers', 'http://127.0.1/', 'closed-address'],
  ['hexadecimal', 'http://0x7f000001/', 'closed-address'],
  ['hexadecimal by octet', 'http://0x7f.0x0.0x0.0x1/', 'closed-address'],
  ['octal', 'http://017700000001/', 'closed-address'],
  ['octal by octet', 'http://0177.0.0.01/', 'closed-address'],
  ['mixed bases', 'http://0x7f.0.1/', 'closed-address'],
  ['zero', 'http://0/', 'closed-address'],
  ['all zeros', 'http://0.0.0.0/', 'closed-address'],
  ['broadcast', 'http://255.255.255.255/', 'closed-address'],
  ['multicast', 'http://239.255.255.250/', 'closed-address'],
  ['private by a number', 'http://3232235777/', 'closed-address'],
  ['shared address space', 'http://100.100.100.200/latest/meta-data/', 'closed-address'],
  ['cloud metadata', 'http://169.254.169.254/latest/meta-data/', 'closed-address'],
  ['cloud metadata by a number', 'http://2852039166/', 'closed-address'],
  ['a trailing dot', 'http://127.0.0.1./', 'closed-address'],
  ['percent-encoded', 'http://%31%32%37%2e%30%2e%30%2e%31/', 'closed-address'],
  ['ideographic full stops', 'http://127。0。0。1/', 'closed-address'],
  ['half-width full stops', 'http://127｡0｡0｡1/', 'closed-address'],
  ['full-width digits', 'http://１２７.０.０.１/', 'closed-address'],
  ['circled digits', 'http://①②⑦.⓪.⓪.①/', 'closed-address'],
  ['IPv6 loopback', 'http://[::1]/', 'closed-address'],
  ['IPv6 loopback in full', 'http://[0:0:0:0:0:0:0:1]/', 'closed-address'],
  ['IPv6 unspecified', 'http://[::]/', 'closed-address'],
  ['IPv4-mapped', 'http://[::ffff:127.0.0.1]/', 'closed-address'],
  ['IPv4-mapped in hexadecimal', 'http://[::ffff:7f00:1]/', 'closed-address'],
  ['IPv4-mapped of a public address', 'http://[::ffff:8.8.8.8]/', 'closed-address'],
  ['IPv4-compatible', 'http://[::127.0.0.1]/', 'closed-address'],
  ['NAT64', 'http://[64:ff9b::7f00:1]/', 'closed-address'],
  ['local NAT64', 'http://[64:ff9b:1::a00:1]/', 'closed-address'],
  ['6to4', 'http://[2002:7f00:1::]/', 'closed-address'],
  ['Teredo', 'http://[2001:0:7f00:1::]/', 'closed-address'],
  ['unique local', 'http://[fd00:ec2::254]/', 'closed-address'],
  ['link-local', 'http://[fe80::1]/', 'closed-address'],
  ['IPv6 multicast', 'http://[ff02::1]/', 'closed-address'],
  ['localhost', 'http://localhost/', 'closed-address'],
  ['localhost in capitals', 'http://LOCALHOST/', 'closed-address'],
  ['localhost with a dot', 'http://localhost./', 'closed-address'],
  ['below localhost', 'http://anything.localhost/', 'closed-address'],
  ['a name of one label', 'http://intranet/', 'closed-address'],
  ['a metadata name', 'http://metadata.google.internal/', 'closed-address'],
  ['a full-width localhost', 'http://ｌｏｃａｌｈｏｓｔ/', 'closed-address'],
  ['a backslash before an at sign', 'http://127.0.0.1\\@example.org/', 'closed-address'],
  ['a fragment before an at sign', 'http://127.0.0.1#@example.org/', 'closed-address'],
  ['a question mark before an at sign', 'http://127.0.0.1?@example.org/', 'closed-address'],
  ['tabs and line ends inside', 'http://127.0\t.0\n.1/', 'closed-address'],
  ['no slashes', 'http:127.0.0.1', 'closed-address'],
  ['many slashes', 'http:////127.0.0.1', 'closed-address'],
  ['a user name that looks like the host', 'http://example.org@127.0.0.1/', 'bad-address'],
  ['a user name and a password', 'http://user:secret@example.org/', 'bad-address'],
  ['a password only', 'http://:secret@example.org/', 'bad-address'],
  ['an encoded at sign in the user name', 'http://example.org%40x@127.0.0.1/', 'bad-address'],
  ['a port of a database', 'http://8.8.8.8:5432/', 'closed-port'],
  ['a port of mail', 'https://8.8.8.8:25/', 'closed-port'],
  ['a file', 'file:///etc/passwd', 'bad-address'],
  ['gopher', 'gopher://127.0.0.1:6379/_INFO', 'bad-address'],
  ['a data address', 'data:text/plain,hello', 'bad-address'],
  ['a script', 'javascript:alert(1)', 'bad-address'],
  ['ftp', 'ftp://example.org/', 'bad-address'],
  ['no scheme', '//example.org/', 'bad-address'],
  ['nothing', '', 'bad-address'],
  ['words', 'not an address', 'bad-address'],
  ['no host', 'http://', 'bad-address'],
  ['an empty label', 'http://127.0.0.1..example.org:x/', 'bad-address'],
  ['a zone', 'http://[fe80::1%25eth0]/', 'bad-address'],
  ['too large an octet', 'http://127.0.0.256/', 'bad-address'],
];

for (const [what, url, reason] of hostile)
  test(`refused: ${what}`, async () => {
    await assert.rejects(fetchGuarded(url, { ...limits, resolve: noLookup }), (fault) => {
      assert.ok(fault instanceof GuardRefused, String(fault));
      assert.equal(fault.reason, reason, fault.message);
      return true;
    });
  });

test('an exemption holds for its own port only', async () => {
  const options = { ...limits, exempt: ['127.0.0.1:8080'] };
  await assert.rejects(fetchGuarded('http://127.0.0.1/', options), { reason: 'closed-address' });
  await assert.rejects(fetchGuarded('http://127.0.0.1:8081/', options), { reason: 'closed-port' });
  await assert.rejects(fetchGuarded('http://127.0.0.2:8080/', options), { reason: 'closed-port' });
});

test('a message says nothing of the address', async () => {
  await assert.rejects(fetchGuarded('http://secret-name.local/secret-path', limits), (fault: Error) => {
    assert.doesNotMatch(fault.message, /secret/);
    return true;
  });
});

test('what is neither text nor a URL is a TypeError', async () => {
  await assert.rejects(fetchGuarded(5 as never, limits), { name: 'TypeError', message: /url is number/ });
});
