// Imports beside each other and beside other work, random files, and files too large to hold: on a real PostgreSQL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inOrganisation } from '../../runtime/database.ts';
import { call } from '../../verbs/verb.ts';
import { moveBank } from '../banks.ts';
import { listSignal } from '../signals.ts';
import { bankFor, openTestDesk, type TestDesk } from '../testing.ts';
import { importFile, readImports } from './index.ts';
import { counts, drawFrom, hashOf, heldBy, importText, newSeed, none } from './testing.ts';

let desk: TestDesk;
before(async () => {
  desk = await openTestDesk();
});
after(() => desk?.close());

const a = hashOf('a');
const lines = (...hashes: string[]) => hashes.map((hash) => `pdq ${hash}\n`).join('');

test('two imports of one file at the same time list every hash once and count each once', async () => {
  const bank = await bankFor(desk);
  const hashes = Array.from({ length: 2000 }, (_, number) => hashOf(`both ${number}`));
  const results = await Promise.all([
    importText(desk, bank, lines(...hashes)),
    importText(desk, bank, lines(...hashes.toReversed())),
  ]);
  assert.equal(
    results.reduce((sum, { listed }) => sum + listed, 0),
    hashes.length,
  );
  assert.equal(
    results.reduce((sum, { alreadyListed }) => sum + alreadyListed, 0),
    hashes.length,
  );
  assert.equal((await heldBy(desk, bank)).length, hashes.length);
});

test('a list and its withdrawal at the same time: whichever comes first, what is counted is what is held', async () => {
  const hashes = Array.from({ length: 2000 }, (_, number) => hashOf(`race ${number}`));
  const withdrawal = `pdq,state\n${hashes.map((hash) => `${hash},withdrawn\n`).join('')}`;
  for (let round = 0; round < 4; round += 1) {
    const bank = await bankFor(desk);
    const [listing, ending] = await Promise.all([
      importText(desk, bank, lines(...hashes)),
      importText(desk, bank, withdrawal),
    ]);
    assert.deepEqual(
      (await heldBy(desk, bank)).map((line) => line.split(' ')[2]),
      hashes.map(() => 'withdrawn'),
    );
    assert.equal(ending.withdrawn, hashes.length);
    assert.equal(listing.listed + listing.withdrawnBefore, hashes.length);
  }
});

test('a bank is suspended, and a hash listed in it, while an import lists into it', async () => {
  const bank = await bankFor(desk);
  await inOrganisation(desk.house.database, desk.organisationId, async ({ client }) => {
    // What an import holds until it commits: its signals' references to the bank.
    await client.query('SELECT FROM recognise.bank WHERE id = $1 FOR KEY SHARE', [bank.id]);
    const hashes = [{ algorithm: 'pdq' as const, hash: a }];
    await call(desk.house, listSignal, desk.curator, { bankId: bank.id, hashes });
    await call(desk.house, moveBank, desk.curator, { id: bank.id, transition: 'suspend' });
  });
});

test('random files one after the other leave what a simple model says', async () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const bank = await bankFor(desk);
  const sources = ['one', 'two'];
  const model = new Map<string, string>();
  for (let round = 0; round < 15; round += 1) {
    const source = sources[draw(2)]!;
    const file = Array.from(
      { length: draw(40) },
      () => [hashOf(draw(30)), ['active', 'withdrawn', 'proposed', ''][draw(4)]] as const,
    );
    const expected = { ...none };
    const last = new Map(file);
    expected.duplicates = file.length - last.size;
    for (const [hash, state] of last) {
      const key = `pdq ${hash} ${source}`;
      const before = model.get(key);
      if (before === 'withdrawn') expected.withdrawnBefore += 1;
      else if (state === 'withdrawn') expected.withdrawn += 1;
      else if (before) expected.alreadyListed += 1;
      else expected.listed += 1;
      if (!before || state === 'withdrawn') model.set(key, state || 'active');
    }
    const result = await importText(
      desk,
      bank,
      `hash,state,type\n${file.map(([hash, state]) => `${hash},${state},pdq\n`).join('')}`,
      { source },
    );
    assert.deepEqual(counts(result), expected, `SEED=${seed}, round ${round}`);
  }
  const states = [...model].map(([key, state]) => `${key.split(' ').slice(0, 2).join(' ')} ${state}`).toSorted();
  assert.deepEqual(await heldBy(desk, bank), states, `SEED=${seed}`);
});

/** Holds a row of the import, so that nothing is written, and says how many lines were read of it meanwhile. */
async function linesReadWhileHeld(id: string, pulled: () => number): Promise<number> {
  return inOrganisation(desk.house.database, desk.organisationId, async ({ client }) => {
    await client.query('SELECT FROM recognise.import WHERE id = $1 FOR UPDATE', [id]);
    for (let answers = 0; answers < 3000; answers += 1) await client.query('SELECT 1');
    return pulled();
  });
}

test('a large file streams through: it is never read far ahead of what is written, and every line arrives', async () => {
  const bank = await bankFor(desk);
  const count = 150_000;
  let pulled = 0;
  let held: Promise<number> | undefined;
  async function* generated() {
    for (; pulled < count; pulled += 1000) {
      if (pulled === 1000) {
        const [{ id } = { id: '' }] = await call(desk.house, readImports, desk.curator, { bankId: bank.id });
        held = linesReadWhileHeld(id, () => pulled);
      }
      yield Buffer.from(lines(...Array.from({ length: 1000 }, (_, offset) => hashOf(pulled + offset))));
    }
  }
  const result = await importFile(desk.house, desk.curator, { bankId: bank.id }, generated());
  assert.deepEqual([result.state, result.listed, result.linesRead], ['applied', count, count]);
  const ahead = (await held) ?? 0;
  assert.ok(ahead < 60_000, `${ahead} lines were read while none could be written`);
});
