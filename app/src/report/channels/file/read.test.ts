// Reading a file of reports: what the header may be called, what a cell may hold, and each bad line by its number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawFrom, newSeed } from '../../../testing/draw.ts';
import { told } from '../../filing/file.ts';
import { type Column, columns, headerIn } from './columns.ts';
import { mostBytes, mostLines, readLines } from './read.ts';
import { toldOf, wordsFor } from './values.ts';

async function* streamOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}
const read = (...parts: (string | Uint8Array)[]) => readLines(streamOf(...parts));
const refusal = async (...parts: (string | Uint8Array)[]) => {
  const thrown = await read(...parts).then(
    () => null,
    (fault: { code?: string }) => fault,
  );
  return thrown?.code;
};

test('a header is understood in either language, in any order, with any of four delimiters', async () => {
  const cells = { concern: 'grooming', ageBand: '14', story: 'Satu' };
  for (const text of [
    'perihal,umur,cerita\ngrooming,14,Satu\n',
    'Story;CONCERN;Age band\r\nSatu;grooming;14\r\n',
    '\uFEFFkelompok_umur\tkronologi\tjenis kasus\n14\tSatu\tgrooming',
    'usia|uraian|masalah|\n14|Satu|grooming|\n',
  ])
    assert.deepEqual(await read(text), [{ line: 2, cells }], text);
});

test('the columns that we write ourselves are all understood, in both languages', async () => {
  for (const language of ['id', 'en'] as const) {
    const values = columns.map((column) => `isi ${column}`);
    const [line] = await read(`${headerIn(language).join(';')}\n${values.join(';')}\n`);
    assert.deepEqual(line, {
      line: 2,
      cells: Object.fromEntries(columns.map((column) => [column, `isi ${column}`])),
    });
  }
});

test('a column nobody knows, one given twice and a missing one are refused by name', async () => {
  assert.equal(await refusal('umur;cerita\n1;x\n'), 'no-concern-column');
  assert.equal(await refusal(''), 'no-concern-column');
  assert.equal(await refusal('perihal;catatan rahasia\ngrooming;x\n'), 'unknown-columns');
  assert.equal(await refusal('perihal;umur;usia\ngrooming;1;2\n'), 'column-twice');
});

test('a line that cannot be read is named and costs nothing else', async () => {
  const latin = Buffer.from('grooming;caf\xe9\n', 'latin1');
  assert.deepEqual(
    await read(
      'perihal;cerita\n',
      'grooming;a"b\n',
      'grooming\n',
      'grooming;x;y\n',
      latin,
      'unsure;"dua\nbaris"\n',
      '\n',
      'unsure;z',
    ),
    [
      { line: 2, unreadable: 'quotes' },
      { line: 3, unreadable: 'fields' },
      { line: 4, unreadable: 'fields' },
      { line: 5, unreadable: 'not-utf8' },
      { line: 6, cells: { concern: 'unsure', story: 'dua\nbaris' } },
      { line: 9, cells: { concern: 'unsure', story: 'z' } },
    ],
  );
});

test('what is no text is refused at its first bytes: a picture, a workbook, UTF-16', async () => {
  assert.equal(await refusal(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])), 'file-not-text');
  assert.equal(await refusal(Buffer.from('PK\x03\x04xxxx')), 'file-not-text');
  assert.equal(await refusal(Buffer.from('perihal;umur\n', 'utf16le')), 'file-not-text');
});

test('too many lines and too many bytes end the reading, whatever comes after', async () => {
  let sent = 0;
  async function* endless(piece: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from('perihal;cerita\n');
    for (;;) {
      sent += piece.length;
      yield Buffer.from(piece);
    }
  }
  await assert.rejects(readLines(endless('grooming;x\n'.repeat(1000))), { code: 'too-many-lines' });
  assert.ok(sent < 2 * mostLines * 11 + 1_000_000, `${sent} bytes were read`);
  sent = 0;
  await assert.rejects(readLines(endless(`grooming;${'x'.repeat(50_000)}\n`)), { code: 'file-too-large' });
  assert.ok(sent < mostBytes + 1_000_000, `${sent} bytes were read`);
  assert.equal((await read('perihal\n', 'grooming\n'.repeat(mostLines))).length, mostLines);
});

