// The journal: what was appended is there, what a power cut tore is not, and what lies between is never lost with it.
import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Journal, lineOf, replay, type Replay } from './journal.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suaka-journal-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function readAll(path: string): Promise<{ records: unknown[]; met: Replay }> {
  const records: unknown[] = [];
  const lines = replay(path);
  for (;;) {
    const next = await lines.next();
    if (next.done === true) return { records, met: next.value };
    records.push(next.value.record);
  }
}

test('what was appended is there in its order, and a second session goes on behind it', async () => {
  const path = join(folder, 'order');
  const first = await Journal.open(path, 0);
  for (let n = 0; n < 1000; n += 1) await first.append({ n, text: `ä\n"${n}` });
  await first.close();
  const second = await Journal.open(path, (await stat(path)).size);
  await second.append({ n: 1000 });
  await second.close();
  const { records, met } = await readAll(path);
  assert.equal(records.length, 1001);
  assert.deepEqual(records[999], { n: 999, text: 'ä\n"999' });
  assert.deepEqual(met, { lengthBytes: (await stat(path)).size, damaged: 0 });
});

test('fsync comes in groups: a thousand lines at once need only a few', async () => {
  const journal = await Journal.open(join(folder, 'groups'), 0);
  await Promise.all(Array.from({ length: 1000 }, (_, n) => journal.append({ n })));
  await journal.flush();
  assert.ok(journal.syncs >= 1 && journal.syncs <= 3, `${journal.syncs} times`);
  await journal.close();
});

test('a line comes to the disk by itself, without another one after it', async () => {
  const path = join(folder, 'soon');
  const journal = await Journal.open(path, 0);
  await journal.append({ n: 1 });
  while ((await stat(path)).size === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await readAll(path)).records.length, 1);
  await journal.close();
});

test('torn at any byte of its last line, the journal is what was before it', async () => {
  const whole = Buffer.from(lineOf({ n: 1 }) + lineOf({ n: 2 }));
  const last = Buffer.from(lineOf({ n: 3, text: 'é' }));
  const path = join(folder, 'torn');
  for (let kept = 0; kept < last.length; kept += 1) {
    await writeFile(path, Buffer.concat([whole, last.subarray(0, kept)]));
    const { records, met } = await readAll(path);
    assert.deepEqual([records.length, met], [2, { lengthBytes: whole.length, damaged: 0 }], `torn at ${kept}`);
    const journal = await Journal.open(path, met.lengthBytes);
    await journal.append({ n: 4 });
    await journal.close();
    assert.deepEqual((await readAll(path)).records, [{ n: 1 }, { n: 2 }, { n: 4 }]);
  }
});

test('zeros where a power cut left a hole are torn too', async () => {
  const path = join(folder, 'zeros');
  await writeFile(path, lineOf({ n: 1 }));
  await appendFile(path, Buffer.alloc(5000));
  assert.deepEqual((await readAll(path)).met, { lengthBytes: lineOf({ n: 1 }).length, damaged: 0 });
});

test('a bit that flipped in the middle costs that line, and is told', async () => {
  const path = join(folder, 'flipped');
  await writeFile(path, lineOf({ n: 1 }) + lineOf({ n: 2 }) + lineOf({ n: 3 }));
  const bytes = await readFile(path);
  bytes[lineOf({ n: 1 }).length + '01234567 {"n":'.length]! ^= 1; // still JSON
  await writeFile(path, bytes);
  const { records, met } = await readAll(path);
  assert.deepEqual(records, [{ n: 1 }, { n: 3 }]);
  assert.deepEqual(met, { lengthBytes: bytes.length, damaged: 1 });
});

test('a journal that cannot be written says so at the next line', async () => {
  const journal = await Journal.open(join(folder, 'closed'), 0);
  await journal.append({ n: 1 });
  await journal.flush();
  await journal.close();
  await journal.append({ n: 2 });
  await assert.rejects(() => journal.flush(), /closed/);
  await assert.rejects(() => journal.append({ n: 3 }), /closed/);
});
