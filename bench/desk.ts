// The pages of reports and removals over HTTP, as an officer's browser asks for them, with a made-up week in them, and with
// a million reports, three million items and 200,000 removals. One process, loopback, client on the same cores.
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { beginLookingAround } from '../app/src/access/index.ts';
import { openRooms, serve, week } from '../app/src/main.ts';
import { inOrganisation } from '../app/src/runtime/database.ts';
import type { House } from '../app/src/runtime/house.ts';
import { addTestPerson } from '../app/src/testing/desk.ts';
import { openTestHouse } from '../app/src/testing/house.ts';
import { fillDesk, itemsPerReport } from './desk-data.ts';
import { figure, type Part, quantile } from './figures.ts';
import { fillRemovals } from './removal-data.ts';

const rounds = 200;
/** As many as a large desk would have asked for in five years. */
const removals = 200_000;

export async function measureDesk(large: boolean): Promise<Part[]> {
  return [await measureWeek(), ...(large ? [await measureYears(1_000_000)] : [])];
}

async function measureWeek(): Promise<Part> {
  const made = await openTestHouse();
  await openRooms(made.house, { madeUp: week });
  const { organisationId } = await beginLookingAround(made.house);
  const idsOf = (table: string): Promise<string[]> =>
    inOrganisation(made.house.database, organisationId, async ({ client }) =>
      (await client.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).rows.map(({ id }) => id),
    );
  const rows = await measurePages(made.house, organisationId, {
    reports: await idsOf('report.report'),
    removals: await idsOf('remove.removal'),
    notices: await idsOf('remove.notice'),
  });
  await made.close();
  return part(
    'The desks of reports and removals with a made-up week',
    `${week.reports} reports, ${week.items} items, ${week.notices} notices, every state`,
    rows,
  );
}

async function measureYears(reports: number): Promise<Part> {
  const made = await openTestHouse();
  await openRooms(made.house);
  const organisationId = await made.organisation();
  const open = await fillDesk(made.house, organisationId, reports, (done) => {
    if (done % 100_000 === 0) console.error(`${done.toLocaleString('en')} reports made`);
  });
  const filled = await fillRemovals(made.house, organisationId, removals);
  const rows = await measurePages(made.house, organisationId, { reports: open, ...filled });
  await made.close();
  const size = `${reports.toLocaleString('en')} reports, ${(reports * itemsPerReport).toLocaleString('en')} items, ${removals.toLocaleString('en')} removals`;
  return part('The desks of reports and removals after years', size, rows);
}

function part(title: string, size: string, rows: string[][]): Part {
  return {
    title,
    how: `${size}. Each page asked for ${rounds} times over HTTP, one after another, whole HTML received; milliseconds.`,
    head: ['page', 'median', '95 in 100', 'slowest'],
    rows,
  };
}

interface Ids {
  reports: string[];
  removals: string[];
  notices: string[];
}

async function measurePages(house: House, organisationId: string, ids: Ids): Promise<string[][]> {
  const { token } = await addTestPerson(house, organisationId, ['supervisor', 'analyst', 'takedown']);
  const server = await serve(house);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const pool = new Pool(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { connections: 1 });
  const ask = async (path: string): Promise<string> => {
    const headers = { cookie: `suaka_session=${token}`, 'accept-language': 'id' };
    const { body, statusCode } = await pool.request({ method: 'GET', path, headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    return text;
  };
  const next = /rel="next" href="([^"]+)"/.exec(await ask('/desk/report'))?.[1]?.replaceAll('&amp;', '&');
  const pages: [string, (n: number) => string][] = [
    ['the queue', () => '/desk/report'],
    ...(next ? [['its next page', () => next] as [string, () => string]] : []),
    ['all reports', () => '/desk/report?view=all'],
    ['a report', (n) => `/desk/report/${ids.reports[n % ids.reports.length]}`],
    ['the overview of removals', () => '/desk/remove'],
    ['what is to do', () => '/desk/remove/removals?view=work'],
    ['what was removed', () => '/desk/remove/removals?view=removed'],
    ['notices that are out', () => '/desk/remove/notices'],
    ['a removal', (n) => `/desk/remove/removals/${ids.removals[n % ids.removals.length]}`],
    ['a notice', (n) => `/desk/remove/notices/${ids.notices[n % ids.notices.length]}`],
  ];
  const rows: string[][] = [];
  for (const [name, path] of pages) rows.push([name, ...(await times((n) => ask(path(n))))]);
  await pool.close();
  await server.close();
  return rows;
}

async function times(ask: (n: number) => Promise<unknown>): Promise<string[]> {
  for (let n = 0; n < 20; n += 1) await ask(n);
  const ms: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const from = performance.now();
    await ask(n);
    ms.push(performance.now() - from);
  }
  return [quantile(ms, 0.5), quantile(ms, 0.95), Math.max(...ms)].map(figure);
}
