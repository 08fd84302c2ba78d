// What tests of the desk share: a whole house with the desk in it, an organisation ready to send notices, and items that are
// classified, located, and asked for.
import { openAccess, type Role } from '../access/index.ts';
import { confirmAuthority, recordAuthority, signRule } from '../clocks/index.ts';
import { fieldsPart } from '../fields/index.ts';
import { openRecognise } from '../recognise/index.ts';
import { classifyItem, giveSecondOpinion, openReport, recordReport } from '../report/index.ts';
import { openOutside, type OutsideOptions } from '../outside/index.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { Configuration } from '../runtime/configuration.ts';
import type { House } from '../runtime/house.ts';
import { addTestPerson } from '../testing/desk.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { fetchPart } from './checks/index.ts';
import type { MadeUpHost } from './checks/testing.ts';
import { keepPlatform } from './directory/index.ts';
import { setIssuer } from './issuer/verbs.ts';
import { draftNotice } from './notice/draft.ts';
import { readNotice } from './notice/read.ts';
import { sendNotice } from './notice/send.ts';
import { proposeNotice } from './notice/sign.ts';
import { openRemove } from './opening.ts';
import { moveRemoval } from './removal/move.ts';
import { removalOfItem, lockRemovals } from './removal/store.ts';

export { foundedOn, insertRemovals, sent } from './transparency/testing.ts';

/** Opens every room up to this desk. */
export async function openRemoveHouse(
  options: { configuration?: Partial<Configuration>; outside?: OutsideOptions; database?: string } = {},
): Promise<TestHouse> {
  const { outside, ...rest } = options;
  const made = await openTestHouse(rest);
  await openAccess(made.house);
  await openRecognise(made.house);
  openReport(made.house);
  await openOutside(made.house, outside);
  await openRemove(made.house);
  return made;
}

export { madeUpVantage, type MadeUpHost, openHost, page as hostPage } from './checks/testing.ts';

export interface Office {
  organisationId: string;
  takedown: Caller;
  approver: Caller;
  supervisor: Caller;
  analyst: Caller;
  second: Caller;
}

/** An organisation with its people, and in whose name its notices go out. Police first only where a test asks for it. */
export async function openOffice(made: TestHouse, { policeFirst = false } = {}): Promise<Office> {
  const { house } = made;
  const organisationId = await made.organisation('Badan Rekaan');
  const person = async (...roles: Role[]) => (await addTestPerson(house, organisationId, roles)).caller;
  const office = {
    organisationId,
    takedown: await person('takedown'),
    approver: await person('approver'),
    supervisor: await person('supervisor'),
    analyst: await person('analyst'),
    second: await person('analyst'),
  };
  await nameIssuer(house, office, policeFirst);
  return office;
}

const nameIssuer = (house: House, { supervisor }: Pick<Office, 'supervisor'>, policeFirst: boolean): Promise<null> =>
  call(house, setIssuer, supervisor, {
    unit: 'Unit Penghapusan Rekaan',
    contact: 'penghapusan@badan-rekaan.example',
    country: 'ID',
    zone: 'Asia/Jakarta',
    redressId: 'Jawab pemberitahuan ini, atau ajukan keberatan di halaman publik meja ini.',
    redressEn: 'Answer this notice, or contest it on the public page of this desk.',
    policeFirst,
  });

/** In whose name notices go out, and by which authority: SAMAN's orders can be made from now on. */
export async function openIssuer(house: House, office: Pick<Office, 'supervisor' | 'approver'>): Promise<void> {
  await nameIssuer(house, office, false);
  const signing = { ruleId: 'id-saman', version: 1, checkedBy: 'Penasihat Rekaan', document: 'Memo rekaan 1' };
  await call(house, signRule, office.approver, signing);
  const held = { kind: 'id-ministry' as const, document: 'Penugasan rekaan 2', validFrom: '2031-01-01' };
  const authority = await call(house, recordAuthority, office.supervisor, held);
  await call(house, confirmAuthority, office.approver, authority);
}

