// What tests of checks share: a made-up host on loopback that answers each country as the test says, the way to it from
// made-up vantage points, a removal to look at, and examples for the permission matrix.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAccess } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { dayMs } from '../../kit/time.ts';
import { fetchGuarded } from '../../outside/index.ts';
import { openRecognise } from '../../recognise/index.ts';
import { openReport, recordReport } from '../../report/index.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { callerOf, openTestHouse, type TestHouse } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import { call } from '../../verbs/verb.ts';
import { moveRemoval } from '../removal/move.ts';
import { findRemoval, insertRemoval, type Removal, type RemovalChanges } from '../removal/store.ts';
import type { RemovalGround } from '../states.ts';
import type { Place } from './evidence.ts';
import { type Fetch, fetchPart } from './look.ts';
import { askMandate } from './mandate/verbs.ts';
import { openChecks } from './due.ts';
import { addVantage, readVantages } from './vantage/verbs.ts';

/** How the host answers who asks from a place; nothing written to the response hangs up. */
export type Answering = (from: Place, response: ServerResponse, request: IncomingMessage) => void;

export interface MadeUpHost {
  /** What it does now; the test changes it. */
  answering: Answering;
  /** Where each vantage point stands, by its id. */
  places: Map<string, Place>;
  /** The only way to it. */
  fetch: Fetch;
  /** How often each path was asked for. */
  visits: string[];
  close(): void;
}

