// What people put their names to is what goes out, to whom they saw it go, and by as many names as it takes: attempts to get
// something else out behind their backs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { TestHouse } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import { checkPlatform, hostFor, keepPlatform, readPlatform } from '../directory/index.ts';
import { updateRemoval } from '../removal/store.ts';
import {
  addPlatform,
  classifiedItem,
  locate,
  type Office,
  openOffice,
  openRemoveHouse,
  sentNotice,
  shownNotice,
} from '../testing.ts';
import { noteAnswer } from './answers.ts';
import { changeNotice, discardNotice, draftNotice } from './draft.ts';
import { escalateNotice } from './escalate.ts';
import { readNotice } from './read.ts';
import { sendNotice } from './send.ts';
import { approveNotice, proposeNotice } from './sign.ts';

let made: TestHouse;
let office: Office;
before(async () => {
  made = await openRemoveHouse();
  office = await openOffice(made);
});
after(() => made?.close());

const shown = (id: string) => shownNotice(made.house, office.takedown, id);
const proportionality = 'Langkah yang lebih ringan sudah dicoba berulang kali dan tidak ada yang membantu. '.repeat(2);

const directory = {
  mail: { kind: 'platform', way: 'mail', mail: 'abuse@penerima-rekaan.example' },
  webhook: { kind: 'platform', way: 'webhook', webhook: 'https://webhook-rekaan.test/masuk' },
  form: { kind: 'platform', way: 'form', form: 'https://penerima-rekaan.example/lapor' },
  registrar: { kind: 'registrar', way: 'form', form: 'https://pendaftar-rekaan.example/lapor' },
};
let unique = 0;
async function entry(given: object, id: string | null = null): Promise<string> {
  const { house } = made;
  const version =
    id === null ? {} : { version: (await call(house, readPlatform, office.takedown, { id })).platform.version };
  const rest = { country: 'ID', language: 'id', name: `Penerima Rekaan ${id ?? (unique += 1)}` };
  return (await call(house, keepPlatform, office.supervisor, { id, ...version, ...rest, ...given } as never)).id;
}

async function removalAt(platformId: string): Promise<string> {
  const { removalId } = await classifiedItem(made.house, office);
  await locate(made.house, office, removalId, platformId);
  return removalId;
}

/** A request that stands proposed, with the one name that it takes. */
async function proposed(platformId: string) {
  const removalId = await removalAt(platformId);
  const { id } = await call(made.house, draftNotice, office.takedown, { removalIds: [removalId], platformId });
  const { state } = await call(made.house, proposeNotice, office.takedown, await shown(id));
  return { id, removalId, state };
}

for (const [way, elsewhere] of [
  ['form', { form: 'https://penerima-lain.example/lapor' }],
  ['webhook', { webhook: 'https://webhook-lain.test/masuk' }],
] as const)
  test(`after names were put to it a notice goes nowhere else: another ${way} takes new names`, async () => {
    const name = `Penerima Rekaan Tetap ${way}`;
    const platformId = await entry({ ...directory[way], name });
    const { id } = await proposed(platformId);
    await entry({ ...directory[way], name, ...elsewhere }, platformId);
    await assert.rejects(call(made.house, sendNotice, office.takedown, await shown(id)), { code: 'draft-changed' });
    await call(made.house, changeNotice, office.takedown, await shown(id));
    await call(made.house, proposeNotice, office.takedown, await shown(id));
    await call(made.house, sendNotice, office.takedown, await shown(id));
  });

test('whoever ends a site’s name is asked with three names, whatever the draft says it asks for', async () => {
  const { id, state } = await (async () => {
    const platformId = await entry(directory.registrar);
    const removalId = await removalAt(platformId);
    const given = { removalIds: [removalId], platformId, reach: 'items' as const, proportionality };
    const { id } = await call(made.house, draftNotice, office.takedown, given);
    return { id, ...(await call(made.house, proposeNotice, office.takedown, await shown(id))) };
  })();
  const { notice } = await call(made.house, readNotice, office.takedown, { id });
  assert.deepEqual([notice.reach, state], ['registrar', 'proposed']);
  await call(made.house, approveNotice, office.approver, await shown(id));
  await assert.rejects(call(made.house, sendNotice, office.takedown, await shown(id)), { code: 'wrong-state' });
  await call(made.house, approveNotice, office.supervisor, await shown(id));
  await call(made.house, sendNotice, office.takedown, await shown(id));
});

