// Mail that may carry no content: the notice is served at the recipient's desk, by mail goes only a link there, and the link
// alone proves nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closePlatform } from '../../access/index.ts';
import type { Delivery } from '../../outside/index.ts';
import { asOwner } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { keepPlatform, readPlatform } from '../directory/index.ts';
import { followHandOver } from '../notice/follow.ts';
import { readNotice } from '../notice/read.ts';
import { withdrawNotice } from '../notice/withdraw.ts';
import { type Office, openOffice, openRemoveHouse, shownNotice } from '../testing.ts';
import { type Connected, connectedPlatform, inboxOf, noticeTo } from './testing.ts';

// A relay on the same machine, as far as the settings say; nothing answers there.
const from = { name: null, address: 'meja@rekaan.example' };
const relay = { host: '127.0.0.1', port: 1, encryption: 'none', login: null, from } as const;

let made: TestHouse;
let office: Office;
let platform: Connected;
before(async () => {
  made = await openRemoveHouse({ configuration: { mail: relay } });
  office = await openOffice(made);
  platform = await connectedPlatform(made.house, office, 'Platform Surat Rekaan');
  const id = platform.platformId;
  const { version, name, kind, language } = (await call(made.house, readPlatform, office.takedown, { id })).platform;
  const byMail = { id, version, name, kind, language, way: 'mail', mail: 'lapor@platform-rekaan.example' };
  await call(made.house, keepPlatform, office.supervisor, byMail as never);
});
after(() => made?.close());

const read = (id: string) => call(made.house, readNotice, office.takedown, { id });
const carriers = (deliveries: readonly Delivery[]) => deliveries.map(({ carrier }) => carrier).toSorted();

test('it stands at their desk, a mail is to lead there, and there it is withdrawn', async () => {
  const { noticeId } = await noticeTo(made.house, office, platform);
  await made.house.jobs.runAll();
  assert.equal((await inboxOf(made.house, platform))[0]!.noticeId, noticeId);
  const { notice, deliveries } = await read(noticeId);
  assert.deepEqual(carriers(deliveries), ['desk', 'mail']);
  assert.deepEqual(notice.handedOverAt, made.house.now());
  made.forward(60_000);
  const shown = await shownNotice(made.house, office.takedown, noticeId);
  await call(made.house, withdrawNotice, office.supervisor, { ...shown, reason: 'made-in-error' });
  await made.house.jobs.runAll();
  assert.equal((await inboxOf(made.house, platform))[0]!.state, 'withdrawn');
});

test('a link to where nothing stands is no hand-over', async () => {
  const { house } = made;
  await call(house, closePlatform, office.supervisor, { id: platform.organisationId });
  const { noticeId } = await noticeTo(house, office, platform);
  await house.jobs.runAll();
  const taken = `UPDATE outside.delivery SET state = 'handed-over', handed_over_at = $2, next_attempt_at = NULL
    WHERE thing = $1 AND carrier = 'mail'`;
  await asOwner(house.database, ({ client }) => client.query(taken, [noticeId, house.now()]));
  const follower = nodeCaller(office.organisationId, ['remove.follow']);
  assert.deepEqual(await call(house, followHandOver, follower, { noticeId }), { noted: false });
  assert.equal((await read(noticeId)).notice.handedOverAt, null);
});
