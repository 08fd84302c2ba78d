// Configuration: every wrong value is named with what would be right, and nothing half-set is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopback, readConfiguration } from './configuration.ts';

test('with nothing set it is a desk on this machine only', () => {
  const configuration = readConfiguration({});
  assert.equal(configuration.port, 4300);
  assert.equal(configuration.publicUrl, 'http://localhost:4300');
  assert.equal(configuration.fetchMedia, false);
  assert.equal(configuration.leaveUrl, 'https://www.bmkg.go.id/');
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
  assert.throws(
    () => readConfiguration({ SUAKA_MASTER_KEY: 'not-so-secret' }),
    (fault: Error) => !fault.message.includes('not-so-secret'),
  );
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
