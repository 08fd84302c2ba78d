// Setting up: once, by whoever comes first, with a code where others could come; looking around before that.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { openTestDesk, type TestDesk, type TestDeskOptions } from '../../testing/desk.ts';

const open: TestDesk[] = [];
async function desk(options?: TestDeskOptions): Promise<TestDesk> {
  const made = await openTestDesk(options);
  open.push(made);
  return made;
}
afterEach(async () => {
  for (const made of open.splice(0)) await made.close();
});

const founding = {
  organisation: 'Rumah Aman Rekaan',
  name: 'Ayu Rekaan',
  email: 'ayu@rekaan.example',
  password: 'empat kata sandi acak',
};

test('a newcomer sets up the desk in the browser and is signed in as its administrator', async () => {
  const { visitor } = await desk();
  const ayu = visitor();
  assert.equal((await ayu.get('/')).headers.location, '/setup');
  assert.match((await ayu.get('/setup')).body, /\/setup\/desk/);
  await ayu.get('/setup/desk');
  const done = await ayu.submit('/setup/desk', founding);
  assert.equal(done.statusCode, 303, done.body);
  assert.equal(done.headers.location, '/desk/me');
  assert.ok(ayu.cookies.has('suaka_session'));
  assert.equal((await ayu.get('/')).headers.location, '/desk');
});
