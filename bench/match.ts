// The match route over HTTP against the kernel alone, on one core and in two threads: single lookups and batches of a
// thousand, hashes only, with half the queries near a listed hash. Client, server and PostgreSQL share the machine's cores.
import type { AddressInfo } from 'node:net';
import { HammingIndex } from '@suaka/hamming';
import { Readers } from '@suaka/hamming/readers';
import { correlatedCodes, flipBits, random32 } from '@suaka/hamming/synthetic';
import { Pool } from 'undici';
import { makeKey } from '../app/src/access/index.ts';
import { importFile } from '../app/src/recognise/bulk/index.ts';
import { makeBank, signalIndexKey } from '../app/src/recognise/index.ts';
import { openRooms, serve } from '../app/src/main.ts';
import type { House } from '../app/src/runtime/house.ts';
import { callerOf, openTestHouse } from '../app/src/testing/house.ts';
import type { Caller } from '../app/src/verbs/caller.ts';
import { call } from '../app/src/verbs/verb.ts';
import { figure, mediansInTurn, type Part } from './figures.ts';

const perCall = 1000;
const width = 4;
const calls = 16;
const singles = 1000;

/** @returns the part about matching, and the one about importing the lists that are matched against. */
export async function measureMatch(large: boolean): Promise<Part[]> {
  const matching: string[][] = [];
  const importing: string[][] = [];
  for (const listed of large ? [100_000, 1_000_000, 3_000_000] : [100_000]) {
    const codes = correlatedCodes(1)(listed);
    const desk = await openDesk();
    const seconds = await importSeconds(desk, codes, listed);
    importing.push([listed.toLocaleString('en'), figure(seconds), figure(listed / seconds)]);
    for (const row of await matchRows(await serveTo(desk), codes, listed))
      matching.push([listed.toLocaleString('en'), ...row]);
    await desk.close();
  }
  return [
    {
      title: 'Match over HTTP',
      how: `POST /v1/match with hashes, one node, loopback; client and PostgreSQL run on the same two cores. The kernel alone is asked ${width} times a thousand codes at once, as the route is; all in turn.`,
      head: ['listed', 'way', 'hashes a second', 'of the kernel alone, two threads'],
      rows: matching,
    },
    {
      title: 'Import',
      how: 'CSV with a header, from the first byte until lookups find them, PostgreSQL on the same machine.',
      head: ['lines', 'seconds', 'lines a second'],
      rows: importing,
    },
  ];
}

interface Desk {
  house: House;
  caller: Caller;
  bankId: string;
  close(): Promise<void>;
}

async function openDesk(): Promise<Desk> {
  const made = await openTestHouse();
  await openRooms(made.house);
  const caller = callerOf(await made.organisation(), [
    'recognise.curate',
    'recognise.import',
    'recognise.look',
    'access.manage-keys',
  ]);
  const bank = await call(made.house, makeBank, caller, {
    code: 'BENCH',
    name: 'Bench',
    purpose: 'Bench',
    legalBasis: 'None, made up',
    ground: 'grooming',
    action: 'log',
    active: true,
  });
  return { house: made.house, caller, bankId: bank.id, close: () => made.close() };
}

interface Served {
  /** Asks about hashes in one call. */
  ask(hashes: string[]): Promise<void>;
  close(): Promise<void>;
}

async function serveTo({ house, caller }: Desk): Promise<Served> {
  const given = { name: 'Bench', scopes: ['match' as const], requestsAMinute: 1_000_000 };
  const { key } = await call(house, makeKey, caller, given);
  const server = await serve(house);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const pool = new Pool(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { connections: 8 });
  return {
    async ask(hashes) {
      const { body, statusCode } = await pool.request({
        method: 'POST',
        path: '/v1/match',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ hashes: hashes.map((hash) => ({ algorithm: 'pdq', hash })) }),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`the match route answered ${statusCode}: ${text}`);
    },
    async close() {
      await pool.close();
      await server.close();
    },
  };
}

async function matchRows(served: Served, codes: Uint8Array, listed: number): Promise<string[][]> {
  const queries = drawQueries(codes, listed);
  const hex = queries.map((query) => Buffer.from(query).toString('hex'));
  const thousand = Buffer.concat(queries);
  const alone = indexOf(codes, listed);
  const readers = new Readers(alone, { threads: 2 });
  const hashes = calls * perCall;
  const [oneMs, twoMs, batchMs, singleMs] = await mediansInTurn(9, [
    [hashes, () => repeat(calls, () => alone.searchMany(thousand, 31))],
    [hashes, () => concurrently(width, calls, async () => void (await readers.searchMany(thousand, 31)))],
    [hashes, () => concurrently(width, calls, () => served.ask(hex))],
    [singles, () => concurrently(8, singles, (n) => served.ask([hex[n % hex.length]!]))],
  ]);
  await readers.close();
  await served.close();
  const row = (way: string, ms: number) => [way, figure(1000 / ms), `${figure(twoMs / ms)} x`];
  return [
    row('kernel alone, one thread', oneMs),
    row('kernel alone, two threads', twoMs),
    row('1,000 a call', batchMs),
    row('one a call', singleMs),
  ];
}

async function importSeconds({ house, caller, bankId }: Desk, codes: Uint8Array, listed: number): Promise<number> {
  const from = performance.now();
  const result = await importFile(house, caller, { bankId }, lines(codes), {
    untilLive: () => house.part(signalIndexKey).follow(),
  });
  const seconds = (performance.now() - from) / 1000;
  if (result.listed !== listed) throw new Error(`${result.listed} of ${listed} lines were listed`);
  return seconds;
}

/** The codes as a CSV file, a thousand lines a piece. */
async function* lines(codes: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from('hash,algorithm\n');
  const hex = (at: number) => Buffer.from(codes.subarray(at, at + 32)).toString('hex');
  for (let at = 0; at < codes.length; at += 32_000) {
    const piece = Array.from(
      { length: Math.min(1000, (codes.length - at) / 32) },
      (_, n) => `${hex(at + n * 32)},pdq\n`,
    );
    yield Buffer.from(piece.join(''));
  }
}

function drawQueries(codes: Uint8Array, listed: number): Uint8Array[] {
  const random = random32(2);
  const fresh = correlatedCodes(3)(perCall);
  return Array.from({ length: perCall }, (_, n) => {
    if (n % 2 === 0) return fresh.slice(n * 32, n * 32 + 32);
    const near = (random() % listed) * 32;
    return flipBits(codes.slice(near, near + 32), random() % 32, random);
  });
}

/** Nothing but the index. */
function indexOf(codes: Uint8Array, listed: number): HammingIndex {
  const index = new HammingIndex({ shared: true });
  index.addMany(
    Uint32Array.from({ length: listed }, (_, id) => id),
    codes,
  );
  return index;
}

function repeat(times: number, task: () => unknown): void {
  for (let n = 0; n < times; n += 1) task();
}

/** Runs `total` tasks, `width` at a time. */
async function concurrently(width: number, total: number, task: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < total) await task(next++);
    }),
  );
}
