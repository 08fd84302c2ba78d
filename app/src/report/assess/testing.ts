// What tests of assessment share: made-up items, the viewer that looks at them, and examples for the matrix.
import { makeKey } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { callerOf } from '../../testing/house.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { fileReport } from '../filing/verbs.ts';
import { openReport } from '../opening.ts';
import { eventWords, refusalWords, registerReportPages } from '../pages.ts';
import { newOnce } from '../receipt/index.ts';
import type { ClassificationValue } from './schemes.ts';
import { classifyItem, giveSecondOpinion } from './verbs.ts';
import { handOver, redeemHandOver, setViewer } from './viewer/verbs.ts';

export const madeUpViewer = 'https://penampil.example/buka#{token}';

/** An analyst of the organisation, and one who supervises as well. */
export const analystOf = (organisationId: string): Caller =>
  callerOf(organisationId, ['report.look', 'report.read', 'report.classify'], newId('person'));
export const supervisorOf = (organisationId: string): Caller =>
  callerOf(
    organisationId,
    ['report.look', 'report.read', 'report.classify', 'report.supervise', 'report.export', 'report.search-identity'],
    newId('person'),
  );

let unique = 0;

/** Files a made-up report that names an address; the ids of both. */
export async function reportedItem(
  house: House,
  organisationId: string,
  items = `https://contoh-${(unique += 1)}.example/jalan`,
): Promise<{ id: string; reportId: string }> {
  const reporter = { ...nobody, organisationId };
  const told = { concern: 'abuse-material' as const, items, once: newOnce() };
  const { id: reportId } = await call(house, fileReport, reporter, told);
  return inOrganisation(house.database, organisationId, async ({ client }) => {
    const { rows } = await client.query('SELECT item_id FROM report.report_item WHERE report_id = $1', [reportId]);
    return { id: rows[0].item_id, reportId };
  });
}

/** The token in what a hand-over answered. */
export const tokenIn = (address: string): string => new URL(address).hash.slice(1);

/** Sets the made-up viewer, hands an item over to it in somebody's name, and takes it there. */
export async function seeItem(house: House, by: Caller, itemId: string): Promise<void> {
  const organisationId = by.organisationId!;
  await call(house, setViewer, callerOf(organisationId, ['report.supervise']), { template: madeUpViewer });
  const { address } = await call(house, handOver, { ...by, permissions: new Set(['report.classify']) }, { id: itemId });
  await call(house, redeemHandOver, callerOf(organisationId, ['report.redeem']), { token: tokenIn(address) });
}

/** Said on the word of a made-up body, which may call it anything. */
export const onBody = {
  basis: 'authorised-body' as const,
  body: 'Lembaga Rekaan',
  bodyCategory: 'other:other',
  bodyReference: 'RKN-1',
};

export const opinionOn = (value: ClassificationValue) => ({ value, on: onBody });

const classified = async (ground: Ground, by: Caller) => {
  const { id: itemId } = await reportedItem(ground.house, ground.organisationId);
  const said = await call(ground.house, classifyItem, by, { itemId, ...opinionOn('baseline') });
  return { itemId, firstId: said.id };
};

const disputed = async (ground: Ground) => {
  const given = await classified(ground, ground.maker);
  const other = analystOf(ground.organisationId);
  await call(ground.house, giveSecondOpinion, other, { ...given, ...opinionOn('national') });
  return given;
};

const itemIn = async ({ house, organisationId }: Ground) => (await reportedItem(house, organisationId)).id;

const handedOver = async (ground: Ground) => {
  const id = await itemIn(ground);
  await call(ground.house, setViewer, ground.maker, { template: madeUpViewer });
  const { address } = await call(ground.house, handOver, ground.maker, { id });
  return { token: tokenIn(address) };
};

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'report.read-item': { input: async (ground) => ({ id: await itemIn(ground) }) },
  'report.read-awaited-items': { input: async (ground) => classified(ground, ground.maker).then(() => ({})) },
  'report.classify-item': {
    input: async (ground) => ({ itemId: await itemIn(ground), ...opinionOn('grooming') }),
  },
  'report.give-second-opinion': {
    input: async (ground) => ({
      ...(await classified(ground, analystOf(ground.organisationId))),
      ...opinionOn('baseline'),
    }),
  },
  'report.adjudicate': { input: async (ground) => ({ ...(await disputed(ground)), ...opinionOn('national') }) },
  'report.read-viewer': { input: () => ({}) },
  'report.set-viewer': { input: () => ({ template: madeUpViewer }) },
  'report.hand-over': {
    async input(ground) {
      await call(ground.house, setViewer, ground.maker, { template: madeUpViewer });
      return { id: await itemIn(ground) };
    },
  },
  'report.redeem-hand-over': { input: handedOver },
};

/** A key of the viewer, as a program sends it. */
export async function viewerKey(house: House, organisationId: string): Promise<string> {
  const maker = callerOf(organisationId, ['access.manage-keys']);
  return (await call(house, makeKey, maker, { name: 'Made-up viewer', scopes: ['viewer'] })).key;
}

/** A desk with all its pages, to be visited. */
export async function openPages(): Promise<TestDesk> {
  const desk = await openTestDesk({ pages: registerReportPages, server: { refusalWords, eventWords } });
  openReport(desk.house);
  return desk;
}
