// Configuration: every wrong value is named with what would be right, and nothing half-set is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Configuration, isLoopback, readConfiguration } from './configuration.ts';

test('with nothing set it is a desk on this machine only', () => {
  const configuration = readConfiguration({});
  assert.equal(configuration.port, 4300);
  assert.equal(configuration.publicUrl, 'http://localhost:4300');
  assert.equal(configuration.fetchMedia, false);
  assert.equal(configuration.leaveUrl, 'https://www.bmkg.go.id/');
  assert.equal(configuration.mail, null);
  assert.equal(isLoopback(configuration), true);
});

const wrong: [Record<string, string>, RegExp][] = [
  [{ PORT: 'eighty' }, /PORT: "eighty" is not right; expected a number from 0 to 65535/],
  [{ PORT: '70000' }, /PORT: "70000"/],
  [{ HOST: 'everywhere' }, /HOST: "everywhere".*an IP address or localhost/],
  [{ PUBLIC_URL: 'desk.example.org' }, /PUBLIC_URL: "desk.example.org".*https:\/\/desk\.example\.org/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL: the value given is not right/],
  [{ SUAKA_MASTER_KEY: 'short' }, /SUAKA_MASTER_KEY: the value given is not right; expected 64 hexadecimal digits/],
  [
    { SUAKA_LEAVE_URL: 'http://weather.example' },
    /SUAKA_LEAVE_URL: "http:\/\/weather\.example".*an https:\/\/ address/,
  ],
  [{ SUAKA_LEAVE_URL: 'javascript:alert(1)' }, /SUAKA_LEAVE_URL: "javascript:alert\(1\)"/],
  [{ SUAKA_LOG_LEVEL: 'loud' }, /SUAKA_LOG_LEVEL: "loud"/],
  [{ SUAKA_METRICS_TOKEN: 'short' }, /SUAKA_METRICS_TOKEN: the value given is not right; expected 16 to 200/],
  ...[
    'mail.example.org',
    'http://mail.example.org',
    'smtps://user@mail.example.org',
    'smtps://:p@mail.example.org',
  ].map((url): [Record<string, string>, RegExp] => [
    { SUAKA_MAIL_URL: url, SUAKA_MAIL_FROM: 'desk@rekaan.example' },
    /SUAKA_MAIL_URL: the value given is not right; expected smtps:/,
  ]),
  [
    { SUAKA_MAIL_URL: 'smtp://user:open@mail.example.org?tls=none', SUAKA_MAIL_FROM: 'desk@rekaan.example' },
    /SUAKA_MAIL_URL: the value given.*\?tls=none only without a password/,
  ],
  [{ SUAKA_MAIL_URL: 'smtps://mail.example.org' }, /SUAKA_MAIL_FROM: not set, although SUAKA_MAIL_URL is/],
  [{ SUAKA_MAIL_FROM: 'desk@rekaan.example' }, /SUAKA_MAIL_URL: not set, although SUAKA_MAIL_FROM is/],
  ...['desk', 'a@rekaan.example, b@rekaan.example', 'Desk <desk@rekaan.example>\r\nBcc: x@rekaan.example'].map(
    (from): [Record<string, string>, RegExp] => [
      { SUAKA_MAIL_URL: 'smtps://mail.example.org', SUAKA_MAIL_FROM: from },
      /SUAKA_MAIL_FROM: ".*" is not right; expected an address such as/,
    ],
  ),
  [{ SUAKA_DATTA: '/x' }, /SUAKA_DATTA is not a setting of Suaka; it knows .*SUAKA_DATA/],
  [
    { HOST: '0.0.0.0' },
    /HOST: "0\.0\.0\.0" can be reached from outside.*PUBLIC_URL must be an https:\/\/ address; it is not set/,
  ],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'http://desk.example.org' }, /it is "http:\/\/desk\.example\.org"/],
];
for (const [env, message] of wrong) {
  test(`${JSON.stringify(env)} is refused and says why`, () =>
    assert.throws(() => readConfiguration(env), { message }));
}

test('a secret that is wrong is not repeated in the error', () => {
  for (const env of [
    { SUAKA_MASTER_KEY: 'not-so-secret' },
    { SUAKA_MAIL_URL: 'smtp://user:not-so-secret@mail.example.org/path' },
    { SUAKA_MAIL_URL: 'smtps://user:not-so-secret@mail.example.org' },
  ])
    assert.throws(
      () => readConfiguration(env),
      (fault: Error) => !fault.message.includes('not-so-secret'),
    );
});

const from = { SUAKA_MAIL_FROM: 'Meja Rekaan <meja@rekaan.example>' };
const mailServers: [url: string, Omit<NonNullable<Configuration['mail']>, 'from'>][] = [
  [
    'smtps://user:p%40ss@mail.example.org',
    { host: 'mail.example.org', port: 465, encryption: 'from-the-start', login: { user: 'user', password: 'p@ss' } },
  ],
  [
    'smtp://a%40b.example:p@mail.example.org:2525',
    { host: 'mail.example.org', port: 2525, encryption: 'by-upgrade', login: { user: 'a@b.example', password: 'p' } },
  ],
  ['smtp://[::1]', { host: '::1', port: 587, encryption: 'by-upgrade', login: null }],
  ['smtp://127.0.0.1:25?tls=none', { host: '127.0.0.1', port: 25, encryption: 'none', login: null }],
];
for (const [url, server] of mailServers)
  test(`the mail server ${url} is read as it is meant`, () => {
    assert.deepEqual(readConfiguration({ SUAKA_MAIL_URL: url, ...from }).mail, {
      ...server,
      from: { name: 'Meja Rekaan', address: 'meja@rekaan.example' },
    });
  });

test('all that is wrong is said at once', () => {
  assert.throws(
    () => readConfiguration({ PORT: 'x', SUAKA_MODE: 'y' }),
    (fault: Error) => /PORT/.test(fault.message) && /SUAKA_MODE/.test(fault.message),
  );
});

test('an address on this machine behind a public name is not loopback', () => {
  assert.equal(isLoopback(readConfiguration({ PUBLIC_URL: 'https://desk.example.org' })), false);
});