test('a draft that is turned towards a registrar reaches as far as a registrar does', async () => {
  const platformId = await entry(directory.form);
  const { id } = await proposed(platformId);
  const registrar = await entry(directory.registrar);
  await call(made.house, changeNotice, office.takedown, { ...(await shown(id)), platformId: registrar });
  const { notice } = await call(made.house, readNotice, office.takedown, { id });
  assert.equal(notice.reach, 'registrar');
});

test('an entry that became a registrar’s meanwhile gets nothing that was drafted for another kind', async () => {
  const name = 'Penerima Rekaan Berubah';
  const platformId = await entry({ ...directory.form, name });
  const { id } = await proposed(platformId);
  await entry({ ...directory.form, name, kind: 'registrar' }, platformId);
  await assert.rejects(call(made.house, sendNotice, office.takedown, await shown(id)), { code: 'draft-changed' });
});

test('a notice does not go out on a ground that its removal stands on no longer', async () => {
  const { id, removalId } = await proposed(await entry(directory.form));
  await inOrganisation(made.house.database, office.organisationId, (work) =>
    updateRemoval(work, removalId, { ground: 'sexual-extortion' }),
  );
  await assert.rejects(call(made.house, sendNotice, office.takedown, await shown(id)), { code: 'ground-changed' });
});

test('whoever a lookup entered gets nothing before a person looked: a network’s keeper writes itself where its reports go', async () => {
  const { house } = made;
  const found = { network: 64_511, name: 'Jaringan Rekaan', country: 'ID', abuseMail: 'abuse@penyewa-rekaan.example' };
  const { id: platformId } = (await inOrganisation(house.database, office.organisationId, (work) =>
    hostFor(work, found, house.now()),
  ))!;
  const given = { removalIds: [await removalAt(platformId)], platformId };
  const { id } = await call(house, draftNotice, office.takedown, given);
  const { lacking } = await call(house, readNotice, office.takedown, { id });
  assert.ok(lacking.includes('recipient-check'));
  await assert.rejects(call(house, proposeNotice, office.takedown, await shown(id)), { code: 'incomplete' });
  const { version } = (await call(house, readPlatform, office.takedown, { id: platformId })).platform;
  await call(house, checkPlatform, office.takedown, { id: platformId, version });
  const checked = await call(house, readNotice, office.takedown, { id });
  assert.deepEqual(checked.lacking, ['way'], 'no mail is set up here');
});

test('names that are no longer there are not made up for by a state that says so', async () => {
  const { id } = await proposed(await entry(directory.form));
  await asOwner(made.house.database, ({ client }) =>
    client.query('DELETE FROM remove.signature WHERE notice_id = $1', [id]),
  );
  await assert.rejects(call(made.house, sendNotice, office.takedown, await shown(id)), { code: 'draft-changed' });
});

test('of two who act on the same page at the same moment one is told that somebody else was quicker', async () => {
  const { house } = made;
  const platformId = await entry(directory.form);
  const { id: twice } = await proposed(platformId);
  const seen = await shown(twice);
  const sendings = await Promise.allSettled([1, 2, 3].map(() => call(house, sendNotice, office.takedown, seen)));
  assert.deepEqual(sendings.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected']);
  const removalIds = [await removalAt(platformId)];
  const given = { removalIds, platformId, reach: 'site' as const, proportionality };
  const { id } = await call(house, draftNotice, office.takedown, given);
  await call(house, proposeNotice, office.takedown, await shown(id));
  const page = await shown(id);
  const names = await Promise.allSettled([1, 2].map(() => call(house, approveNotice, office.approver, page)));
  assert.deepEqual(names.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const { signatures, notice } = await call(house, readNotice, office.takedown, { id });
  assert.deepEqual([signatures.length, notice.state], [2, 'proposed']);
});

test('a step that was drafted and discarded can be drafted again', async () => {
  const { house } = made;
  const platformId = await addPlatform(house, office, { name: 'Platform Rekaan Bertahap' });
  const id = await sentNotice(house, office, { removalIds: [await removalAt(platformId)], platformId });
  await call(house, noteAnswer, office.takedown, { ...(await shown(id)), state: 'refused', refusedFor: 'other' });
  const first = await call(house, escalateNotice, office.takedown, await shown(id));
  await assert.rejects(call(house, escalateNotice, office.takedown, await shown(id)), { code: 'escalated-already' });
  await call(house, discardNotice, office.takedown, await shown(first.id));
  const second = await call(house, escalateNotice, office.takedown, await shown(id));
  assert.notEqual(second.id, first.id);
});
