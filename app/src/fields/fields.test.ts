// Encrypted fields on a real PostgreSQL: bound to their place, their organisation and their key; erased with their key;
// found by equality only; and a wrong master key noticed before anything is read.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { signerPart } from '../audit/signing.ts';
import { asNode, asOwner, inOrganisation, type Work } from '../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { type Fields, openFields } from './index.ts';
import { masterKeyFile } from './master-key.ts';

const masterKey = randomBytes(32).toString('hex');
let made: TestHouse;
let fields: Fields;
let organisation: string;

before(async () => {
  made = await openTestHouse({ configuration: { masterKey } });
  fields = await openFields(made.house);
  organisation = await made.organisation();
});
after(() => made?.close());

const table = 'test.thing';
const within = <T>(work: (work: Work) => Promise<T>, id = organisation): Promise<T> =>
  inOrganisation(made.house.database, id, work);

/** Opens the same database again with other keys, as after a restart; closes it afterwards. */
async function restartedWith<T>(key: string | null, use: (house: TestHouse) => Promise<T>): Promise<T> {
  const again = await openTestHouse({ database: made.database, configuration: { masterKey: key } });
  try {
    return await use(again);
  } finally {
    await again.close();
  }
}

test('what was sealed opens again, nothing stays nothing, and the stored bytes do not show the text', async () => {
  await within(async (work) => {
    const sealed = await fields.seal(work, { table, id: 'one' }, { name: 'Nama Rekaan', note: null, empty: '' });
    assert.equal(sealed.note, null);
    assert.ok(!Buffer.concat([sealed.name!, sealed.empty!]).includes('Rekaan'));
    const [opened] = await fields.unseal(work, table, [{ id: 'one', ...sealed, other: 7 }], ['name', 'note', 'empty']);
    assert.deepEqual(opened, { id: 'one', name: 'Nama Rekaan', note: null, empty: '', other: 7 });
  });
});

test('a value moved to another row, column or table does not open', async () => {
  await within(async (work) => {
    const { name } = await fields.seal(work, { table, id: 'moved' }, { name: 'Nama Rekaan' });
    await fields.seal(work, { table, id: 'target' }, { name: 'Nama Lain' });
    await assert.rejects(fields.unseal(work, table, [{ id: 'target', name }], ['name']));
    await assert.rejects(fields.unseal(work, table, [{ id: 'moved', email: name }], ['email']));
    await assert.rejects(fields.unseal(work, 'test.other', [{ id: 'moved', name }], ['name']));
  });
});

test('another organisation cannot open it, even holding the bytes', async () => {
  const other = await made.organisation('Another Made-up Agency');
  const { name } = await within((work) => fields.seal(work, { table, id: 'walled' }, { name: 'Nama Rekaan' }));
  await within(async (work) => {
    await assert.rejects(fields.unseal(work, table, [{ id: 'walled', name }], ['name']), /no key in this organisation/);
  }, other);
});

test('erasing a record destroys its fields, lets the rest open, and takes no new content', async () => {
  await within(async (work) => {
    const gone = await fields.seal(work, { table, id: 'erased' }, { name: 'Nama Hilang' });
    const kept = await fields.seal(work, { table, id: 'kept' }, { name: 'Nama Tetap' });
    await fields.eraseRecord(work, 'erased', made.house.now());
    await fields.eraseRecord(work, 'erased', made.house.now());
    const rows = [
      { id: 'erased', ...gone },
      { id: 'kept', ...kept },
    ];
    assert.deepEqual(await fields.unseal(work, table, rows, ['name']), [
      { id: 'erased', name: null },
      { id: 'kept', name: 'Nama Tetap' },
    ]);
    await assert.rejects(fields.seal(work, { table, id: 'erased' }, { name: 'Kembali' }), /was erased/);
  });
  const left = await asOwner(made.house.database, ({ client }) =>
    client.query(
      `SELECT (SELECT count(*) FROM fields.record_key WHERE record_id = 'erased') AS keys, (SELECT count(*) FROM fields.erasure) AS noted`,
    ),
  );
  assert.deepEqual(left.rows, [{ keys: 0, noted: 1 }]);
});

