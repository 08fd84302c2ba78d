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
import { callerOf, openTestHouse } from '../app/src/testing/house.ts';
import { call } from '../app/src/verbs/verb.ts';
import { figure, mediansInTurn, type Part } from './figures.ts';

const perCall = 1000;
const width = 4;
const calls = 16;
const singles = 1000;

/** @returns the part about matching, and the one about importing the list that is matched against. */
export async function measureMatch(large: boolean): Promise<Part[]> {
  const listed = large ? 1_000_000 : 100_000;
  const made = await openTestHouse();
  await openRooms(made.house);
  const organisation = await made.organisation();
  const caller = callerOf(organisation, [
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
  const codes = correlatedCodes(1)(listed);
  const importing = await importSeconds(made.house, caller, bank.id, codes, listed);
  const { key } = await call(made.house, makeKey, caller, {
    name: 'Bench',
    scopes: ['match'],
    requestsAMinute: 1_000_000,
  });
  const server = await serve(made.house);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const pool = new Pool(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { connections: 8 });
  const queries = drawQueries(codes, listed);
  const ask = async (hashes: string[]) => {
    const { body, statusCode } = await pool.request({
      method: 'POST',
      path: '/v1/match',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ hashes: hashes.map((hash) => ({ algorithm: 'pdq', hash })) }),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`the match route answered ${statusCode}: ${text}`);
  };
  const hex = queries.map((query) => Buffer.from(query).toString('hex'));
  const alone = indexOf(codes, listed);
  const readers = new Readers(alone, { threads: 2 });
  const thousand = Buffer.concat(queries);
  const hashes = calls * perCall;
  // In turn, so that all see the same machine.
  const [oneMs, twoMs, batchMs, singleMs] = await mediansInTurn(9, [
    [hashes, () => repeat(calls, () => alone.searchMany(thousand, 31))],
    [hashes, () => concurrently(width, calls, async () => void (await readers.searchMany(thousand, 31)))],
    [hashes, () => concurrently(width, calls, () => ask(hex))],
    [singles, () => concurrently(8, singles, (n) => ask([hex[n % hex.length]!]))],
  ]);
  await readers.close();
  await pool.close();
  await server.close();
  await made.close();
  const rate = (ms: number) => figure(1000 / ms);
  const share = (ms: number) => `${figure(twoMs / ms)} x`;
  return [
    {
      title: 'Match over HTTP',
      how: `POST /v1/match with hashes against ${listed.toLocaleString('en')} listed ones, one node, loopback; client and PostgreSQL run on the same two cores. The kernel alone is asked ${width} times a thousand codes at once, as the route is.`,
      head: ['way', 'hashes a second', 'of the kernel alone, two threads'],
      rows: [
        ['kernel alone, one thread', rate(oneMs), share(oneMs)],
        ['kernel alone, two threads', rate(twoMs), share(twoMs)],
        ['1,000 a call', rate(batchMs), share(batchMs)],
        ['one a call', rate(singleMs), share(singleMs)],
      ],
    },
    importing,
  ];
}

async function importSeconds(
  house: Awaited<ReturnType<typeof openTestHouse>>['house'],
  caller: ReturnType<typeof callerOf>,
  bankId: string,
  codes: Uint8Array,
  listed: number,
): Promise<Part> {
  const lines = Array.from(
    { length: listed },
    (_, n) => `${Buffer.from(codes.subarray(n * 32, n * 32 + 32)).toString('hex')},pdq\n`,
  );
  const file = Buffer.from(`hash,algorithm\n${lines.join('')}`);
  const from = performance.now();
  const result = await importFile(house, caller, { bankId }, chunks(file), {
    untilLive: () => house.part(signalIndexKey).follow(),
  });
  const seconds = (performance.now() - from) / 1000;
  if (result.listed !== listed) throw new Error(`${result.listed} of ${listed} lines were listed`);
  return {
    title: 'Import',
    how: `CSV with a header, ${listed.toLocaleString('en')} lines, from the first byte until lookups find them, PostgreSQL on the same machine.`,
    head: ['lines', 'seconds', 'lines a second'],
    rows: [[listed.toLocaleString('en'), figure(seconds), figure(listed / seconds)]],
  };
}

async function* chunks(file: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
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
  const index = new HammingIndex();
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
