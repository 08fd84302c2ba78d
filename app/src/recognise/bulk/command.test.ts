// `suaka import` and `suaka export`: what they print, the files they write, the codes they end with.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { runCommand } from 'citty';
import { callerOf } from '../../testing/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { approveScanExport, newScanKey, requestScanExport } from '../scan-export/index.ts';
import { bankFor, openTestDesk, type TestDesk } from '../testing.ts';
import { type AtDesk, exportCommand, importCommand } from './command.ts';
import { exitCodes, runExport, runImport, type Terminal } from './command-run.ts';
import { runScanExport } from './scan-run.ts';
import { hashOf, heldBy, importText } from './testing.ts';

let desk: TestDesk;
let folder: string;
before(async () => {
  desk = await openTestDesk();
  folder = await mkdtemp(join(tmpdir(), 'suaka-'));
});
after(async () => {
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

const [a, b] = [hashOf('a'), hashOf('b')];

function terminal(input = '', isTTY = false): Terminal & { said(): { out: string; err: string } } {
  const [out, err] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY, columns: 80 })];
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { in: Readable.from([Buffer.from(input)]), out, err, said: () => ({ out: text(out), err: text(err) }) };
}

async function fileOf(text: string): Promise<string> {
  const path = join(folder, 'list.csv');
  await writeFile(path, text);
  return path;
}

test('a file is imported and the counts are said, nothing on the error stream', async () => {
  const bank = await bankFor(desk);
  const at = terminal();
  const path = await fileOf(`algorithm,hash,shade\npdq,${a},x\npdq,${b},x\npdq,${b},x\n`);
  assert.equal(await runImport(desk.house, desk.curator, { path, bankCode: bank.code }, at), exitCodes.done);
  const { out, err } = at.said();
  assert.match(out, /^imp_\w+: 2 listed, 1 more than once in the file\nColumns not used: shade\n$/);
  assert.equal(err, '');
  assert.equal((await heldBy(desk, bank)).length, 2);
});

test('on a terminal a bar shows how far it is', async () => {
  const bank = await bankFor(desk);
  const at = terminal('', true);
  await runImport(desk.house, desk.curator, { path: await fileOf(`pdq ${a}\n`), bankCode: bank.code }, at);
  assert.match(at.said().err, /100 %/);
});

test('bad lines: which and why, code 2, nothing listed', async () => {
  const bank = await bankFor(desk);
  const at = terminal(`pdq ${a}\n${'no\n'.repeat(30)}`);
  assert.equal(await runImport(desk.house, desk.curator, { path: '-', bankCode: bank.code }, at), exitCodes.refused);
  const { out } = at.said();
  assert.match(out, /nothing was listed/);
  assert.match(out, /30 of 31 lines are bad:\n {2}line 2: hash of 2 characters; expected 32/);
  assert.match(out, /\n {2}and 10 more\n/);
  assert.deepEqual(await heldBy(desk, bank), []);
});

test('for scripts: one line of JSON, also of a refusal', async () => {
  const bank = await bankFor(desk);
  const said = async (text: string, more = {}) => {
    const at = terminal(text);
    const code = await runImport(
      desk.house,
      desk.curator,
      { path: '-', bankCode: bank.code, asJson: true, ...more },
      at,
    );
    return { code, ...JSON.parse(at.said().out) };
  };
  const { code, state, listed } = await said(`${a}\n`, { algorithm: 'pdq', source: 'Made-up Exchange' });
  assert.deepEqual({ code, state, listed }, { code: 0, state: 'applied', listed: 1 });
  const refused = await said(`${a}\n`);
  assert.deepEqual([refused.code, refused.type, refused.status], [2, '/problems/algorithm-ambiguous', 400]);
});

test('a missing file, an unknown bank and a missing permission are code 2 with a sentence', async () => {
  const bank = await bankFor(desk);
  const reader = callerOf(desk.organisationId, ['recognise.look']);
  const runs = [
    [{ path: join(folder, 'missing.csv'), bankCode: bank.code }, desk.curator, /ENOENT.*missing.csv/],
    [{ path: '-', bankCode: 'MISSING' }, desk.curator, /There is no bank "MISSING" here/],
    [{ path: '-', bankCode: bank.code }, reader, /needs the permission "recognise.import"/],
  ] as const;
  for (const [run, caller, message] of runs) {
    const at = terminal(`pdq ${a}\n`);
    assert.equal(await runImport(desk.house, caller, run, at), exitCodes.refused);
    assert.match(at.said().err, message);
  }
});

