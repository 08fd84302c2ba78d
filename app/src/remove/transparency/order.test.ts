// From an order that was really sent to its proof: drafted, approved by a second person and sent by the desk's own verbs, it
// is in the log of its day, is counted in its quarter, and an oversight body proves its text.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { dayMs } from '../../kit/time.ts';
import { deskDay } from '../../report/index.ts';
import type { TestHouse } from '../../testing/house.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { draftNotice } from '../notice/draft.ts';
import { sendNotice } from '../notice/send.ts';
import { approveNotice, proposeNotice } from '../notice/sign.ts';
import {
  addPlatform,
  classifiedItem,
  locate,
  type Office,
  openIssuer,
  openOffice,
  openRemoveHouse,
  shownNotice,
} from '../testing.ts';
import { discloseNotices } from './disclosure/disclose.ts';
import { proveDisclosure } from './disclosure/prove.ts';
import { approveDisclosure, requestDisclosure } from './disclosure/verbs.ts';
import { proveLog } from './log/prove.ts';
import { logLines } from './log/read.ts';
import { sealDue } from './log/seal.ts';
import { readTransparency } from './read.ts';
import { publishDue } from './statistics/publish.ts';
import { supervisor } from './testing.ts';

let made: TestHouse;
let office: Office;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
  await openIssuer(made.house, office);
});
after(() => made?.close());

const address = 'https://contoh-perintah.example/jalan';

/** Sends an order about a made-up address; on which day. */
async function sendOrder(): Promise<string> {
  const { house } = made;
  const platformId = await addPlatform(house, office, { name: 'Platform Perintah Rekaan' });
  const { removalId } = await classifiedItem(house, office, { items: address, value: 'extortion' });
  await locate(house, office, removalId, platformId);
  const given = { removalIds: [removalId], platformId, ruleId: 'id-saman', ladder: 'id-saman' };
  const { id } = await call(house, draftNotice, office.takedown, given);
  const shown = () => shownNotice(house, office.takedown, id);
  await call(house, proposeNotice, office.takedown, await shown());
  await call(house, approveNotice, office.approver, await shown());
  await call(house, sendNotice, office.takedown, await shown());
  return deskDay(house.now());
}

test('an order that was sent is in the log and in the figures, and its text is proven', async () => {
  const { house, forward } = made;
  const day = await sendOrder();
  const { organisationId } = office;
  forward(dayMs);
  await sealDue(house);
  const chunks = [];
  for await (const chunk of logLines(house, { ...nobody, organisationId })) chunks.push(chunk);
  assert.doesNotMatch(chunks.join(''), /contoh-perintah|Rekaan/);
  const [asker, other] = [supervisor(organisationId), supervisor(organisationId)];
  const days = { from: day, to: day, texts: true, body: 'Lembaga Pengawas Rekaan', basis: 'Surat contoh' };
  const asked = await call(house, requestDisclosure, asker, days);
  await call(house, approveDisclosure, other, asked);
  const file = await text(await call(house, discloseNotices, asker, asked));
  assert.match(file, /contoh-perintah\.example/);
  const log = await proveLog(chunks.join('').trim().split('\n'), null);
  const proven = await proveDisclosure(log, file.trim().split('\n'));
  assert.deepEqual([log.faults, proven.faults, proven.notices, proven.texts], [[], [], 1, 1]);
  forward(60 * dayMs);
  await publishDue(house);
  const { publications } = await call(house, readTransparency, { ...nobody, organisationId }, {});
  const { notices, removals } = publications[0]!.figures;
  assert.deepEqual(
    [notices.total, notices.by.rule!['id-saman']!.total, notices.by.ground!.grooming!.total],
    [null, null, 0],
  );
  assert.equal(removals.total, null, 'one is a small number');
});
