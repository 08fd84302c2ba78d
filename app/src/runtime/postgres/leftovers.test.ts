// Who is taken for a PostgreSQL that outlived its app, and who is not.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { homeIn } from './harness.ts';
import { processesIn, stopLeftovers } from './leftovers.ts';

test('leaves a program alone whose process id PostgreSQL once had, and forgets that id', async (t) => {
  const home = await homeIn(t);
  await mkdir(home.cluster);
  await writeFile(path.join(home.cluster, 'postmaster.pid'), `${process.pid}\n${home.cluster}\n`);
  const told: string[] = [];
  await stopLeftovers(home, (message) => told.push(message));
  await assert.rejects(stat(path.join(home.cluster, 'postmaster.pid')), { code: 'ENOENT' });
  assert.match(told.join(), /belongs to another program/);
});

test('leaves it to PostgreSQL to judge a process id that nobody has', async (t) => {
  const home = await homeIn(t);
  await mkdir(home.cluster);
  const maximum = Number(await readFile('/proc/sys/kernel/pid_max', 'utf8'));
  await writeFile(path.join(home.cluster, 'postmaster.pid'), `${maximum + 1}\n`);
  await stopLeftovers(home, () => assert.fail('nothing was found'));
  await stat(path.join(home.cluster, 'postmaster.pid'));
});

test('does not take a shell that somebody opened in the folder for PostgreSQL', async (t) => {
  const home = await homeIn(t);
  const shell = spawn('/bin/sh', ['-c', 'echo ready; read line'], {
    cwd: home.folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(shell.stdout, 'data');
  assert.deepEqual(await processesIn(home.folder, home.identity), []);
  shell.stdin.end();
  await once(shell, 'exit');
});