const tellsAs = (cells: Partial<Record<Column, string>>) => told.safeParse(toldOf({ concern: 'unsure', ...cells }));

test('cells hold codes or the words of either language, and ages in years', () => {
  const same = [
    { concern: 'sextortion', inDanger: 'yes', relation: 'guardian', extortion: 'now', paid: 'no', spread: 'private' },
    {
      concern: 'Pemerasan seksual',
      inDanger: 'Ya',
      relation: 'orang tua atau pengasuh',
      extortion: 'Sedang terjadi',
      paid: 'Belum',
      spread: 'Ke orang tertentu',
    },
    {
      concern: 'Sexual extortion',
      inDanger: 'TRUE',
      relation: 'Parent or carer',
      extortion: 'Happening now',
      paid: '0',
      spread: 'To single people',
    },
  ].map((cells) => tellsAs(cells).data);
  assert.equal(same[0]?.inDanger, true);
  assert.equal(same[0]?.paid, false);
  assert.deepEqual(same[1], same[0]);
  assert.deepEqual(same[2], same[0]);
  const bands = ['0', '12', '13', '17', '18', '70', 'di bawah 13', '13-17', 'Dewasa'].map(
    (ageBand) => tellsAs({ ageBand }).data?.ageBand,
  );
  assert.deepEqual(bands, ['under-13', 'under-13', '13-17', '13-17', 'adult', 'adult', 'under-13', '13-17', 'adult']);
});

test('every word that the page offers for a column is understood there', () => {
  const contact = { address: '0811', hours: 'sore', senderName: 'Toko', codePhrase: 'tujuh' };
  for (const language of ['id', 'en'] as const)
    for (const column of ['concern', 'relation', 'ageBand', 'extortion', 'spread', 'way', 'voicemail'] as const)
      for (const word of wordsFor(language, column).split(', ')) {
        const isContact = column === 'way' || column === 'voicemail';
        const others = isContact ? { ...contact, way: 'phone', voicemail: 'never' } : {};
        assert.ok(tellsAs({ ...others, [column]: word }).success, `${column}: ${word}`);
      }
});

test('an empty cell is an answer that was not given, and a half contact is refused', () => {
  assert.deepEqual(
    [tellsAs({}).data?.inDanger, tellsAs({}).data?.ageBand, tellsAs({}).data?.contact],
    [null, null, null],
  );
  const { error } = tellsAs({ way: 'wa', address: '0811' });
  assert.deepEqual(
    error?.issues.map(({ path }) => path.at(-1)),
    ['hours', 'senderName', 'voicemail', 'codePhrase'],
  );
});

test('a number behind a quote that keeps it from being a formula is the number', async () => {
  const [line] = await read("perihal;akun\nunsure;'+62 811 0000 0000\n");
  assert.deepEqual(line, { line: 2, cells: { concern: 'unsure', items: '+62 811 0000 0000' } });
});

test('random noise below a header is read to its end, each line once and in order', async () => {
  const seed = newSeed();
  const draw = drawFrom(seed);
  const pieces = ['a', ';', '"', '""', '\n', '\r\n', ' ', 'é', 'grooming', '\t', ','];
  for (let round = 0; round < 300; round += 1) {
    const noise = Array.from({ length: draw(60) }, () => pieces[draw(pieces.length)]).join('');
    const lines = (await read('perihal;cerita\n', noise)).map(({ line }) => line);
    assert.deepEqual(
      lines,
      [...new Set(lines)].toSorted((a, b) => a - b),
      `SEED=${seed}: ${JSON.stringify(noise)}`,
    );
    assert.ok(
      lines.every((line) => line > 1 && line <= noise.split('\n').length + 1),
      `SEED=${seed}`,
    );
  }
});
