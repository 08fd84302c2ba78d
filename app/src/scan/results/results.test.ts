// Results as files: whatever evidence calls its files, names run nothing, break nothing and stay what they are.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { RecordCutter } from '../../kit/csv/cut.ts';
import { csvRecord } from '../../kit/csv/record.ts';
import { runFiles } from '../run/folder.ts';
import { madeParts, type MadeUp, nameOf, openRunHere, type RunHere } from '../run/testing.ts';
import type { Found } from '../walk/index.ts';
import { type FileRow, openResults } from './database.ts';
import { shownName } from './names.ts';

let here: RunHere;
beforeEach(async () => {
  here = await openRunHere();
});
afterEach(() => here.close());

const hostile = [
  '=cmd|"/c calc"!A1.jpg',
  '+1.jpg',
  '-2.jpg',
  '@SUM(A1).jpg',
  '\tx.jpg',
  ' =1.jpg',
  'a,b;c.jpg',
  'quote".jpg',
  'two\r\nlines.jpg',
  '<script>alert(1)</script>.jpg',
  '</style><img src=x onerror=alert(1)>.jpg',
  "'; DROP TABLE file; --.jpg",
  'right\u{202E}gpj.exe',
  'nul\0.jpg',
  '\u{1B}[2Jclear.jpg',
  `${'long/'.repeat(800)}x.jpg`,
  'half\u{D800}.jpg',
];
const files: MadeUp[] = [
  ...hostile.map((name): MadeUp => ({ name, content: name })),
  { name: Buffer.from([0x66, 0xff, 0xfe]), content: 'no UTF-8' },
];

async function rows(): Promise<FileRow[]> {
  const database = openResults(join(here.out, runFiles.results));
  try {
    return database.prepare('SELECT * FROM file ORDER BY id').all() as unknown as FileRow[];
  } finally {
    database.close();
  }
}

test('in the table every name is itself, and what text cannot say is kept as bytes', async () => {
  await here.run(madeParts(files).parts);
  const found = await rows();
  assert.equal(found.length, files.length);
  const names = new Set(found.map(({ path }) => path));
  for (const name of hostile) if (!/[\0\u{D800}]/u.test(name)) assert.ok(names.has(name), JSON.stringify(name));
  const nul = found.find(({ path }) => path.startsWith('nul'))!;
  assert.deepEqual([nul.path, Buffer.from(nul.path_bytes!, 'base64').toString()], ['nul\u{2400}.jpg', 'nul\0.jpg']);
  const odd = found.find(({ path }) => path.startsWith('f\u{FFFD}'))!;
  assert.deepEqual(Buffer.from(odd.path_bytes!, 'base64'), Buffer.from([0x66, 0xff, 0xfe]));
});

test('as CSV no cell is a formula, and every line has as many cells as the first', async () => {
  await here.run(madeParts(files).parts);
  const text = await here.file('csv');
  const lines = [...new RecordCutter(csvRecord(',')).push(text, true)].map((line) => {
    assert.ok('value' in line, 'fault' in line ? line.fault : '');
    return line.value;
  });
  assert.equal(lines.length, files.length + 1);
  for (const cells of lines) {
    assert.equal(cells.length, lines[0]!.length);
    for (const cell of cells) assert.doesNotMatch(cell, /^\s*[=+@|%-]/, cell);
  }
  assert.ok(lines.some(([path]) => path === `'${hostile[0]}`));
  assert.ok(lines.some(([path]) => path === 'two\r\nlines.jpg'));
});

test('on both pages a name is text: no markup, nothing hidden, nothing turned around', async () => {
  const twice = files.flatMap((file) => [file, { ...file, name: `copy of ${String(file.name)}` }]);
  const out = madeParts(twice);
  await here.run(out.parts, { caseNumber: '<b>K</b>\u{202E}', operator: '"><script>' });
  for (const [file, language] of [
    ['page', 'id'],
    ['pageEn', 'en'],
  ] as const) {
    const page = await here.file(file);
    assert.ok(page.includes(`<html lang="${language}">`));
    assert.doesNotMatch(page, /<(script|img|b|link|iframe)\b/i);
    assert.ok(!/[\p{Cf}\p{Cs}]/u.test(page) && !page.includes('\0') && !page.includes('\u{1B}'));
    assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  }
});

