// PostgreSQL's log stays within its bound and never brings the app down.
import assert from 'node:assert/strict';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { makeFolder } from './harness.ts';
import { openServerLog } from './server-log.ts';

test('keeps the newest lines in two files of bounded size, also when opened anew', async (t) => {
  const file = path.join(await makeFolder(t), 'postgres.log');
  const limitBytes = 1000;
  for (let line = 0; line < 500; line++) {
    openServerLog(file, undefined, () => assert.fail('nothing to tell'), limitBytes).write(`line ${line} é`);
  }
  const [older, newer] = [await readFile(`${file}.1`, 'utf8'), await readFile(file, 'utf8')];
  for (const content of [older, newer]) assert.ok(Buffer.byteLength(content) <= limitBytes);
  const lines = `${older}${newer}`.trim().split('\n');
  assert.ok(lines.length > 50);
  assert.deepEqual(
    lines,
    Array.from({ length: lines.length }, (_, index) => `line ${500 - lines.length + index} é`),
  );
  assert.equal((await stat(file)).mode & 0o077, 0);
});

test('tells a line that it cannot write', async (t) => {
  const file = path.join(await makeFolder(t), 'postgres.log');
  await mkdir(file);
  const told: unknown[] = [];
  openServerLog(file, undefined, (_message, facts) => told.push(facts)).write('lost?');
  assert.match(JSON.stringify(told), /"line":"lost\?".*EISDIR/);
});
