// `suaka verify` as an operator runs it, beside a record with checkpoints: what it proves, what it refuses, and with which
// exit code it ends.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Checkpoint, type ProofOfReport, signProofOfReport } from '../audit/documents.ts';
import { checkpointRecord, sealEvents } from '../audit/sealer.ts';
import { publicKeyPem, signerFromSeed, signerPart } from '../audit/signing.ts';
import { openAccess, setUp } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { asOwner } from '../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { nobody } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { type CommandLine, openCommandLine } from './testing.ts';

const masterKey = randomBytes(32).toString('hex');
const stranger = signerFromSeed(Buffer.alloc(32, 9));
let made: TestHouse;
let line: CommandLine;
let publicKey: string;
let first: Checkpoint;
let proof: ProofOfReport;

before(async () => {
  made = await openTestHouse({ configuration: { masterKey } });
  await openAccess(made.house);
  const founder = { ...nobody, organisationId: newId('organisation') };
  const given = { organisation: 'Rumah Aman Rekaan', name: 'Ayu Rekaan', email: 'ayu@rekaan.example' };
  await call(made.house, setUp, founder, { ...given, password: 'empat kata sandi acak' });
  const signer = made.house.part(signerPart);
  ({ publicKey } = signer);
  await sealEvents(made.house.database);
  first = (await checkpointRecord(made.house.database, { signer, now: made.house.now }))!;
  proof = signProofOfReport(signer, {
    organisation: 'Rumah Aman Rekaan',
    reference: 'kuda-baterai-0001',
    receivedOn: '2031-03-14',
    issuedAt: '2031-03-15T08:00:00.000Z',
  });
  line = await openCommandLine(made);
});
after(async () => {
  await line?.close();
  await made?.close();
});

const suaka = (args: string[], more?: { desk?: boolean; env?: Record<string, string> }) =>
  line.suaka(['verify', ...args], more);
const file = (name: string, content: object | string) => line.file(name, content);

test('a whole record: the chain, its checkpoints and the public key are named', async () => {
  const { code, said } = await suaka([]);
  assert.equal(code, 0, said);
  assert.match(said, /The record is whole: 1 events sealed, 0 not sealed yet, head [0-9a-f]{64}/);
  assert.match(said, /Signed checkpoints that stand on it: 1; the latest is number 1 on seal 1/);
  assert.ok(said.includes(`Public key: ${publicKey}`));
  const { outcome } = await suaka(['--json']);
  assert.deepEqual([outcome.sealed, outcome.publicKey, outcome.keyChecked], [1, publicKey, true]);
});

test('a demanded key is demanded, as digits or as a file', async () => {
  assert.equal((await suaka(['--key', publicKey])).code, 0);
  assert.equal((await suaka(['--key', await file('key.pem', publicKeyPem(publicKey))])).code, 0);
  const other = await suaka(['--key', stranger.publicKey]);
  assert.equal(other.code, 2);
  assert.match(other.said, /Checkpoint 1 does NOT fit: it is signed by another key/);
  const none = await suaka(['--key', await file('no-key.txt', 'nothing')]);
  assert.deepEqual([none.code, /holds no Ed25519 public key/.test(none.said)], [2, true]);
  assert.equal((await suaka(['--key', join(line.folder, 'missing')])).code, 2);
});

test('without the master key the record is proven all the same, and it is said what was not checked', async () => {
  const { code, said } = await suaka([], { env: { SUAKA_MASTER_KEY: 'a'.repeat(64) } });
  assert.equal(code, 0, said);
  assert.match(said, /Whose key it is was not checked, because .*The master key does not fit/);
});

test('a checkpoint kept elsewhere: the record runs through it, or it is said why not', async () => {
  const kept = await file('kept.json', first);
  for (const args of [['--checkpoint', kept], [kept], [kept, '--key', publicKey]])
    assert.match((await suaka(args)).said, /The record runs through the checkpoint that was kept: number 1, seal 1/);
  const forged = await suaka([await file('forged.json', { ...first, seal: 7 })]);
  assert.equal(forged.code, 2);
  assert.match(forged.said, /does NOT run through the checkpoint.*signature does not fit/);
  const signed = stranger.sign(Buffer.from('x'));
  assert.equal((await suaka([await file('stranger.json', { ...first, ...signed })])).code, 2);
  assert.equal((await suaka(['--checkpoint', await file('proof.json', proof)])).code, 2);
});

test('a proof of reporting is checked anywhere with the key, and beside the desk without it', async () => {
  const path = await file('proof.json', proof);
  const anywhere = await suaka([path, '--key', publicKey], { desk: false });
  assert.equal(anywhere.code, 0, anywhere.said);
  assert.match(anywhere.said, /Genuine: Rumah Aman Rekaan received the report kuda-baterai-0001 on 2031-03-14/);
  assert.equal((await suaka([path])).code, 0);
  assert.equal((await suaka([path, '--key', stranger.publicKey], { desk: false })).code, 2);
  const changed = await file('changed.json', { ...proof, receivedOn: '2031-03-13' });
  const { code, said } = await suaka([changed, '--key', publicKey], { desk: false });
  assert.deepEqual([code, /NOT genuine: its signature does not fit/.test(said)], [2, true]);
  const others = signProofOfReport(stranger, {
    organisation: proof.organisation,
    reference: proof.reference,
    receivedOn: proof.receivedOn,
    issuedAt: proof.issuedAt,
  });
  const { code: theirs, said: why } = await suaka([await file('others.json', others)]);
  assert.deepEqual([theirs, /signed by another key/.test(why)], [2, true], why);
});

test('a file of another kind is refused with what would be right', async () => {
  const { code, said } = await suaka([await file('other.json', { kind: 'invoice' })], { desk: false });
  assert.deepEqual(
    [code, /its kind is "invoice"; expected suaka-checkpoint or suaka-proof-of-report/.test(said)],
    [2, true],
  );
});

test('a record cut short under its checkpoint ends the command with 2', async () => {
  await asOwner(made.house.database, async ({ client }) => {
    for (const table of ['event', 'seal'])
      await client.query(`ALTER TABLE audit.${table} DISABLE TRIGGER ALL, NO FORCE ROW LEVEL SECURITY`);
    await client.query(
      'DELETE FROM audit.seal; DELETE FROM audit.event; ALTER TABLE audit.event FORCE ROW LEVEL SECURITY',
    );
  });
  const { code, said } = await suaka([]);
  assert.equal(code, 2, said);
  assert.match(said, /Checkpoint 1 does NOT fit: the record has no seal 1: it was cut short/);
});
