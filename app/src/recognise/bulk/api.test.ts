// Bulk over HTTP: bodies of any size stream in, exports stream out, and an upload that is cut short lists nothing.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { on, once } from 'node:events';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { answerProblems } from '../../access/http.ts';
import { createServer } from '../../runtime/http.ts';
import { callerOf } from '../../testing/house.ts';
import { type Caller, nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import type { Bank } from '../store/banks.ts';
import { bankFor, openTestDesk, type TestDesk } from '../testing.ts';
import { registerBulk } from './api.ts';
import { readImports } from './index.ts';
import { hashOf, heldBy } from './testing.ts';

let desk: TestDesk;
let server: FastifyInstance;
let caller: Caller;
let folder: string;
before(async () => {
  desk = await openTestDesk();
  folder = await mkdtemp(join(tmpdir(), 'suaka-'));
  caller = desk.curator;
  server = await createServer(desk.house);
  server.decorate('house', desk.house);
  server.decorateRequest('caller', null as never);
  server.addHook('onRequest', async (request) => {
    request.caller = caller;
  });
  // As the scope `/v1` does for pictures.
  server.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
  answerProblems(server);
  await registerBulk(server, desk.house, () => desk.settle());
  await server.listen({ path: join(folder, 'http') });
});
after(async () => {
  await server?.close();
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

const [a, b] = [hashOf('a'), hashOf('b')];
const post = (bank: Bank, payload: string | Buffer | Readable, query = '', type = 'text/csv') =>
  server.inject({
    method: 'POST',
    url: `/banks/${bank.id}/imports${query}`,
    payload,
    headers: { 'content-type': type },
  });
const get = (url: string) => server.inject({ method: 'GET', url });

test('a list far beyond the limit of other bodies is taken under any of its names, and is in force with the answer', async () => {
  const text = Array.from({ length: 5000 }, (_, number) => `${`pdq ${hashOf(number)}`.padEnd(600)}\n`).join('');
  for (const type of [
    'text/csv',
    'text/plain',
    'application/x-ndjson',
    'application/octet-stream',
    'text/plain; charset=utf-8',
  ]) {
    const bank = await bankFor(desk);
    const response = await post(bank, text, '?source=Made-up%20Exchange&sourceKind=exchange', type);
    assert.equal(response.statusCode, 201, response.body);
    const { listed, source, sourceKind, format, liveAt } = response.json();
    assert.deepEqual(
      { listed, source, sourceKind, format, liveAt },
      {
        listed: 5000,
        source: 'Made-up Exchange',
        sourceKind: 'exchange',
        format: 'lines',
        liveAt: desk.house.now().toISOString(),
      },
    );
  }
});

test('bad lines: 422 with their numbers and reasons; keepGood lists the others', async () => {
  const bank = await bankFor(desk);
  const text = `pdq ${a}\npdq short\n`;
  const refused = await post(bank, text);
  assert.equal(refused.statusCode, 422);
  const faults = [{ line: 2, reason: 'pdq hash of 5 characters; expected 64 hexadecimal digits' }];
  assert.deepEqual(refused.json().faults, faults);
  assert.deepEqual(await heldBy(desk, bank), []);
  assert.equal((await post(bank, text, '?keepGood=true')).statusCode, 201);
  assert.deepEqual(await heldBy(desk, bank), [`pdq ${a} active`]);
  assert.deepEqual((await get(`/imports/${refused.json().id}`)).json().faults, faults);
  assert.deepEqual((await get(`/imports/${refused.json().id}/faults?after=2`)).json(), { faults: [], next: null });
  assert.deepEqual(
    (await get(`/imports?bankId=${bank.id}`))
      .json()
      .imports.map(({ state }: { state: string }) => state)
      .toSorted(),
    ['applied', 'refused'],
  );
});

test('a multipart form: its file is the list, under its own name', async () => {
  const bank = await bankFor(desk);
  const text = Array.from({ length: 100 }, (_, number) => hashOf(number)).join('\n');
  const form = new FormData();
  form.append('file', new Blob([text]), 'list.txt');
  const encoded = new Response(form);
  const payload = Buffer.from(await encoded.arrayBuffer());
  const response = await post(bank, payload, '?algorithm=pdq', encoded.headers.get('content-type')!);
  assert.equal(response.statusCode, 201, response.body);
  assert.deepEqual([response.json().fileName, response.json().listed], ['list.txt', 100]);
});

const refusals: [what: string, query: string, type: string, payload: string, status: number, problem: string][] = [
  ['a bare hash of 64 digits', '', 'text/plain', `${a}\n`, 400, 'algorithm-ambiguous'],
  ['a query that is misspelt', '?keepgood=true', 'text/plain', `pdq ${a}\n`, 400, 'bad-input'],
  ['an algorithm that is not known', '?algorithm=photodna', 'text/plain', `pdq ${a}\n`, 400, 'bad-input'],
  ['a format that is not known', '?format=xml', 'text/plain', `pdq ${a}\n`, 400, 'bad-input'],
  ['a picture', '', 'image/png', 'x', 415, 'invalid-media-type'],
  ['prose', '', 'text/plain', 'hello there\n', 400, 'unknown-format'],
];
for (const [what, query, type, payload, status, problem] of refusals)
  test(`${what} is refused as ${problem}`, async () => {
    const response = await post(await bankFor(desk), payload, query, type);
    assert.equal(response.statusCode, status, response.body);
    assert.equal(response.json().type, `/problems/${problem}`);
  });

test('who may not import is refused before the body is read', async () => {
  const bank = await bankFor(desk);
  let pulled = 0;
  const endless = new Readable({
    read() {
      pulled += 1;
      this.push(Buffer.alloc(65_536, 'a'));
    },
  });
  for (const [who, status] of [
    [nobody, 401],
    [callerOf(desk.organisationId, ['recognise.look']), 403],
  ] as const) {
    caller = who;
    try {
      assert.equal((await post(bank, endless)).statusCode, status);
      assert.equal((await post(bank, 'x', '?keepgood=1')).statusCode, status, 'and before what was asked is looked at');
    } finally {
      caller = desk.curator;
    }
  }
  assert.ok(pulled < 10);
});

test('an export is a file of the format asked for', async () => {
  const bank = await bankFor(desk);
  await post(bank, `pdq ${a}\npdq ${b}\n`);
  const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson', lines: 'text/plain; charset=utf-8' };
  for (const [format, type] of Object.entries(types)) {
    const response = await get(`/banks/${bank.id}/export?format=${format}`);
    assert.equal(response.headers['content-type'], type);
    assert.match(
      String(response.headers['content-disposition']),
      new RegExp(`^attachment; filename="${bank.id}\\.(csv|ndjson|txt)"$`),
    );
    const copy = await bankFor(desk);
    assert.equal((await post(copy, response.rawPayload)).statusCode, 201);
    assert.deepEqual(await heldBy(desk, copy), await heldBy(desk, bank));
  }
  assert.equal((await get(`/banks/${bank.id}/export?format=xml`)).json().type, '/problems/bad-input');
  assert.equal((await get(`/banks/${bank.id}/export?state=withdrawn`)).body.split('\n').length, 2);
});

test('a client that goes away in the middle of an export leaves no connection to the database behind', async () => {
  const bank = await bankFor(desk);
  const text = Array.from({ length: 60_000 }, (_, number) => `pdq ${hashOf(number)}\n`).join('');
  await post(bank, text, '', 'text/plain');
  const { pool } = desk.house.database;
  const before = pool.totalCount - pool.idleCount;
  const socket = connect(join(folder, 'http'));
  socket.write(`GET /banks/${bank.id}/export?format=ndjson HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  await once(socket, 'data');
  socket.destroy();
  while (pool.totalCount - pool.idleCount > before) await pool.query('SELECT 1');
});

/** Sends a request as it stands, byte by byte, for what `inject` cannot show. */
function send(
  bank: Bank,
  type: string,
  length: string,
  body: string | Buffer,
): { socket: Socket; taken: Promise<unknown> } {
  const socket = connect(join(folder, 'http'));
  socket.write(
    `POST /banks/${bank.id}/imports HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`,
  );
  socket.on('error', () => {}); // it shows in what was taken, and in the answer
  return { socket, taken: new Promise((resolve) => socket.write(body, (fault) => resolve(fault?.message ?? 'all'))) };
}

async function untilText(socket: Socket, expected: string): Promise<string> {
  let answer = '';
  for await (const [chunk] of on(socket, 'data', { close: ['close'] })) {
    answer += String(chunk);
    if (answer.includes(expected)) break;
  }
  return answer;
}

const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n';
const form = 'multipart/form-data; boundary=x';

test('an upload that is cut short lists nothing, whichever way it is sent', async () => {
  const line = `pdq ${a}\n`;
  const uploads = [
    ['text/plain', `content-length: ${10 * line.length}`, line],
    ['text/plain', 'transfer-encoding: chunked', `${line.length.toString(16)}\r\n${line}\r\n`],
    [form, 'content-length: 100000', part + line],
  ] as const;
  for (const [type, length, body] of uploads) {
    const bank = await bankFor(desk);
    const { socket } = send(bank, type, length, body);
    const states = async () =>
      (await call(desk.house, readImports, desk.curator, { bankId: bank.id })).map(({ state }) => state);
    while ((await states()).length === 0);
    socket.destroy();
    await once(socket, 'close');
    while ((await states())[0] === 'reading');
    assert.deepEqual(await states(), ['abandoned'], `${type}, ${length}`);
    assert.deepEqual(await heldBy(desk, bank), []);
  }
});

test('a refusal reaches whoever is still sending', async () => {
  const rest = Buffer.alloc(8e6, `${hashOf('x', 32)}\n`);
  const text = Buffer.concat([Buffer.from(`${a}\n`), rest]);
  const whole = Buffer.concat([Buffer.from(part), text, Buffer.from('\r\n--x--\r\n')]);
  for (const [type, body] of [
    ['text/plain', text],
    [form, whole],
  ] as const) {
    const { socket, taken } = send(await bankFor(desk), type, `content-length: ${body.length}`, body);
    const answer = await untilText(socket, 'algorithm-ambiguous');
    assert.equal(await taken, 'all');
    socket.destroy();
    assert.match(answer, /^HTTP\/1.1 400 Bad Request/, type);
  }
});