test('a blind index is equal exactly for the same purpose and text, also on another node', async () => {
  const blind = fields.blind('test.email', 'a@rekaan.example');
  assert.equal(blind.length, 32);
  assert.deepEqual(fields.blind('test.email', 'a@rekaan.example'), blind);
  assert.notDeepEqual(fields.blind('test.email', 'b@rekaan.example'), blind);
  assert.notDeepEqual(fields.blind('test.phone', 'a@rekaan.example'), blind);
  await restartedWith(masterKey, async ({ house }) => {
    assert.deepEqual((await openFields(house)).blind('test.email', 'a@rekaan.example'), blind);
  });
});

test('another database gives other blind indexes under the same master key', async () => {
  const other = await openTestHouse({ configuration: { masterKey } });
  const blind = (await openFields(other.house)).blind('test.email', 'a@rekaan.example');
  await other.close();
  assert.notDeepEqual(blind, fields.blind('test.email', 'a@rekaan.example'));
});

test('the desk signs with one key, the same on another node, and another in another database', async () => {
  const secret = fields.secretFor('test');
  assert.equal(secret.length, 32);
  assert.notDeepEqual(fields.secretFor('test.other'), secret);
  const { publicKey } = made.house.part(signerPart);
  await restartedWith(masterKey, async ({ house }) => {
    assert.deepEqual((await openFields(house)).secretFor('test'), secret);
    assert.equal(house.part(signerPart).publicKey, publicKey);
  });
  const other = await openTestHouse({ configuration: { masterKey } });
  await openFields(other.house);
  const theirs = other.house.part(signerPart).publicKey;
  await other.close();
  assert.notEqual(theirs, publicKey);
});

test('a wrong master key is refused at start, naming both fingerprints and neither key', async () => {
  const wrong = randomBytes(32).toString('hex');
  await restartedWith(wrong, async ({ house }) => {
    await assert.rejects(openFields(house), (fault: Error) => {
      assert.match(
        fault.message,
        /does not fit this database: SUAKA_MASTER_KEY has the fingerprint [0-9a-f]{32}, the database needs [0-9a-f]{32} \(version 1\)/,
      );
      assert.ok(!fault.message.includes(wrong) && !fault.message.includes(masterKey));
      return true;
    });
  });
});

test('a lost key file is not replaced by a new key', async () => {
  const fresh = await openTestHouse({ configuration: { masterKey: null } });
  try {
    await openFields(fresh.house);
    await rm(masterKeyFile(fresh.house.configuration));
    const again = await openTestHouse({ database: fresh.database, configuration: { masterKey: null } });
    await assert.rejects(openFields(again.house), /master key is missing/);
    await again.close();
  } finally {
    await fresh.close();
  }
});

test('a new master key before the old one takes over: everything opens, nothing is wrapped by the old one any more', async () => {
  const newer = randomBytes(32).toString('hex');
  const ids = Array.from({ length: 1205 }, (_, number) => `rotated-${number}`); // more than one batch
  const sealed = await within(async (work) => {
    const rows = [];
    for (const id of ids) rows.push({ id, ...(await fields.seal(work, { table, id }, { name: `Nama ${id}` })) });
    return rows;
  });
  const blind = fields.blind('test.email', 'a@rekaan.example');
  await restartedWith(`${newer},${masterKey}`, ({ house }) => openFields(house));
  const versions = await asNode(made.house.database, ({ client }) =>
    client.query(
      'SELECT version, retired_at IS NOT NULL AS retired, (SELECT count(*) FROM fields.record_key k WHERE k.key_version = version) > 0 AS used FROM fields.master_key ORDER BY version',
    ),
  );
  assert.deepEqual(versions.rows, [
    { version: 1, retired: true, used: false },
    { version: 2, retired: false, used: true },
  ]);
  await restartedWith(newer, async ({ house }) => {
    const renewed = await openFields(house);
    const opened = await within((work) => renewed.unseal(work, table, sealed, ['name']));
    assert.deepEqual(
      opened.map((row) => row.name),
      ids.map((id) => `Nama ${id}`),
    );
    assert.deepEqual(renewed.blind('test.email', 'a@rekaan.example'), blind);
    assert.equal(house.part(signerPart).publicKey, made.house.part(signerPart).publicKey);
  });
  await restartedWith(masterKey, async ({ house }) => {
    await assert.rejects(openFields(house), /the database needs [0-9a-f]{32} \(version 2\)/);
  });
  await assert.rejects(
    within((work) => fields.unseal(work, table, sealed.slice(0, 1), ['name'])),
    /does not hold version 2 of the master key.*restart it/,
  );
});
