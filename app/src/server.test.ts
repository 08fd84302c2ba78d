// The server as a process of its own, started as an operator starts it. The kernel forbids it to write one byte into any
// regular file (RLIMIT_FSIZE of zero), in whatever folder: and it takes pictures, hostile ones and very large ones too.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { makeKey, openAccess } from './access/index.ts';
import { testServer } from './testing/database.ts';
import { callerOf, openTestHouse, type TestHouse } from './testing/house.ts';
import { sceneJpeg } from './testing/pictures.ts';
import { call } from './verbs/verb.ts';

const command = fileURLToPath(new URL('cli.ts', import.meta.url));
const masterKey = randomBytes(32).toString('hex');

let made: TestHouse;
let key: string;
let node: Running;
let second: Running;

interface Running {
  process: ChildProcess;
  origin: string;
  said: string[];
}

before(async () => {
  made = await openTestHouse({ configuration: { masterKey } });
  await openAccess(made.house);
  const administrator = callerOf(await made.organisation(), ['access.manage-keys']);
  key = (
    await call(made.house, makeKey, administrator, {
      name: 'Made-up program',
      scopes: ['match', 'curate'],
      requestsAMinute: 100_000,
    })
  ).key;
  [node, second] = await Promise.all([start(), start()]);
});
after(async () => {
  for (const running of [node, second]) running?.process.kill('SIGKILL');
  await made?.close();
});

async function start(): Promise<Running> {
  const address = (await testServer()).to(made.database);
  const databaseUrl =
    address.connectionString ??
    `postgres://${address.user}@localhost:${address.port}/${made.database}?host=${encodeURIComponent(address.host!)}`;
  const env = {
    ...process.env,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SUAKA_MASTER_KEY: masterKey,
    SUAKA_LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: '',
  };
  const child = spawn('sh', ['-c', `ulimit -f 0; exec "${process.execPath}" "${command}" start`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => said.push(line));
  for await (const line of on(lines, child)) {
    const ready = /Suaka is ready: (http\S+)/.exec(line);
    if (ready) return { process: child, origin: ready[1]!, said };
  }
  throw new Error(`the server ended before it was ready: ${said.join('\n')}`);
}

async function* on(lines: ReturnType<typeof createInterface>, child: ChildProcess): AsyncGenerator<string> {
  child.once('exit', () => lines.close());
  yield* lines;
}

async function ask(path: string, body?: Buffer | object, on = node): Promise<{ status: number; body: unknown }> {
  const raw = Buffer.isBuffer(body);
  const answer = await fetch(`${on.origin}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': raw ? 'image/jpeg' : 'application/json' } : {}),
    },
    ...(body ? { body: raw ? new Uint8Array(body) : JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: await answer.json() };
}

const hundredMegapixels = () =>
  sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer();

test('pictures, hostile ones and 100 megapixels are answered by a server that can write no file', {
  timeout: 120_000,
}, async () => {
  const scene = await sceneJpeg(1600, 1200, 8);
  const posted: [string, Buffer, number][] = [
    ['a photograph', scene, 200],
    ['100 megapixels', await hundredMegapixels(), 200],
    ['a truncated picture', scene.subarray(0, scene.length >> 1), 422],
    ['garbage', randomBytes(200_000), 415],
    ['nothing that is a picture', Buffer.from('GIF89a and no more'), 422],
    ['3 MB as a form would send it', Buffer.concat([scene, Buffer.alloc(3_000_000)]), 200],
  ];
  const answers = await Promise.all(
    posted.map(async ([name, picture, status]) => [name, (await ask('/v1/match', picture)).status, status]),
  );
  for (const [name, got, expected] of answers) assert.equal(got, expected, String(name));
  assert.equal(node.process.exitCode, null);
  assert.equal((await ask('/v1/match', scene)).status, 200);
});

test('a picture sent as the file of a form goes through memory only', async () => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await sceneJpeg(2400, 1800, 9))]), 'made-up.jpg');
  const answer = await fetch(`${node.origin}/v1/match`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  });
  assert.equal(answer.status, 200);
});

test('two processes on one database: what one lists the other finds within a second, and a withdrawal empties both', async () => {
  const properties = {
    code: 'TWO_NODES',
    name: 'Two nodes',
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'grooming',
    active: true,
  };
  const bank = (await ask('/v1/banks', properties)).body as { id: string };
  const hash = randomBytes(32).toString('hex');
  const { signals } = (await ask(`/v1/banks/${bank.id}/signals`, { hashes: [{ algorithm: 'pdq', hash }] })).body as {
    signals: { id: string }[];
  };
  const matched = async (on: Running) =>
    ((await ask('/v1/match', { hashes: [{ algorithm: 'pdq', hash }] }, on)).body as { results: { matched: boolean }[] })
      .results[0]!.matched;
  const until = performance.now() + 1000;
  while (!(await matched(second))) assert.ok(performance.now() < until, 'more than a second has passed');
  assert.equal((await ask(`/v1/signals/${signals[0]!.id}/withdraw`, { reason: 'Taken back' })).status, 200);
  assert.equal(await matched(second), false);
  assert.equal(await matched(node), false);
});

test('told to stop, it finishes and ends well, and a stopped node leaves the other at work', async () => {
  second.process.kill('SIGTERM');
  const [code] = await once(second.process, 'exit');
  assert.equal(code, 0);
  assert.equal((await ask('/status')).status, 200);
});

test('the log names no caller, address, hash or picture', async () => {
  assert.deepEqual(
    node.said.filter((line) => /127\.0\.0\.1|[0-9a-f]{32}|user-agent|made-up\.jpg/i.test(line)),
    [],
  );
});