test('a fault of ours is thrown on, for the command line to end with 1', async () => {
  const bank = await bankFor(desk);
  const at = terminal();
  at.in = Readable.from(
    (async function* () {
      yield Buffer.from('pdq');
      throw new Error('made-up fault');
    })(),
  );
  await assert.rejects(runImport(desk.house, desk.curator, { path: '-', bankCode: bank.code }, at), /made-up fault/);
});

test('an export goes to a file that is complete under its name, or to standard output', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, `pdq ${a}\n`);
  const path = join(folder, 'out.txt');
  assert.equal(
    await runExport(desk.house, desk.curator, { bankCode: bank.code, format: 'lines', path }, terminal()),
    exitCodes.done,
  );
  assert.equal(await readFile(path, 'utf8'), `pdq ${a}\n`);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('partial')),
    [],
  );
  const at = terminal();
  await runExport(desk.house, desk.curator, { bankCode: bank.code, format: 'lines' }, at);
  assert.equal(at.said().out, `pdq ${a}\n`);
});

test('the commands read their arguments and end with the code', async () => {
  const bank = await bankFor(desk);
  const codes: number[] = [];
  const atDesk: AtDesk = async (organisation, permissions, work) => {
    assert.equal(organisation, undefined);
    codes.push(await work(desk.house, callerOf(desk.organisationId, permissions)));
    return 0; // the test's own process ends well
  };
  const path = await fileOf(`${a}\nno\n`);
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    await runCommand(importCommand(atDesk), {
      rawArgs: [path, '--bank', bank.code, '--algorithm', 'pdq', '--source', 'Made-up', '--json'],
    });
    await runCommand(importCommand(atDesk), {
      rawArgs: [path, '--bank', bank.code, '--algorithm', 'pdq', '--keep-good', '--format', 'lines'],
    });
    await runCommand(exportCommand(atDesk), {
      rawArgs: ['--bank', bank.code, '--format', 'ndjson', '--out', join(folder, 'out.ndjson')],
    });
  } finally {
    process.stdout.write = write;
  }
  assert.deepEqual(codes, [2, 0, 0]);
  assert.equal(JSON.parse(await readFile(join(folder, 'out.ndjson'), 'utf8')).hash, a);
});

test('an export for scanning that two people let go is written once, and only under a name', async () => {
  const bank = await bankFor(desk);
  await importText(desk, bank, `pdq ${a}\n`);
  const { id } = await call(desk.house, requestScanExport, desk.curator, {
    bankIds: [bank.id],
    recipient: 'Made-up Cyber Unit',
    recipientKey: newScanKey().publicKey,
    purpose: 'A made-up case',
    validDays: 30,
  });
  const node = nodeCaller(desk.organisationId, ['recognise.export']);
  const path = join(folder, 'contoh.scan');
  const run = async (given: { id: string; path?: string }) => {
    const at = terminal();
    return { code: await runScanExport(desk.house, node, given, at), ...at.said() };
  };
  assert.match((await run({ id, path })).err, /cannot be taken: it is requested/);
  await call(desk.house, approveScanExport, desk.second, { id });
  assert.match((await run({ id })).err, /--out FILE/);
  assert.match((await run({ id, path: join(folder, 'nowhere', 'x') })).err, /ENOENT/);
  assert.deepEqual(await run({ id, path }), {
    code: 0,
    out: `${path} holds ${id}. Only its recipient opens it.\n`,
    err: '',
  });
  assert.match(await readFile(path, 'latin1'), /^suaka-scan-export\/1\n\{"kind":"suaka-scan-export"/);
  assert.match((await run({ id, path })).err, /cannot be taken: it is taken/);
  for (const rawArgs of [[], ['--bank', 'A', '--for-scan', id]])
    await assert.rejects(
      runCommand(
        exportCommand(async () => 0),
        { rawArgs },
      ),
      { code: 'export-of-what' },
    );
});
