// What people see when something is refused or fails: a page in their language that says what to do, and no more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Refusal } from '../../kit/errors.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk({
    server: {
      refusalWords: [(language) => ({ counted: ({ n }) => (language === 'id' ? `ada ${n}` : `there are ${n}`) })],
    },
    pages(scope) {
      const fail = (fault: Error) => async () => {
        throw fault;
      };
      scope.get('/desk/fault', fail(new Error('secret inside')));
      scope.get('/desk/counted', fail(new Refusal('conflict', 'counted', 'there are too many', { facts: { n: 3 } })));
      scope.get('/desk/unsaid', fail(new Refusal('conflict', 'unsaid', 'Only in English so far')));
      scope.get('/desk/slow', fail(new Refusal('too-many', 'slow-down', 'Slow', { facts: { retryAfterSeconds: 7 } })));
    },
  });
});
after(() => desk?.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  desk.server.inject({ url, headers: { host: 'localhost', ...headers } });

test('a fault of ours shows nothing of itself', async () => {
  const reply = await get('/desk/fault');
  assert.equal(reply.statusCode, 500);
  assert.match(reply.body, /Kesalahan ini dari kami/);
  assert.doesNotMatch(reply.body, /secret inside/);
});

test('a refusal is said in the reader’s language with its facts, or as it stands where there are no words', async () => {
  const indonesian = await get('/desk/counted');
  assert.equal(indonesian.statusCode, 409);
  assert.match(indonesian.body, /<html lang="id">.*ada 3/s);
  assert.match((await get('/desk/counted', { 'accept-language': 'en' })).body, /<html lang="en">.*there are 3/s);
  assert.match((await get('/desk/unsaid')).body, /Only in English so far/);
});

test('whoever has to wait is told for how long, in words and in the header', async () => {
  const reply = await get('/desk/slow');
  assert.deepEqual([reply.statusCode, reply.headers['retry-after']], [429, '7']);
  assert.match(reply.body, /dalam 7 detik/);
});

test('an unknown address of the desk is a page too', async () => {
  for (const url of ['/desk/nowhere', '/desk/people/x/y']) {
    const reply = await get(url);
    assert.equal(reply.statusCode, 404, url);
    assert.match(reply.body, /Tidak ditemukan/);
    assert.match(String(reply.headers['content-type']), /^text\/html/);
  }
});

test('a name that is not this machine’s is refused before anything else', async () => {
  const reply = await get('/desk/sign-in', { host: 'evil.example' });
  assert.equal(reply.statusCode, 403);
  assert.match(reply.body, /hanya menjawab di komputer ini/);
});

test('pages are kept by no cache and load nothing from elsewhere', async () => {
  const { headers } = await get('/desk/sign-in');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(
    String(headers['content-security-policy']),
    /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
  );
});

test('the language that was chosen is remembered, and the choice leads back to the page', async () => {
  const visitor = desk.visitor();
  const page = (await visitor.get('/desk/sign-in?to=%2Fdesk%2Fkeys')).body;
  const [, other] = /href="(\/language\/en\?to=[^"]+)"/.exec(page)!;
  assert.equal((await visitor.get(other!)).headers.location, '/desk/sign-in?to=%2Fdesk%2Fkeys');
  assert.match((await visitor.get('/desk/sign-in')).body, /<html lang="en">/);
  assert.equal((await visitor.get('/language/id?to=//evil.example')).headers.location, '/');
  assert.equal((await visitor.get('/language/fr?to=/desk')).headers.location, '/desk');
  assert.match((await visitor.get('/desk/sign-in')).body, /<html lang="id">/);
});
