// Checkpoints of the record: signed when they are due, proven with the chain, and each way of tampering with the record,
// with a checkpoint or with the key shows.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { secondMs } from '../kit/time.ts';
import { asOwner, inOrganisation } from '../runtime/database.ts';
import { openLog } from '../runtime/log.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { checkpointEveryMs } from './checkpoints.ts';
import { type Checkpoint, signCheckpoint } from './documents.ts';
import { writeEvent } from './record.ts';
import { checkpointRecord, sealEvents, startSealing } from './sealer.ts';
import { signerFromSeed } from './signing.ts';
import { verifyCheckpoints, verifyKeptCheckpoint, verifyRecord } from './verify.ts';

const signer = signerFromSeed(Buffer.alloc(32, 1));
const stranger = signerFromSeed(Buffer.alloc(32, 2));
let made: TestHouse;
let organisation: string;
beforeEach(async () => {
  made = await openTestHouse();
  organisation = await made.organisation();
});
afterEach(() => made?.close());

async function happen(count: number): Promise<void> {
  await inOrganisation(made.house.database, organisation, async (work) => {
    for (let number = 0; number < count; number += 1)
      await writeEvent(work, {
        at: made.house.now(),
        organisationId: organisation,
        actorKind: 'node',
        actorId: 'node',
        verb: 'test.happen',
        thing: `thing-${number}`,
        facts: {},
      });
  });
}
const seal = () => sealEvents(made.house.database);
const sign = (atOnce = false, by = signer) =>
  checkpointRecord(made.house.database, { signer: by, now: made.house.now }, atOnce);

/** The record with these numbers of events, and a checkpoint after each. */
async function recordOf(...counts: number[]): Promise<Checkpoint[]> {
  const signed: Checkpoint[] = [];
  for (const count of counts) {
    await happen(count);
    await seal();
    signed.push((await sign(true))!);
  }
  return signed;
}

/** What someone does who owns the database. */
const tamper = (...statements: string[]) =>
  asOwner(made.house.database, async ({ client }) => {
    for (const table of ['event', 'seal', 'checkpoint', 'signing_key'])
      await client.query(`ALTER TABLE audit.${table} DISABLE TRIGGER ALL, NO FORCE ROW LEVEL SECURITY`);
    for (const statement of statements) await client.query(statement);
  });
const brokenCheckpoint = async (key: string | null = signer.publicKey) =>
  (await verifyCheckpoints(made.house.database, key)).broken;

test('a checkpoint is due with the first seal, then after ten minutes with new seals, or after 1,000 of them', async () => {
  assert.equal(await sign(), null, 'nothing is sealed yet');
  await happen(2);
  await seal();
  assert.deepEqual([(await sign())?.number, await sign()], [1, null]);
  made.forward(2 * checkpointEveryMs);
  assert.equal(await sign(), null, 'time alone makes none');
  await happen(1);
  await seal();
  assert.equal((await sign())?.seal, 3);
  made.forward(checkpointEveryMs - secondMs);
  await happen(999);
  await seal();
  assert.equal(await sign(), null);
  await happen(1);
  await seal();
  assert.equal((await sign())?.seal, 1003);
  await happen(1);
  await seal();
  made.forward(checkpointEveryMs);
  assert.deepEqual([(await sign())?.number, await sign(true)], [4, null]);
});

test('stopping seals what is left and signs it', async () => {
  const sealing = startSealing(made.house.database, openLog({ logLevel: 'silent' }), { signer, now: made.house.now });
  await recordOf(3);
  await happen(2);
  await sealing.stop();
  const { latest } = await verifyCheckpoints(made.house.database, signer.publicKey);
  assert.deepEqual([latest?.number, latest?.seal], [2, 5]);
  assert.equal((await verifyRecord(made.house.database)).unsealed, 0);
});

test('a whole record proves every checkpoint, also one that was kept elsewhere', async () => {
  const signed = await recordOf(3, 4, 1);
  const { count, latest, broken } = await verifyCheckpoints(made.house.database, signer.publicKey);
  assert.deepEqual([count, latest, broken], [3, signed[2], null]);
  for (const kept of signed)
    assert.equal(await verifyKeptCheckpoint(made.house.database, kept, signer.publicKey), null);
});

test('checkpoints and keys are append-only for everyone who does not take the triggers away', async () => {
  await recordOf(1);
  for (const statement of [
    'UPDATE audit.checkpoint SET number = 2',
    'DELETE FROM audit.checkpoint',
    'DELETE FROM audit.signing_key',
    'TRUNCATE audit.checkpoint',
  ])
    await assert.rejects(
      asOwner(made.house.database, ({ client }) => client.query(statement)),
      /append-only/,
      statement,
    );
});

