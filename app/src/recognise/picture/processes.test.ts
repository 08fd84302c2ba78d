// The pool of decoding processes: what a crash costs, the queue and its bound, closing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, afterEach, describe, it } from 'node:test';
import { drawing, ink, stripes } from './testing/drawings.ts';
import type { RefusalCode } from './facts.ts';
import type { PictureReaderOptions } from './options.ts';
import { limitsFrom } from './options.ts';
import { createPictureReader } from './reader.ts';
import type { PictureReader } from './reader.ts';
import {
  canSeeProcesses,
  childProcesses,
  environmentOf,
  isRunning,
  limitOf,
  processGroupOf,
  residentBytes,
  until,
} from './testing/seen-processes.ts';
import { spawnUnderLimits } from './under-limits.ts';
import { packHeader } from './wire.ts';

const small = await ink(drawing(64, 48)).png().toBuffer();
const huge = await ink(stripes(12_000, 8334)).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer();

const open: PictureReader[] = [];
afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

/** A reader whose processes are all started and idle; their ids, too. */
async function warmReader(options: PictureReaderOptions & { processes: number }) {
  const others = new Set(childProcesses());
  const reader = createPictureReader(options);
  open.push(reader);
  await Promise.all(Array.from({ length: options.processes }, () => reader.read(small)));
  return { reader, ids: childProcesses().filter((id) => !others.has(id)) };
}

/** The promise is rejected with this code; checked later, so that it may be awaited after other things. */
const refusedAs = (promise: Promise<unknown>, code: RefusalCode) =>
  assert.rejects(promise, { name: 'PictureRefused', code });

/** What a program of its own says that reads the small picture, and its exit code. */
async function runServer(steps: string): Promise<[said: string, code: unknown]> {
  const module = new URL('./reader.ts', import.meta.url);
  const program = `
    import { createPictureReader } from ${JSON.stringify(module.href)};
    const reader = createPictureReader();
    const picture = Buffer.from('${small.toString('base64')}', 'base64');
    const say = (word) => process.stdout.write(String(word));
    ${steps}`;
  const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  const [said, [code]] = await Promise.all([text(server.stdout), once(server, 'close')]);
  return [said, code];
}

