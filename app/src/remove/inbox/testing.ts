// What tests of the platform desk share: a platform that was let in and is connected to the directory, a notice that was
// served on it, and examples for the permission matrix.
import { invitePlatform } from '../../access/index.ts';
import { openOutside } from '../../outside/index.ts';
import { openRecognise } from '../../recognise/index.ts';
import { openReport } from '../../report/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { newId } from '../../kit/ids.ts';
import { queueSchema } from '../../runtime/backup-role.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { openTestDesk, type TestDesk, testPassword, type Visitor } from '../../testing/desk.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { keptPlatform } from '../directory/testing.ts';
import { type SealedNotice, sealedBytes, sha256 } from '../notice/sealed.ts';
import { openRemove } from '../opening.ts';
import { addPlatform, classifiedItem, locate, type Office, sentNotice } from '../testing.ts';
import { eventWords, inboxNavigation, refusalWords, registerInboxPages } from './pages.ts';
import { linkPartner } from './partners/verbs.ts';
import { inboxTable, insertServed, type Served } from './store.ts';
import { readInbox } from './verbs.ts';

/** Every room up to this desk, with the pages of the platform desk, to be visited. */
export async function openInboxDesk(): Promise<TestDesk> {
  const made = await openTestDesk({
    pages: registerInboxPages,
    server: { navigation: inboxNavigation, refusalWords: [refusalWords], eventWords: [eventWords] },
  });
  await openRecognise(made.house);
  openReport(made.house);
  await openOutside(made.house);
  await openRemove(made.house);
  return made;
}

/** As when a node dies before it begins to carry answers. */
export async function loseAnswers({ database }: House): Promise<void> {
  await asOwner(database, ({ client }) =>
    client.query(`DELETE FROM ${queueSchema}.job WHERE name = 'remove.carry-answer'`),
  );
}

/** The invited person of a platform, who has chosen a password and signed in. */
export async function enter(made: TestDesk, linkToken: string, email: string): Promise<Visitor> {
  const visitor = made.visitor();
  await visitor.get(`/desk/welcome/${linkToken}`);
  await visitor.submit(`/desk/welcome/${linkToken}`, { password: testPassword });
  if (visitor.cookies.has('suaka_session')) return visitor;
  await visitor.get('/desk/sign-in');
  await visitor.submit('/desk/sign-in', { email, password: testPassword });
  return visitor;
}

let unique = 0;

export const invitation = (name = 'Platform Rekaan') => ({
  name,
  person: 'Sari Rekaan',
  email: `sari${(unique += 1)}@platform-rekaan.example`,
});

/** A platform that a desk let in and that its directory names. */
export interface Connected {
  organisationId: string;
  platformId: string;
  linkToken: string;
  email: string;
  /** Somebody who answers for it. */
  answerer: Caller;
}

export async function connectedPlatform(house: House, office: Office, name: string): Promise<Connected> {
  const { supervisor } = office;
  const invited = invitation(name);
  const { id: organisationId, personId, linkToken } = await call(house, invitePlatform, supervisor, invited);
  const platformId = await addPlatform(house, office, { name });
  await call(house, linkPartner, supervisor, { platformId, partnerId: organisationId });
  const answerer = callerOf(organisationId, ['remove.answer'], personId);
  return { organisationId, platformId, linkToken, email: invited.email, answerer };
}

/** A notice about so many new addresses, sent to a connected platform; not delivered before the jobs have run. */
export async function noticeTo(
  house: House,
  office: Office,
  { platformId }: Connected,
  given: { items?: number; story?: string; value?: 'national' | 'extortion'; reasons?: string; ruleId?: string } = {},
): Promise<{ noticeId: string; removalIds: string[]; reportIds: string[]; itemIds: string[] }> {
  const { items = 1, story, value = 'extortion', ...said } = given;
  const named = [];
  for (let n = 0; n < items; n += 1)
    named.push(await classifiedItem(house, office, { value, ...(story ? { story } : {}) }));
  const removalIds = named.map(({ removalId }) => removalId);
  for (const removalId of removalIds) await locate(house, office, removalId, platformId);
  const noticeId = await sentNotice(house, office, { removalIds, platformId, ...said });
  return {
    noticeId,
    removalIds,
    reportIds: named.map(({ reportId }) => reportId),
    itemIds: named.map(({ itemId }) => itemId),
  };
}