test('a checkpoint that was changed, removed, or signed by another key shows', async () => {
  const cases: [string, number, RegExp][] = [
    [`UPDATE audit.checkpoint SET at = at + interval '1 hour' WHERE number = 2`, 2, /signature does not fit/],
    [`UPDATE audit.checkpoint SET seal_number = 5 WHERE number = 2`, 2, /signature does not fit/],
    [`UPDATE audit.checkpoint SET head = sha256('x') WHERE number = 1`, 1, /signature does not fit/],
    [`DELETE FROM audit.checkpoint WHERE number = 2`, 3, /checkpoint 2 is missing/],
  ];
  await recordOf(3, 3, 3);
  for (const [statement, number, why] of cases) {
    await tamper('CREATE TABLE kept AS SELECT * FROM audit.checkpoint', statement);
    const broken = await brokenCheckpoint();
    assert.equal(broken?.number, number, statement);
    assert.match(broken?.why ?? '', why);
    await tamper('DELETE FROM audit.checkpoint', 'INSERT INTO audit.checkpoint SELECT * FROM kept', 'DROP TABLE kept');
  }
  assert.equal(await brokenCheckpoint(), null);
  await recordOf(1);
  await happen(1);
  await seal();
  await sign(true, stranger);
  assert.match((await brokenCheckpoint())?.why ?? '', /signed by another key/);
  assert.equal(await brokenCheckpoint(null), null, 'without a key to demand, a stranger’s goes unnoticed');
});

test('a checkpoint that goes back to an earlier seal shows, rightly signed as it is', async () => {
  await recordOf(2, 2);
  await asOwner(made.house.database, async (work) => {
    const { rows } = await work.client.query('SELECT hash FROM audit.seal WHERE number = 1');
    const head = rows[0].hash.toString('hex');
    const back = signCheckpoint(signer, { number: 3, seal: 1, head, at: made.house.now().toISOString() });
    await work.client.query(
      'INSERT INTO audit.checkpoint SELECT $1, $2, $3, $4, fingerprint, $5 FROM audit.signing_key',
      [back.number, back.seal, rows[0].hash, back.at, Buffer.from(back.signature, 'hex')],
    );
  });
  assert.match((await brokenCheckpoint())?.why ?? '', /no later seal than checkpoint 2/);
});

test('a record that was cut short shows, inside while checkpoints are left, and by a kept one when none is', async () => {
  const [first, second] = await recordOf(3, 3);
  await tamper(
    'DELETE FROM audit.seal WHERE number > 4',
    'DELETE FROM audit.event WHERE id NOT IN (SELECT event_id FROM audit.seal)',
  );
  assert.equal((await verifyRecord(made.house.database)).broken, null, 'the chain alone does not know');
  assert.match((await brokenCheckpoint())?.why ?? '', /no seal 6: it was cut short/);
  await tamper('DELETE FROM audit.checkpoint WHERE number = 2');
  assert.equal(await brokenCheckpoint(), null, 'nor do the checkpoints that are left');
  assert.equal(await verifyKeptCheckpoint(made.house.database, first!, signer.publicKey), null);
  assert.match(
    (await verifyKeptCheckpoint(made.house.database, second!, signer.publicKey)) ?? '',
    /no seal 6: it was cut short/,
  );
});

test('a record that was rewritten and sealed anew from the first event on shows by a kept checkpoint', async () => {
  const [kept] = await recordOf(3);
  await tamper(
    'DELETE FROM audit.checkpoint',
    'DELETE FROM audit.seal',
    `UPDATE audit.event SET actor_id = 'someone-else' WHERE thing = 'thing-1'`,
    `UPDATE audit.sealed_below SET mark = '0'`,
  );
  await seal();
  assert.equal((await verifyRecord(made.house.database)).broken, null, 'the new chain fits in itself');
  assert.match(
    (await verifyKeptCheckpoint(made.house.database, kept!, signer.publicKey)) ?? '',
    /seal 3 has another hash now: the record was rewritten/,
  );
});

test('a kept checkpoint that someone made up does not pass for the desk’s', async () => {
  const [kept] = await recordOf(2);
  const forged = { ...kept!, ...stranger.sign(Buffer.from('x')) };
  assert.match((await verifyKeptCheckpoint(made.house.database, forged, null)) ?? '', /signature does not fit/);
  assert.match(
    (await verifyKeptCheckpoint(made.house.database, kept!, stranger.publicKey)) ?? '',
    /signed by another key/,
  );
});

test('two nodes sign each checkpoint once', async () => {
  await happen(5);
  await seal();
  const signed = await Promise.all(Array.from({ length: 6 }, () => sign(true)));
  assert.equal(signed.filter((each) => each !== null).length, 1);
  assert.equal((await verifyCheckpoints(made.house.database, signer.publicKey)).count, 1);
});
