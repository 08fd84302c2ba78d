// `suaka verify` as an operator runs it, beside a record with checkpoints: what it proves, what it refuses, and with which
// exit code it ends.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { type Checkpoint, type ProofOfReport, signProofOfReport } from '../audit/documents.ts';
import { checkpointRecord, sealEvents } from '../audit/sealer.ts';
import { publicKeyPem, signerFromSeed, signerPart } from '../audit/signing.ts';
import { openAccess, setUp } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { dayMs } from '../kit/time.ts';
import { asOwner } from '../runtime/database.ts';
import { approveDisclosure, discloseNotices, readLog, requestDisclosure, sealDue } from '../remove/index.ts';
import { callerOf, openTestHouse, type TestHouse } from '../testing/house.ts';
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

/** The log of a desk without notices, four days long, and its disclosure, as lines. */
async function logAndSalts(): Promise<{ log: string[]; salts: string[] }> {
  const organisationId = await made.organisation();
  const { house, forward } = made;
  for (let day = 0; day < 4; day += 1) {
    await sealDue(house);
    forward(dayMs);
  }
  const batches = await call(house, readLog, { ...nobody, organisationId }, { after: 0 });
  const [asker, other] = [
    callerOf(organisationId, ['remove.supervise']),
    callerOf(organisationId, ['remove.supervise']),
  ];
  const days = { from: batches[0]!.day, to: batches.at(-1)!.day, body: 'Lembaga Rekaan', basis: 'Surat contoh' };
  const asked = await call(house, requestDisclosure, asker, days);
  await call(house, approveDisclosure, other, asked);
  const file = await text(await call(house, discloseNotices, asker, asked));
  return { log: batches.map((batch) => JSON.stringify(batch)), salts: file.trim().split('\n') };
}

test('a log of notices is proven anywhere, by itself and with its salts; what does not hold is named and ends with 2', async () => {
  const { log, salts } = await logAndSalts();
  const written = (name: string, lines: string[]) => file(name, lines.join('\n'));
  const [logFile, saltsFile] = [await written('log.ndjson', log), await written('salts.ndjson', salts)];
  const away = { desk: false };
  const alone = await suaka(['--log', logFile, '--key', publicKey], away);
  assert.equal(alone.code, 0, alone.said);
  assert.match(alone.said, /The log is whole: 4 batches[\s\S]*was not checked: give the salts with --salts/);
  const opened = await suaka(['--log', logFile, '--salts', saltsFile], away);
  assert.equal(opened.code, 0, opened.said);
  assert.match(opened.said, /every commitment is explained, 0 notices and 128 of padding: none is missing/);
  assert.match(opened.said, /Whose key it is was not checked/);
  const others = await suaka(['--log', logFile, '--key', stranger.publicKey], away);
  assert.deepEqual([others.code, /other-key: batch 1/.test(others.said)], [2, true], others.said);
  const short = await written('short.ndjson', log.slice(0, 3));
  const cut = await suaka(['--log', short, '--salts', saltsFile, '--json'], away);
  assert.equal(cut.code, 2);
  const faults = cut.outcome.faults as { fault: string; where: string }[];
  assert.deepEqual([...new Set(faults.map(({ fault }) => fault))].toSorted(), ['log-cut-short', 'place-unknown']);
  const goesOn = await suaka(['--log', logFile, '--kept', short], away);
  assert.deepEqual(
    [goesOn.code, /goes on where the copy that was kept ended, with batch 3/.test(goesOn.said)],
    [0, true],
  );
  const shorter = await suaka(['--log', short, '--kept', logFile], away);
  assert.deepEqual([shorter.code, /log-cut-short: batch 4/.test(shorter.said)], [2, true], shorter.said);
  const missing = await written('missing.ndjson', salts.toSpliced(7, 1));
  const unexplained = await suaka(['--log', logFile, '--salts', missing], away);
  assert.deepEqual([unexplained.code, /commitment-unexplained: place 7 of batch 1/.test(unexplained.said)], [2, true]);
});

test('files that are not there, and a log beside something else, are refused', async () => {
  const log = await file('one.ndjson', '{}');
  const gone = await suaka(['--log', join(line.folder, 'gone.ndjson')], { desk: false });
  assert.deepEqual([gone.code, /gone\.ndjson" cannot be read/.test(gone.said)], [2, true], gone.said);
  assert.equal((await suaka(['--salts', log], { desk: false })).code, 2);
  assert.equal((await suaka([log, '--log', log], { desk: false })).code, 2);
  const unreadable = await suaka(['--log', log], { desk: false });
  assert.deepEqual([unreadable.code, /line-unreadable: line 1/.test(unreadable.said)], [2, true], unreadable.said);
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