/** Classifies an address that was reported, on a ground that one word is enough for, and locates it at a recipient. */
export async function classify(
  made: TestHouse,
  office: Pick<Office, 'organisationId' | 'supervisor'>,
  address: string,
  platformId: string,
): Promise<{ itemId: string; removalId: string }> {
  const { house } = made;
  const blind = house.part(fieldsPart).blind('report.item', `url ${address}`);
  const itemId = await inOrganisation(house.database, office.organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT id FROM report.item WHERE value_blind = $1', [blind]);
    return rows[0].id as string;
  });
  await call(house, classifyItem, office.supervisor, { itemId, value: 'extortion', on: onBody });
  await house.jobs.runAll();
  const removal = await inOrganisation(house.database, office.organisationId, (work) => removalOfItem(work, itemId));
  await locate(house, office, removal!.id, platformId);
  return { itemId, removalId: removal!.id };
}

type Way = 'form' | 'mail' | 'webhook';

/** An entry of the directory; its id. */
export async function addPlatform(
  house: House,
  { supervisor }: Pick<Office, 'supervisor'>,
  given: { name: string; way?: Way; mail?: string; country?: string; webhook?: string },
): Promise<string> {
  const { id } = await call(house, keepPlatform, supervisor, {
    name: given.name,
    kind: 'platform',
    country: given.country ?? 'ID',
    language: 'id',
    way: given.way ?? 'form',
    mail: given.mail ?? null,
    webhook: given.webhook ?? null,
    form: given.way === undefined || given.way === 'form' ? 'https://platform-rekaan.example/lapor' : null,
  } as never);
  return id;
}

const onBody = {
  basis: 'authorised-body' as const,
  body: 'Lembaga Rekaan',
  bodyCategory: 'other:other',
  bodyReference: 'RKN-1',
};

/** Where made-up hosts are on loopback: checks reach them by no other way. */
export const placeFetch = (house: House, { fetch }: MadeUpHost): unknown => house.place(fetchPart, fetch);

let unique = 0;

/** A reported address that two people classified, so that it was taken on by itself; its ids. */
export async function classifiedItem(
  house: House,
  { analyst, second, organisationId }: Office,
  given: { items?: string; story?: string; value?: 'national' | 'extortion'; inDanger?: boolean } = {},
): Promise<{ itemId: string; removalId: string; reportId: string }> {
  const items = given.items ?? `https://contoh-${(unique += 1)}.example/jalan`;
  const { id: reportId } = await call(house, recordReport, analyst, {
    concern: 'abuse-material',
    channel: 'phone',
    anonymity: 'anonymous',
    items,
    story: given.story ?? null,
    inDanger: given.inDanger ?? null,
  });
  const itemId = await inOrganisation(house.database, organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT item_id FROM report.report_item WHERE report_id = $1', [reportId]);
    return rows[0].item_id as string;
  });
  const value = given.value ?? 'national';
  const { id } = await call(house, classifyItem, analyst, { itemId, value, on: onBody });
  if (value === 'national') await call(house, giveSecondOpinion, second, { itemId, firstId: id, value, on: onBody });
  await house.jobs.runAll();
  const removal = await inOrganisation(house.database, organisationId, (work) => removalOfItem(work, itemId));
  return { itemId, removalId: removal!.id, reportId };
}

/** As if it had been looked up: located, at a recipient. */
export async function locate(
  house: House,
  { organisationId }: Pick<Office, 'organisationId'>,
  removalId: string,
  platformId: string,
): Promise<void> {
  await inOrganisation(house.database, organisationId, async (work) => {
    const [removal] = await lockRemovals(work, [removalId]);
    const changes = { platformId, country: 'ID', network: 64_500 };
    await moveRemoval(work, removal!, { transition: 'locate', changes, by: null, at: house.now() });
  });
}

/** A notice's id and version, as its page would show them. */
export async function shownNotice(house: House, by: Caller, id: string): Promise<{ id: string; version: number }> {
  const { notice } = await call(house, readNotice, by, { id });
  return { id, version: notice.version };
}

/** A voluntary notice about removals, drafted, proposed and sent by a takedown officer; its id. */
export async function sentNotice(
  house: House,
  { takedown }: Office,
  given: { removalIds: string[]; platformId: string; reasons?: string },
): Promise<string> {
  const { id } = await call(house, draftNotice, takedown, given);
  await call(house, proposeNotice, takedown, await shownNotice(house, takedown, id));
  await call(house, sendNotice, takedown, await shownNotice(house, takedown, id));
  return id;
}
