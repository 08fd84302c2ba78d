// The form before a desk stands behind it: nothing is sent, that is said, and who to call instead.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type OpenFace, openFace } from '../testing/open-face.ts';
import { Reader } from '../testing/reader.ts';

let desk: OpenFace;
before(async () => {
  desk = await openFace({ founded: false });
});
after(() => desk?.close());

test('before a desk stands behind the page, nothing is sent, and that is said with every answer still there', async () => {
  const who = new Reader(desk.server);
  await who.get('/report');
  assert.match(who.text, /Belum ada yang membaca di sini[\s\S]*href="tel:112"/);
  await who.press('next');
  await who.press('end', { concern: 'unsure', story: 'Tolong.' });
  await who.press('send');
  assert.equal(who.page.statusCode, 503);
  assert.match(who.text, /Belum bisa mengirim/);
  assert.equal(who.fields.story, 'Tolong.');
});
