// Putting the house together: which rooms there are, in which order they open, and which scopes the server has.
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerProblems, honourIdempotencyKeys, identifyPrograms, registerAccess } from './access/http.ts';
import { forgetAnswers, forgetAttempts, openAccess } from './access/index.ts';
import { accessNavigation, accessPages, servePeople } from './access/pages.ts';
import { measureRecord } from './audit/metrics.ts';
import { startSealing } from './audit/sealer.ts';
import { signerPart } from './audit/signing.ts';
import { breachDue, clocksDemonstration } from './clocks/index.ts';
import { eventWords as clockEvents, refusalWords as clockRefusals, registerClockPages } from './clocks/pages.ts';
import { minuteMs } from './kit/time.ts';
import { deliverDue, openLookups, openOutside, outsideDemonstration, type OutsideOptions } from './outside/index.ts';
import {
  eventWords as outsideEvents,
  refusalWords as outsideRefusals,
  registerDeliveryPages,
} from './outside/pages.ts';
import { registerHma, registerRecogniseApi } from './recognise/api.ts';
import { keepUp, openRecognise, recogniseDemonstration, recogniseSharable, signalIndexKey } from './recognise/index.ts';
import {
  eventWords as recogniseEvents,
  recogniseNavigation,
  refusalWords as recogniseRefusals,
  registerRecognisePages,
} from './recognise/pages.ts';
import { registerRemoveApi } from './remove/api.ts';
import { checkDue, doRemoveWork, locateByItself, openRemove, removeDemonstration } from './remove/index.ts';
import {
  eventWords as removeEvents,
  linkToNotice,
  refusalWords as removeRefusals,
  registerRemovePages,
  registerTransparency,
  removeNavigation,
  removeOnReports,
  showWithin,
} from './remove/pages.ts';
import { registerReportApi } from './report/api.ts';
import { aTaste, aWeek, endDueSubmissions, openReport, reportDemonstration, type Size } from './report/index.ts';
import {
  eventWords as reportEvents,
  refusalWords as reportRefusals,
  registerPublicFace,
  registerReportPages,
  reportNavigation,
} from './report/pages.ts';
import { openAssets } from './runtime/assets.ts';
import type { Configuration } from './runtime/configuration.ts';
import type { House } from './runtime/house.ts';
import { createServer } from './runtime/http.ts';
import { registerMetrics } from './runtime/metrics-endpoint.ts';
import { openHouse, type OpenOptions } from './runtime/open.ts';
import { repeat } from './runtime/repeat.ts';
import { registerStatus } from './runtime/status.ts';
import { documentApi } from './verbs/document.ts';

const kernel = {
  name: 'pdq.wasm',
  file: fileURLToPath(import.meta.resolve('@suaka/pdq/pdq.wasm')),
  contentType: 'application/wasm',
};

const navigation = [...reportNavigation, ...removeNavigation, ...recogniseNavigation, ...accessNavigation];

export interface RoomOptions {
  /** Shows a set-up code to whoever sees the terminal. */
  announce?: (code: string) => void;
  /** How much made-up data whoever looks around gets to see. */
  madeUp?: MadeUpSize;
  /** Given in code only: how deliveries reach others in tests. */
  outside?: OutsideOptions;
}

export interface MadeUpSize extends Size {
  notices: number;
}

/** What someone who looks around in the browser meets: enough to see every state, made in a few seconds. */
const taste: MadeUpSize = { ...aTaste, notices: 20 };
/** What `suaka demo` loads. */
export const week: MadeUpSize = { ...aWeek, notices: 600 };

/** Opens the house with every room in it. */
export async function openSuaka(configuration: Configuration, options: OpenOptions & RoomOptions = {}): Promise<House> {
  const house = await openHouse(configuration, options);
  try {
    await openRooms(house, options);
    return house;
  } catch (fault) {
    await house.close();
    throw fault;
  }
}

/** Opens every room in a house, in their order. */
export async function openRooms(house: House, options: RoomOptions = {}): Promise<void> {
  const { announce, madeUp = taste } = options;
  await openAccess(house, {
    demonstrations: [
      recogniseDemonstration,
      reportDemonstration(madeUp),
      clocksDemonstration,
      outsideDemonstration,
      removeDemonstration(madeUp),
    ],
    sharables: [recogniseSharable],
    ...(announce ? { announce } : {}),
  });
  openLookups(house);
  await openOutside(house, options.outside);
  await openRecognise(house);
  openReport(house);
  await openRemove(house);
}

/** Starts what a node does beside answering: sealing the record, working off jobs. */
export async function startWork(house: House): Promise<void> {
  const sealing = startSealing(house.database, house.log, { signer: house.part(signerPart), now: house.now });
  house.onClose(() => sealing.stop());
  repeat(house, minuteMs, 'upkeep', async () => {
    await keepUp(house);
    await endDueSubmissions(house);
    await breachDue(house);
    await doRemoveWork(house);
    await forgetAnswers(house);
    await forgetAttempts(house);
  });
  // By themselves: a slow server of others' holds up nothing else.
  repeat(house, minuteMs, 'deliveries', () => deliverDue(house));
  repeat(house, minuteMs, 'checks', () => checkDue(house));
  await locateByItself(house);
  await house.jobs.start();
}

/** The compatible face, twice: with the key in a header, and in the path for clients that can send none. */
async function registerHmaScopes(server: FastifyInstance, house: House): Promise<void> {
  const keyInPath = (request: FastifyRequest) => (request.params as { key?: string }).key ?? null;
  for (const { prefix, keyOf } of [
    { prefix: '/hma', keyOf: undefined },
    { prefix: '/hma/k/:key', keyOf: keyInPath },
  ])
    await server.register(
      async (scope) => {
        identifyPrograms(scope, keyOf);
        registerHma(scope, house);
      },
      { prefix },
    );
}

/** The server over a house, not listening yet. */
export async function serve(house: House): Promise<FastifyInstance> {
  const server = await createServer(house);
  measureRecord(house);
  registerMetrics(server, house);
  const assets = await openAssets([kernel]);
  registerAccess(server, house, {
    assets,
    navigation,
    refusalWords: [recogniseRefusals, clockRefusals, outsideRefusals, ...reportRefusals, ...removeRefusals],
    eventWords: [recogniseEvents, clockEvents, outsideEvents, ...reportEvents, ...removeEvents],
  });
  registerStatus(server, house, () => ({ index: house.part(signalIndexKey).status }));
  await server.register(
    async (scope) => {
      identifyPrograms(scope);
      answerProblems(scope);
      honourIdempotencyKeys(scope);
      await documentApi(scope, house.configuration.publicUrl);
      await registerRecogniseApi(scope, house);
      await registerReportApi(scope, house);
      registerRemoveApi(scope, house);
    },
    { prefix: '/v1' },
  );
  await registerHmaScopes(server, house);
  await server.register(async (scope) => {
    registerPublicFace(scope);
    registerTransparency(scope);
  });
  await server.register(async (scope) => {
    servePeople(scope);
    accessPages(scope);
    registerRecognisePages(scope);
    registerReportPages(scope, removeOnReports);
    registerClockPages(scope, { show: showWithin('rules') });
    registerDeliveryPages(scope, { show: showWithin('deliveries'), link: linkToNotice });
    registerRemovePages(scope);
  });
  return server;
}
