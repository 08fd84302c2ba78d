// The file by itself: what was written is read, and whatever was cut, changed or never was a backup is refused.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { checkBackup } from './check.ts';
import { type Header, lastLine } from './format.ts';
import { openBackup } from './read.ts';
import { emptyFolder } from './testing.ts';
import { type Section, writeBackup } from './write.ts';

const seed = Number(process.env.SUAKA_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}`);
/** mulberry32, so that a failure can be had again. */
const draw = ((state: number) => () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
})(seed);

const tables = [
  { schema: 'made_up', name: 'empty', columns: ['a'] },
  { schema: 'made_up', name: 'full', columns: ['a', 'b'] },
];
const header: Header = {
  product: '0.0.0',
  postgres: '15.0',
  takenAt: '2031-03-14T01:59:26.000Z',
  migrations: [{ number: 1, name: 'made-up', sha256: 'a'.repeat(64) }],
  masterKeys: [],
  tables,
};
const rows = Array.from({ length: 5000 }, (_, n) => `${n}\t${randomBytes(9).toString('hex')}\n`).join('');
const sequences = [{ schema: 'made_up', name: 'numbers', last: 5000 }];

/** The rows cut at arbitrary places, as they arrive from PostgreSQL. */
async function* sections(): AsyncGenerator<Section> {
  yield { kind: 'table', value: tables[0]! };
  yield { kind: 'table-end', rows: 0 };
  yield { kind: 'table', value: tables[1]! };
  const bytes = Buffer.from(rows);
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + Math.floor(draw() * 60_000);
    yield { kind: 'rows', bytes: bytes.subarray(at, at + length) };
    at += length;
  }
  yield { kind: 'table-end', rows: 5000 };
  yield { kind: 'sequences', value: sequences };
}

async function written(t: TestContext, content: AsyncIterable<Section> = sections(), head = header): Promise<string> {
  const file = join(await emptyFolder(t), 'made-up.backup');
  await writeBackup(file, head, content);
  return file;
}

test('what was written is read again', async (t) => {
  const file = await written(t);
  const read: Buffer[] = [];
  const kinds = new Set<string>();
  for await (const frame of (await openBackup(file)).frames) {
    kinds.add(frame.kind);
    if (frame.kind === 'rows') read.push(frame.bytes);
    if (frame.kind === 'sequences') assert.deepEqual(frame.value, sequences);
  }
  assert.equal(Buffer.concat(read).toString(), rows);
  assert.deepEqual([...kinds], ['table', 'table-end', 'rows', 'sequences', 'end']);
  const checked = await checkBackup(file);
  assert.deepEqual(checked.tables, [
    { table: 'made_up.empty', rows: 0 },
    { table: 'made_up.full', rows: 5000 },
  ]);
  assert.deepEqual(checked.header, header);
});

test('a file cut short anywhere is refused', async (t) => {
  const file = await written(t);
  const whole = await readFile(file);
  const begin = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1;
  await writeFile(file, Buffer.concat([whole.subarray(0, begin), Buffer.from(lastLine)]));
  await assert.rejects(checkBackup(file), { code: 'backup-cut-short' }, 'nothing between its first and last lines');
  const cuts = [0, 1, 14, 20, whole.length - 1, ...Array.from({ length: 40 }, () => Math.floor(draw() * whole.length))];
  for (const length of cuts) {
    await writeFile(file, whole.subarray(0, length));
    const code = length < 15 ? 'not-a-backup' : 'backup-cut-short';
    await assert.rejects(checkBackup(file), { name: 'Refusal', code }, `cut at ${length} of ${whole.length}`);
  }
  await writeFile(file, Buffer.concat([whole, Buffer.from('\n')]));
  await assert.rejects(checkBackup(file), { code: 'backup-cut-short' }, 'followed by something');
});

test('a file with one bit changed anywhere is refused', async (t) => {
  const file = await written(t);
  const whole = await readFile(file);
  for (let trial = 0; trial < 200; trial += 1) {
    const at = Math.floor(draw() * whole.length);
    const changed = Buffer.from(whole);
    changed[at]! ^= 1 << Math.floor(draw() * 8);
    await writeFile(file, changed);
    await assert.rejects(checkBackup(file), { name: 'Refusal' }, `changed at ${at} of ${whole.length}`);
  }
});

test('a file of another kind is refused for what it is, and one of a newer format as such', async (t) => {
  const file = join(await emptyFolder(t), 'other');
  for (const content of ['', '\n', 'PGDMP and more\n', 'suaka backup\n', randomBytes(9000)]) {
    await writeFile(file, content);
    await assert.rejects(checkBackup(file), { code: 'not-a-backup' });
  }
  await assert.rejects(checkBackup(`${file}s`), { code: 'no-such-file' });
  await writeFile(file, 'suaka backup 2\n{}\n');
  await assert.rejects(checkBackup(file), { code: 'backup-newer', message: /its format is 2, this one reads 1/ });
});

const liars: [what: string, content: Section[], message: RegExp][] = [
  ['a count that is not that of the rows', [{ kind: 'rows', bytes: Buffer.from('a\nb\n') }], /has 2 rows and says 1/],
  ['a frame out of place', [{ kind: 'table', value: tables[0]! }], /after table comes what does not belong there/],
  ['a table too few', [], /holds 1 of 2 tables/],
];
for (const [what, content, message] of liars)
  test(`${what} is refused, though the checksums fit`, async (t) => {
    async function* lying(): AsyncGenerator<Section> {
      yield { kind: 'table', value: tables[0]! };
      yield* content;
      yield { kind: 'table-end', rows: content.length };
      yield { kind: 'sequences', value: [] };
    }
    await assert.rejects(checkBackup(await written(t, lying())), { code: 'backup-damaged', message });
  });

test('a writer that fails leaves nothing, and never takes the place of another file', async (t) => {
  const folder = await emptyFolder(t);
  const file = join(folder, 'made-up.backup');
  async function* failing(): AsyncGenerator<Section> {
    yield* sections();
    throw new Error('The made-up failure');
  }
  await assert.rejects(writeBackup(file, header, failing()), /The made-up failure/);
  assert.deepEqual(await readdir(folder), []);
  await writeFile(file, 'kept');
  await assert.rejects(writeBackup(file, header, sections()), { code: 'file-exists' });
  assert.equal(await readFile(file, 'utf8'), 'kept');
  assert.deepEqual(await readdir(folder), ['made-up.backup']);
});
