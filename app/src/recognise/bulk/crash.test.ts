// Killing the process that imports, at random moments: nothing is ever half in, nothing acknowledged is lost, and the
// next attempt succeeds.
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testServer } from '../../testing/database.ts';
import { call } from '../../verbs/verb.ts';
import type { Bank } from '../store/banks.ts';
import { bankFor, openTestDesk, type TestDesk } from '../testing.ts';
import { clearStaleImports, readImports } from './index.ts';
import { type Draw, drawFrom, hashOf, heldBy, importText, newSeed, waiting } from './testing.ts';
import type { DoomedTask, DoomedWord } from './testing/doomed-import.ts';

const count = 30_000;
const importer = fileURLToPath(new URL('testing/doomed-import.ts', import.meta.url));
const seed = newSeed();
const draw: Draw = drawFrom(seed);
let desk: TestDesk;

before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

interface Doomed {
  child: ChildProcess;
  /** What it says, in order; ends with a fault when it ends by itself. */
  words: AsyncIterable<[DoomedWord]>;
}

async function start(bank: Bank): Promise<Doomed> {
  const task: DoomedTask = {
    connection: (await testServer()).to(desk.database),
    organisationId: desk.organisationId,
    bankId: bank.id,
    count,
  };
  const child = fork(importer, [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new AbortController();
  child.once('exit', () => ended.abort());
  return { child, words: on(child, 'message', { signal: ended.signal }) as AsyncIterable<[DoomedWord]> };
}

async function kill({ child }: Doomed): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  // PostgreSQL goes on with the statement it is at, and finds out afterwards that nobody is there.
  while ((await others(`state <> 'idle' AND query NOT LIKE 'LISTEN%'`)) > 0);
}

const ask = async (sql: string, values: unknown[] = []) =>
  (await desk.house.database.pool.query(sql, values)).rows[0].n as number;
const others = (condition: string) =>
  ask(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${condition}`,
  );

/** A random while, measured in answers of the database. */
async function aWhile(mostAnswers: number): Promise<void> {
  for (let left = draw(mostAnswers); left > 0; left -= 1) await ask('SELECT 1 AS n');
}

async function untilRead({ words }: Doomed, lines: number): Promise<void> {
  for await (const [word] of words) if ('linesRead' in word && word.linesRead >= lines) return;
}

async function untilListing({ child }: Doomed): Promise<void> {
  while ((await others(`state = 'active' AND query LIKE '%INSERT INTO recognise.signal%'`)) === 0)
    assert.equal(child.exitCode, null, 'the importer ended by itself');
}

async function untilApplied({ words }: Doomed): Promise<void> {
  for await (const [word] of words) if ('state' in word) return;
}

async function checkAfterDeath(bank: Bank, because: string): Promise<void> {
  const [last] = await call(desk.house, readImports, desk.curator, { bankId: bank.id, limit: 1 });
  const held = (await heldBy(desk, bank)).length;
  assert.equal(
    held,
    last?.state === 'applied' ? count : 0,
    `${because}: the import is ${last?.state}, the bank holds ${held}`,
  );
  const lines = Array.from({ length: count }, (_, number) => `pdq ${hashOf(number)}\n`).join('');
  const again = await importText(desk, bank, lines);
  assert.deepEqual([again.state, again.listed + again.alreadyListed], ['applied', count], because);
  assert.equal((await heldBy(desk, bank)).length, count, because);
  desk.forward(20 * 60_000);
  await clearStaleImports(desk.house);
  assert.equal(await waiting(desk), 0, because);
}

for (const round of [1, 2])
  test(`killed while it reads, round ${round}: nothing is listed, and the next attempt lists all (SEED=${seed})`, async () => {
    const bank = await bankFor(desk);
    const doomed = await start(bank);
    await untilRead(doomed, draw(count));
    await aWhile(100);
    await kill(doomed);
    await checkAfterDeath(bank, `SEED=${seed}, round ${round}`);
  });

for (const round of [1, 2])
  test(`killed while it lists, round ${round}: all or nothing, and the next attempt lists the rest (SEED=${seed})`, async () => {
    const bank = await bankFor(desk);
    const doomed = await start(bank);
    await untilListing(doomed);
    await aWhile(1000);
    await kill(doomed);
    await checkAfterDeath(bank, `SEED=${seed}, round ${round}`);
  });

test('killed right after it said that the list is in force: it is', async () => {
  const bank = await bankFor(desk);
  const doomed = await start(bank);
  await untilApplied(doomed);
  await kill(doomed);
  assert.equal((await heldBy(desk, bank)).length, count);
});