test('what people see of a name says what it hides', () => {
  assert.equal(shownName('a\u{202E}b\n\u{200B}\u{D800}é.jpg'), 'a<U+202E>b<U+000A><U+200B><U+D800>é.jpg');
});

test('an archive that stayed closed is one line, with its digests and why', async () => {
  const closed: Found[] = [
    { is: 'unreadable', name: nameOf('a.zip'), root: 0, place: '', of: 'archive', why: 'bomb', sizeBytes: 3 },
    {
      is: 'unreadable',
      name: nameOf('a.zip!/b.zip'),
      root: 0,
      place: '4',
      of: 'archive',
      why: 'too-deep',
      sizeBytes: 3,
    },
    { is: 'unreadable', name: nameOf('a.zip!/c'), root: 0, place: '5', of: 'file', why: 'encrypted', sizeBytes: 9 },
  ];
  const archives: MadeUp[] = [
    { name: 'a.zip', content: 'zip', kind: 'other', type: 'application/zip' },
    { name: 'a.zip!/b.zip', place: '4', content: 'zip within', kind: 'other', type: 'application/zip' },
  ];
  const outcome = await here.run(madeParts(archives, closed).parts);
  assert.ok(outcome.ended === 'finished');
  assert.deepEqual([outcome.summary.files, outcome.summary.unreadable], [3, 3]);
  const found = await rows();
  assert.deepEqual(
    found.map(({ path, verdict, why, sha256 }) => [path, verdict, why, sha256 === null]),
    [
      ['a.zip', 'unreadable', 'bomb', false],
      ['a.zip!/b.zip', 'unreadable', 'too-deep', false],
      ['a.zip!/c', 'unreadable', 'encrypted', true],
    ],
  );
});

test('what is known stays known where its picture is damaged, and its copies are known with it', async () => {
  const known = [
    { list: 'rekaan.csv', entry: '1', algorithm: 'sha256' as const, distanceBits: 0, classification: null },
  ];
  const same = { content: 'listed', known, unreadable: 'damaged' as const };
  const outcome = await here.run(
    madeParts([
      { name: 'a', ...same },
      { name: 'b', ...same },
    ]).parts,
  );
  assert.ok(outcome.ended === 'finished');
  assert.deepEqual([outcome.summary.known, outcome.summary.unreadable], [2, 0]);
  const found = await rows();
  assert.deepEqual(
    found.map(({ group_number: group, copy_of: of }) => [group, of]),
    [
      [1, null],
      [1, 1],
    ],
  );
});

test('in the order of paths also what an archive holds ten times', async () => {
  const inside = [10, 9, 2, 1, 0].map((n): MadeUp => ({ name: 'a.zip!/x', place: String(n), content: `${n}` }));
  await here.run(madeParts(inside).parts);
  assert.deepEqual(
    (await rows()).map(({ place }) => place),
    ['0', '1', '2', '9', '10'],
  );
});

test('the manifest of what was read names every file, by path, size and digest', async () => {
  await here.run(madeParts(files).parts);
  const lines = (await readFile(join(here.out, runFiles.read), 'utf8')).trimEnd().split('\n');
  assert.equal(lines.length, files.length);
  for (const line of lines) assert.match(JSON.parse(line).sha256, /^[0-9a-f]{64}$/);
});

test('everything that a run leaves is in its seal, but the seal itself and the lock', async () => {
  await here.run(madeParts(files).parts);
  const { files: digests } = JSON.parse(await here.file('seal')) as { files: Record<string, string> };
  for (const name of await readdir(here.out))
    assert.equal(name in digests, name !== runFiles.seal && name !== runFiles.lock, name);
});