/** A host of every made-up name, as seen from every made-up country. */
export async function openHost(): Promise<MadeUpHost> {
  const server = createServer((request, response) => {
    host.visits.push(`${request.headers.host?.split(':')[0]}${request.url}`);
    const [country = '', network = ''] = String(request.headers['x-from']).split(' ');
    host.answering({ country, network: Number(network) }, response, request);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const host: MadeUpHost = {
    answering: page(404, 'Tidak ditemukan'),
    places: new Map(),
    visits: [],
    fetch(url, options, { id }) {
      const to = new URL(url);
      to.protocol = 'http:';
      to.port = String(port);
      const { country, network } = host.places.get(id)!;
      return fetchGuarded(to, {
        ...options,
        headers: { ...options.headers, 'x-from': `${country} ${network}` },
        exempt: [`127.0.0.1:${port}`],
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return host;
}

const filler = 'Kalimat rekaan untuk mengisi halaman contoh. '.repeat(30);

/** A page with a title and a heading; `more` stands in its body. */
export const html = (title: string, more = filler): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>${more}</p>`;

export const page =
  (status: number, title: string, more = filler): Answering =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html(title, more));

export const picture =
  (status = 200, bytes = 40_000): Answering =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'image/jpeg' }).end(Buffer.alloc(bytes, 7));

export const redirect =
  (location: string, status = 302): Answering =>
  (_, response) =>
    void response.writeHead(status, { location }).end();

export const hangUp: Answering = (_, response) => void response.destroy();

/** Redirects whoever is not there yet, and answers whoever is. */
export const leadTo =
  (path: string, then: Answering): Answering =>
  (from, response, request) =>
    (request.url === path ? then : redirect(path))(from, response, request);

/** A house in which items are looked at, at a made-up host. */
export async function openCheckHouse(): Promise<TestHouse & { host: MadeUpHost; organisationId: string }> {
  const made = await openTestHouse();
  await openAccess(made.house);
  await openRecognise(made.house);
  openReport(made.house);
  await openChecks(made.house);
  const host = await openHost();
  made.house.place(fetchPart, (...given) => host.fetch(...given));
  made.house.onClose(() => host.close());
  return { ...made, host, organisationId: await made.organisation() };
}

let unique = 0;

/** Files a made-up report that names one address, and takes it on: asked for already, unless told otherwise. */
export async function madeUpRemoval(
  house: House,
  organisationId: string,
  given: { address?: string; ground?: RemovalGround; asked?: boolean; danger?: boolean } = {},
): Promise<Removal> {
  const { address = `https://rekaan-${(unique += 1)}.example/halaman`, asked = true } = given;
  const intake = callerOf(organisationId, ['report.work']);
  const { id: reportId } = await call(house, recordReport, intake, {
    concern: 'unsure',
    channel: 'phone',
    items: address,
  });
  const [now, id] = [house.now(), newId('removal')];
  return inOrganisation(house.database, organisationId, async (work) => {
    const { rows } = await work.client.query('SELECT item_id AS item FROM report.report_item WHERE report_id = $1', [
      reportId,
    ]);
    const { ground = 'image-based-sexual-abuse', danger = false } = given;
    await insertRemoval(work, { id, itemId: rows[0].item, ground, danger, platformId: null, now });
    const removal = await moveRemoval(work, (await findRemoval(work, id))!, {
      transition: 'locate',
      by: null,
      at: now,
    });
    if (!asked) return removal;
    const changes: RemovalChanges = { askedAt: now, nextCheckAt: now };
    await moveRemoval(work, removal, { transition: 'ask', changes, by: null, at: now });
    return (await findRemoval(work, id))!;
  });
}

/** A vantage point of an organisation, of which the host knows where it stands. */
export async function madeUpVantage(
  house: House,
  organisationId: string,
  place: Place,
  host?: MadeUpHost,
): Promise<string> {
  const supervisor = callerOf(organisationId, ['remove.supervise']);
  const proxy = `http://proxy-${(unique += 1)}.example:3128`;
  const { id } = await call(house, addVantage, supervisor, { name: `Titik ${place.country}`, proxy, ...place });
  host?.places.set(id, place);
  return id;
}

const removalIn = ({ house, organisationId }: Ground, asked = true) => madeUpRemoval(house, organisationId, { asked });
const madeUpMandate = (house: House) => ({
  law: 'Undang-undang rekaan, pasal 1',
  authority: 'Keputusan rekaan nomor 1',
  expiresAt: new Date(house.now().getTime() + 30 * dayMs),
});
const askedMandate = async ({ house, organisationId }: Ground) =>
  call(house, askMandate, callerOf(organisationId, ['remove.supervise']), madeUpMandate(house));

/** Each caller of the matrix finds the mandate that the one before asked for. */
const openMandate = ['mandate-open'] as const;

/** Examples for the permission matrix. */
export const examples: Record<string, Example> = {
  'remove.read-evidence': { input: async (ground) => ({ id: (await removalIn(ground)).id }) },
  'remove.read-check-plan': { input: async (ground) => ({ id: (await removalIn(ground)).id }) },
  'remove.note-checks': {
    input: async (ground) => ({ removalId: (await removalIn(ground)).id, checks: [], checkable: true }),
  },
  'remove.check-now': { input: async (ground) => ({ id: (await removalIn(ground)).id }) },
  'remove.attest': {
    async input(ground) {
      const { id, version } = await removalIn(ground);
      return { id, version, basis: 'viewer' };
    },
  },
  'remove.read-vantages': { input: () => ({}) },
  'remove.add-vantage': {
    input: () => ({ name: 'Titik Rekaan', proxy: 'https://proxy.example:8443', network: 64_500, country: 'ID' }),
  },
  'remove.retire-vantage': {
    // There may be only so many: one that a caller could not retire is there for the next.
    async input({ house, organisationId }) {
      const supervisor = callerOf(organisationId, ['remove.supervise']);
      const [standing] = await call(house, readVantages, supervisor, {});
      return { id: standing?.id ?? (await madeUpVantage(house, organisationId, { network: 64_501, country: 'SG' })) };
    },
  },
  'remove.read-mandates': { input: () => ({}) },
  'remove.ask-mandate': { input: ({ house }) => madeUpMandate(house), refusals: openMandate },
  'remove.sign-mandate': { input: askOnce },
  'remove.end-mandate': { input: askOnce },
};

/** A mandate that waits for a second name; one that is open already is ended first. */
async function askOnce(ground: Ground): Promise<{ id: string }> {
  const { house, organisationId, maker } = ground;
  await inOrganisation(house.database, organisationId, ({ client }) =>
    client.query('UPDATE remove.mandate SET ended_by = $1, ended_at = $2 WHERE ended_at IS NULL', [
      maker.id,
      house.now(),
    ]),
  );
  return askedMandate(ground);
}
