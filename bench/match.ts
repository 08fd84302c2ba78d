// The match route over HTTP against the kernel alone: single lookups and batches of a thousand, hashes only, with half the
// queries near a listed hash. Client and server share the machine's two cores.
import type { AddressInfo } from 'node:net';
import { HammingIndex } from '@suaka/hamming';
import { correlatedCodes, flipBits, random32 } from '@suaka/hamming/synthetic';
import { Pool } from 'undici';
import { makeKey } from '../app/src/access/index.ts';
import { importFile } from '../app/src/recognise/bulk/index.ts';
import { makeBank, signalIndexKey } from '../app/src/recognise/index.ts';
import { openRooms, serve } from '../app/src/main.ts';
import { callerOf, openTestHouse } from '../app/src/testing/house.ts';
import { call } from '../app/src/verbs/verb.ts';
import { figure, medianMs, type Part } from './figures.ts';

const listed = 100_000;
const perCall = 1000;

/** @returns the part about matching, and the one about importing the list that is matched against. */
export async function measureMatch(): Promise<Part[]> {
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
  const importing = await importSeconds(made.house, caller, bank.id, codes);
  const { key } = await call(made.house, makeKey, caller, {
    name: 'Bench',
    scopes: ['match'],
    requestsAMinute: 1_000_000,
  });
  const server = await serve(made.house);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const pool = new Pool(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { connections: 8 });
  const queries = drawQueries(codes);
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
  const singles = 2000;
  const singleMs = (await medianMs(5, () => concurrently(8, singles, (n) => ask([hex[n % hex.length]!])))) / singles;
  const calls = 16;
  const batchMs = (await medianMs(5, () => concurrently(4, calls, () => ask(hex)))) / (calls * perCall);
  const kernelMs = await kernelAlone(codes, queries);
  await pool.close();
  await server.close();
  await made.close();
  const rate = (ms: number) => figure(1000 / ms);
  return [
    {
      title: 'Match over HTTP',
      how: `POST /v1/match with hashes against ${listed.toLocaleString('en')} listed ones, one node, loopback; the client runs on the same two cores. The kernel alone runs on one.`,
      head: ['way', 'hashes a second', 'of the kernel alone'],
      rows: [
        ['kernel alone, 1,000 a call', rate(kernelMs), '1 x'],
        ['1,000 a call', rate(batchMs), `${figure(kernelMs / batchMs)} x`],
        ['one a call', rate(singleMs), `${figure(kernelMs / singleMs)} x`],
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

function drawQueries(codes: Uint8Array): Uint8Array[] {
  const random = random32(2);
  const fresh = correlatedCodes(3)(perCall);
  return Array.from({ length: perCall }, (_, n) => {
    if (n % 2 === 0) return fresh.slice(n * 32, n * 32 + 32);
    const near = (random() % listed) * 32;
    return flipBits(codes.slice(near, near + 32), random() % 32, random);
  });
}

async function kernelAlone(codes: Uint8Array, queries: Uint8Array[]): Promise<number> {
  const index = new HammingIndex();
  index.addMany(
    Uint32Array.from({ length: listed }, (_, id) => id),
    codes,
  );
  const thousand = Buffer.concat(queries);
  return (await medianMs(9, () => index.searchMany(thousand, 31))) / perCall;
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