describe('decoding processes', { skip: !canSeeProcesses, timeout: 60_000 }, () => {
  it('are as many as were asked for, and stay for the next picture', async () => {
    const { reader, ids } = await warmReader({ processes: 2 });
    assert.equal(ids.length, 2);
    await Promise.all(Array.from({ length: 30 }, () => reader.read(small)));
    assert.deepEqual(ids.filter(isRunning), ids);
    assert.equal(childProcesses().length, 2);
  });

  it('run under limits of the kernel and see nothing of the server’s environment', async () => {
    process.env.SUAKA_TEST_SECRET = 'not for a process that reads hostile files';
    after(() => delete process.env.SUAKA_TEST_SECRET);
    const { ids } = await warmReader({ processes: 1, maxMemoryBytes: 2 ** 30 });
    const [id = 0] = ids;
    assert.deepEqual(limitOf(id, 'Max core file size'), ['0', '0']);
    assert.deepEqual(limitOf(id, 'Max file size'), ['0', '0']);
    const bytes = String(1.75 * 2 ** 30);
    assert.deepEqual(limitOf(id, 'Max data size'), [bytes, bytes]);
    const names = new Set(environmentOf(id).map((entry) => entry.split('=')[0]));
    names.delete('PWD'); // the shell's own
    assert.deepEqual(names, new Set(['MALLOC_ARENA_MAX', 'VIPS_CONCURRENCY', 'VIPS_DISC_THRESHOLD']));
  });

  it('are out of reach of Ctrl-C, which is for the server', async () => {
    const { ids } = await warmReader({ processes: 1 });
    assert.deepEqual(ids.map(processGroupOf), ids);
  });

  it('cost one picture when one is killed while decoding, and nobody else’s', async () => {
    const { reader, ids } = await warmReader({ processes: 2 });
    const before = new Map(ids.map((id) => [id, residentBytes(id)]));
    const killed = refusedAs(reader.read(huge), 'reader-crashed');
    const others = Promise.all(Array.from({ length: 20 }, () => reader.read(small)));
    const isDecoding = (id: number) => residentBytes(id) > (before.get(id) ?? 0) + 20_000_000;
    await until(() => ids.some(isDecoding));
    process.kill(ids.find(isDecoding) ?? 0, 'SIGKILL');
    await killed;
    assert.equal((await others).length, 20);
    assert.equal((await reader.read(small)).width, 64);
  });

  it('are replaced when one has ended while idle', async () => {
    const { reader, ids } = await warmReader({ processes: 1 });
    const [id = 0] = ids;
    process.kill(id, 'SIGSEGV');
    await until(() => !isRunning(id));
    assert.equal((await reader.read(small)).width, 64);
  });

  it('are killed when a picture takes too long', async () => {
    const { reader, ids } = await warmReader({ processes: 1, timeoutMs: 3000 });
    const [id = 0] = ids;
    process.kill(id, 'SIGSTOP');
    await assert.rejects(reader.read(small), { code: 'took-too-long', detail: /more than 3000 ms to read/ });
    await until(() => !isRunning(id));
    assert.equal((await reader.read(small)).width, 64);
  });

  it('are refused memory beyond the limit, and only that picture fails', async () => {
    const { reader } = await warmReader({ processes: 1, maxMemoryBytes: 1_000_000 });
    const inColour = await ink(stripes(12_000, 8334)).png({ compressionLevel: 1 }).toBuffer();
    await refusedAs(reader.read(inColour), 'ran-out-of-memory');
    assert.equal((await reader.read(small)).width, 64);
  });

  it('give the memory of a large picture back before the next', async () => {
    const { reader, ids } = await warmReader({ processes: 1 });
    const [id = 0] = ids;
    const before = residentBytes(id);
    await reader.read(huge);
    await reader.read(small);
    assert.ok(residentBytes(id) < before + 60_000_000, `${before} bytes before, ${residentBytes(id)} after`);
  });

  it('let only so many pictures wait', async () => {
    const { reader, ids } = await warmReader({ processes: 2, maxQueued: 3 });
    for (const id of ids) process.kill(id, 'SIGSTOP');
    const accepted = Array.from({ length: 5 }, () => reader.read(small));
    await assert.rejects(reader.read(small), { code: 'busy', detail: /3 pictures already wait/ });
    for (const id of ids) process.kill(id, 'SIGCONT');
    assert.equal((await Promise.all(accepted)).length, 5);
    assert.equal((await reader.read(small)).width, 64);
  });

  it('end at close, with whatever they were reading', async () => {
    const { reader, ids } = await warmReader({ processes: 1 });
    process.kill(ids[0] ?? 0, 'SIGSTOP');
    const unfinished = [reader.read(small), reader.read(small)];
    const rejected = Promise.all(unfinished.map((read) => assert.rejects(read, /the picture reader is closed/)));
    await reader.close();
    await rejected;
    assert.ok(!ids.some(isRunning));
    await assert.rejects(reader.read(small), /the picture reader is closed/);
    await reader.close();
  });

  it('do not keep the server running, and end with it', async () => {
    assert.deepEqual(await runServer(`say((await reader.read(picture)).width);`), ['64', 0]);
  });

  it('keep the server running until they have answered or are closed', async () => {
    assert.deepEqual(await runServer(`await reader.read(picture); await reader.close(); say('closed');`), [
      'closed',
      0,
    ]);
  });

  it('end by themselves when the server is gone and the picture takes very long', async () => {
    const alone = spawnUnderLimits({ ...limitsFrom({}), timeoutMs: 1 });
    alone.ref();
    alone.stdin.write(packHeader({ bytes: huge.length, format: 'png', variants: false }));
    alone.stdin.write(huge);
    assert.deepEqual(await once(alone, 'exit'), [null, 'SIGKILL']);
  });
});
