// Across servers: from the one the tests run on to an embedded one and back, beside a running desk, and as an operator's
// ordinary database user who is no superuser.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { sealEvents } from '../audit/sealer.ts';
import { verifyRecord } from '../audit/verify.ts';
import { makeBank, match } from '../recognise/index.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { openBare, openHouse } from '../runtime/open.ts';
import { administer, testServer } from '../testing/database.ts';
import { call } from '../verbs/verb.ts';
import { createBackup, restoreBackup } from './index.ts';
import {
  afterwards,
  bankGiven,
  connected,
  contentOf,
  emptyFolder,
  emptyPlace,
  type FilledDesk,
  openFilledDesk,
  openRooms,
  silent,
  wallsOf,
} from './testing.ts';

let desk: FilledDesk;
before(async () => {
  desk = await openFilledDesk();
});
after(() => desk?.close());

const now = () => new Date();
const restore = (place: Configuration, file: string) => restoreBackup({ configuration: place, log: silent, now }, file);

/** A data folder whose database is embedded in it. */
async function embeddedPlace(t: TestContext): Promise<Configuration> {
  const place = { ...(await emptyPlace(t)), databaseUrl: null };
  await chmod(place.dataFolder, 0o711); // started by root, PostgreSQL runs as another user, who has to pass through
  return place;
}

async function backUpBeside(t: TestContext, place: Configuration): Promise<string> {
  const file = join(await emptyFolder(t), 'beside.backup');
  const { database, close } = await openBare(place, { log: silent, beside: true });
  try {
    await createBackup({ database, now }, file);
  } finally {
    await close();
  }
  return file;
}

test('to an embedded PostgreSQL, beside its running desk, and back: nothing is lost or changed', async (t) => {
  const first = join(await emptyFolder(t), 'first.backup');
  await createBackup(desk.house, first);
  const embedded = await embeddedPlace(t);
  await restore(embedded, first);

  const house = await openHouse(embedded, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  const postmaster = () => readFile(join(embedded.dataFolder, 'postgres', 'postmaster.pid'), 'utf8');
  const running = await postmaster();
  await call(house, makeBank, desk.person, bankGiven('EMBEDDED'));
  const second = await backUpBeside(t, embedded);
  const beside = await openHouse(embedded, { log: silent, beside: true });
  while ((await sealEvents(beside.database)) > 0);
  assert.equal((await verifyRecord(beside.database)).broken, null);
  await beside.close();
  assert.equal(await postmaster(), running, 'the desk still has its PostgreSQL');
  const asked = { hashes: [{ algorithm: 'sha256', hash: desk.hash }] } as const;
  assert.equal((await call(house, match, desk.person, { hashes: [...asked.hashes] })).answers[0]?.action, 'review');

  const place = await emptyPlace(t);
  await restore(place, second);
  await connected(place, async (database) => {
    const content = await contentOf(desk.house.database);
    const found = await contentOf(database);
    assert.equal(found['recognise.bank']!.length, content['recognise.bank']!.length + 1);
    for (const table of ['recognise.signal', 'recognise.verdict', 'fields.record_key', 'access.person'])
      assert.deepEqual(found[table], content[table], table);
  });
});

test('a database that an older version made is not changed beside a running desk', async (t) => {
  const place = await emptyPlace(t);
  await (await openHouse(place, { log: silent })).close();
  await connected(place, ({ pool }) =>
    pool.query('DELETE FROM runtime.migration WHERE number = (SELECT max(number) FROM runtime.migration)'),
  );
  await assert.rejects(
    openHouse(place, { log: silent, beside: true }),
    /has migration \d+, this version of Suaka knows \d+: start this version's desk once/,
  );
});

/** A place whose database belongs to an ordinary user, who may make roles and is no superuser. */
async function ordinaryPlace(t: TestContext): Promise<Configuration> {
  const user = `suaka_test_owner_${randomBytes(4).toString('hex')}`;
  const place = await emptyPlace(t);
  const name = new URL(place.databaseUrl!).pathname.slice(1);
  await administer(await testServer(), async (client) => {
    await client.query(`CREATE ROLE ${user} LOGIN CREATEROLE`);
    await client.query(`GRANT suaka_app, suaka_node, suaka_backup TO ${user}`);
    await client.query(`ALTER DATABASE ${name} OWNER TO ${user}`);
  });
  afterwards(t, async () => {
    const server = await testServer();
    await administer(server, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`DROP OWNED BY ${user}`);
      await client.query(`DROP ROLE ${user}`);
    });
  });
  return { ...place, databaseUrl: String(Object.assign(new URL(place.databaseUrl!), { username: user })) };
}

test('an owner who is no superuser restores, works and backs up, and sees as much', async (t) => {
  const first = join(await emptyFolder(t), 'first.backup');
  await createBackup(desk.house, first);
  const place = await ordinaryPlace(t);
  await restore(place, first);
  const house = await openHouse(place, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  await call(house, makeBank, desk.person, bankGiven('ORDINARY'));
  assert.equal(await house.jobs.runAll(), 1);
  const second = await backUpBeside(t, place);
  const again = await emptyPlace(t);
  await restore(again, second);
  await connected(again, async (database) => {
    const content = await contentOf(desk.house.database);
    const found = await contentOf(database);
    assert.equal(found['recognise.bank']!.length, content['recognise.bank']!.length + 1);
    assert.deepEqual(found['recognise.signal'], content['recognise.signal']);
    assert.deepEqual(
      (await wallsOf(database)).filter((line) => !line.includes(' last ')),
      (await wallsOf(desk.house.database)).filter((line) => !line.includes(' last ')),
    );
  });
});