/** What lies in a platform's inbox. */
export async function inboxOf(house: House, { answerer }: Connected): Promise<Served[]> {
  return (await call(house, readInbox, answerer, { limit: 100 })).rows;
}

/** A notice that was sent and is served, as it lies in the inbox. */
export async function servedNotice(
  house: House,
  office: Office,
  platform: Connected,
  given: Parameters<typeof noticeTo>[3] = {},
) {
  const sent = await noticeTo(house, office, platform, given);
  await house.jobs.runAll();
  const served = (await inboxOf(house, platform)).find(({ noticeId }) => noticeId === sent.noticeId);
  if (!served) throw new Error(`The notice ${sent.noticeId} was not served`);
  return { ...sent, served };
}

/** A made-up notice as it would be sealed. */
export const madeUpNotice = (changes: Partial<SealedNotice> = {}): SealedNotice => ({
  kind: 'suaka-notice',
  version: 1,
  reference: 'RKNA-0001',
  issuedAt: '2031-03-14T01:59:26.000Z',
  language: 'id',
  issuer: { name: 'Badan Rekaan, Unit Penghapusan', contact: 'penghapusan@badan-rekaan.example' },
  recipient: { name: 'Platform Rekaan', country: 'ID' },
  basis: 'voluntary',
  ground: 'image-based-sexual-abuse',
  reach: 'items',
  rule: null,
  territory: null,
  authority: null,
  ladder: { id: 'rekaan', rung: 'request', number: 0 },
  after: null,
  opening: null,
  reasons: 'Alasan rekaan yang cukup panjang untuk dibaca.',
  proportionality: null,
  items: [
    { number: 1, kind: 'url', address: 'https://contoh.example/satu?x=1' },
    { number: 2, kind: 'account', address: 'akun.rekaan' },
  ],
  redress: 'Jawab pemberitahuan ini.',
  goodFaith: 'Pernyataan itikad baik rekaan.',
  preserve: null,
  ...changes,
});

/** Puts a notice straight into an organisation's inbox, as if it had been served; its id. */
export async function putIntoInbox(
  house: House,
  organisationId: string,
  fromId: string,
  given: { document?: SealedNotice; dueAt?: Date | null } = {},
): Promise<string> {
  const { document = madeUpNotice(), dueAt = null } = given;
  const bytes = sealedBytes(document);
  const id = newId('inbox', house.now());
  await inOrganisation(house.database, organisationId, async (work) => {
    const { content } = await house
      .part(fieldsPart)
      .seal(work, { table: inboxTable, id }, { content: bytes.toString('utf8') });
    const { reference, after, ground, items, basis } = document;
    const about = { reference, after, ground, items: items.length, statutory: basis === 'statutory' };
    const from = { fromId, noticeId: newId('notice', house.now()), withdrawn: [] };
    await insertServed(work, { ...about, ...from, id, content, contentSha256: sha256(bytes), dueAt, now: house.now() });
  });
  return id;
}

const served = async ({ house, organisationId, partnerId }: Ground) => ({
  id: await putIntoInbox(house, organisationId, partnerId),
});

const linkable = async (ground: Ground) => {
  const { id: partnerId } = await call(ground.house, invitePlatform, ground.maker, invitation());
  return { partnerId, platformId: (await keptPlatform(ground)).id };
};

/** Examples for the permission matrix. The process's own are for nobody: no role and no key has their permission. */
export const examples: Record<string, Example> = {
  'remove.read-inbox': { input: async (ground) => served(ground).then(() => ({})) },
  'remove.open-served': { input: served },
  'remove.acknowledge-served': { input: served },
  'remove.comply-served': { input: served },
  'remove.refuse-served': { input: async (ground) => ({ ...(await served(ground)), reason: 'not-ours' }) },
  'remove.contest-served': { input: async (ground) => ({ ...(await served(ground)), words: 'Ini keliru, rekaan.' }) },
  'remove.link-partner': { input: linkable },
  'remove.serve-notice': { input: () => ({ noticeId: newId('notice') }) },
  'remove.withdraw-served': { input: () => ({ noticeId: newId('notice'), whole: true }) },
  'remove.set-served-clock': { input: () => ({ noticeId: newId('notice'), dueAt: null }) },
  'remove.read-served-answer': { input: served },
  'remove.note-carried': { input: async (ground) => ({ ...(await served(ground)), version: 1 }) },
  'remove.read-notice-clock': { input: () => ({ noticeId: newId('notice') }) },
};
