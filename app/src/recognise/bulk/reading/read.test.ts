// Reading files: every format, spelling and delimiter says the same; what is bad is named with its line and its reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, streamOf } from '../testing.ts';
import type { StagedHash } from './entry.ts';
import { type Batch, faultsKept, readBatches, type ReadOptions } from './read.ts';

const now = new Date('2031-03-14T00:00:00Z');
const [a, b, c] = [hashOf('a'), hashOf('b'), hashOf('c')];
const md5 = hashOf('md5', 32);
const sha1 = hashOf('sha1', 40);

async function read(parts: string | Uint8Array | (string | Uint8Array)[], options: Partial<ReadOptions> = {}) {
  const all = {
    hashes: [] as StagedHash[],
    faults: [] as Batch['faults'],
    linesRead: 0,
    linesBad: 0,
    format: '',
    ignored: [] as string[],
  };
  for await (const batch of readBatches(streamOf(...[parts].flat()), {
    format: null,
    algorithm: null,
    now,
    ...options,
  })) {
    all.hashes.push(...batch.hashes);
    all.faults.push(...batch.faults);
    all.linesRead += batch.linesRead;
    all.linesBad += batch.linesBad;
    all.format = batch.format;
    all.ignored = batch.ignored;
  }
  return all;
}

const named = (hashes: StagedHash[]) => hashes.map(({ algorithm, hash }) => `${algorithm} ${hash}`);
const faultsOf = async (text: string, options: Partial<ReadOptions> = {}) =>
  (await read(text, options)).faults.map(({ line, reason }) => `${line}: ${reason}`);

const same: [what: string, format: string, text: string][] = [
  ['CSV', 'csv', `algorithm,hash\npdq,${a}\nsha1,${sha1}\n`],
  ['CSV without a last line end', 'csv', `algorithm,hash\npdq,${a}\nsha1,${sha1}`],
  ['CSV with its columns the other way round', 'csv', `hash,algorithm\n${a},pdq\n${sha1},sha1\n`],
  ['CSV under other names, in capitals', 'csv', `Hash Type,HASH_VALUE\nPDQ,${a.toUpperCase()}\nSHA-1,${sha1}\n`],
  ['CSV with a column for each algorithm', 'csv', `pdq,sha1\n${a},\n,${sha1}\n`],
  ['CSV from a spreadsheet', 'csv', `\uFEFF"algorithm";"hash"\r\n"pdq";"${a}"\r\n"sha1";"${sha1}"\r\n`],
  ['CSV with tabs', 'csv', `algorithm\thash\npdq\t${a}\nsha1\t${sha1}\n`],
  ['CSV with bars', 'csv', `algorithm|hash\npdq|${a}\nsha1|${sha1}\n`],
  ['CSV with blank lines', 'csv', `\nalgorithm,hash\n\npdq,${a}\n  \r\nsha1,${sha1}\n\n`],
  ['NDJSON', 'ndjson', `{"algorithm":"pdq","hash":"${a}"}\n{"hash":"${sha1}"}\n`],
  ['NDJSON by algorithm', 'ndjson', `{"pdq":"${a}","quality":null}\r\n\r\n{"sha1":"${sha1}"}`],
  ['lines with their algorithm', 'lines', `pdq ${a}\nsha1 ${sha1}\n`],
  ['lines with their algorithm, tabs and capitals', 'lines', `PDQ\t${a.toUpperCase()}\r\n${sha1}\r\n`],
  ['lines with a comma, which are no header', 'lines', `pdq,${a}\nsha1,${sha1}\n`],
];

for (const [what, format, text] of same)
  test(`${what}: the format is told from the content and the hashes are the same`, async () => {
    const { hashes, faults, linesRead, ...found } = await read(text);
    assert.deepEqual(faults, []);
    assert.equal(found.format, format);
    assert.equal(linesRead, 2);
    assert.deepEqual(
      named(hashes).map((name) => name.toLowerCase()),
      [`pdq ${a}`, `sha1 ${sha1}`],
    );
  });

test('every column is read, whatever it is called; unknown ones are named', async () => {
  const header = 'Category,colour,Hash,Expires At,ID,note,pdq quality,type,status,shade';
  const { hashes, ignored } = await read(
    `${header}\nA1,blue,${a},2031-05-01,r-1,"a, ""b""\nand c",77,pdq,proposed,dark\n`,
  );
  assert.deepEqual(ignored, ['colour', 'shade']);
  const shared = {
    classification: 'A1',
    reference: 'r-1',
    note: 'a, "b"\nand c',
    quality: 77,
    state: 'proposed',
    content: null,
  };
  assert.deepEqual(hashes, [{ ...shared, line: 2, algorithm: 'pdq', hash: a, expiresAt: '2031-05-01T00:00:00.000Z' }]);
});

test('of two names for one column the plainest counts, and the other is named', async () => {
  const { hashes, ignored } = await read(`id,hash,reference,algorithm\nx,${a},y,pdq\n`);
  assert.equal(hashes[0]!.reference, 'y');
  assert.deepEqual(ignored, ['id']);
});

test('several hashes on one line are of one content; so are lines that name the same', async () => {
  const { hashes } = await read(`pdq,md5,content\n${a},${md5},\n${b},,x\n${c},,x\n`);
  assert.deepEqual(
    hashes.map(({ hash, content }) => [hash, content]),
    [
      [a, 'line 2'],
      [md5, 'line 2'],
      [b, 'x'],
      [c, 'x'],
    ],
  );
});

const times: [given: string, read: string][] = [
  ['2031-05-01', '2031-05-01T00:00:00.000Z'],
  ['2031-05-01T12:30', '2031-05-01T12:30:00.000Z'],
  ['2031-05-01 12:30:15Z', '2031-05-01T12:30:15.000Z'],
  ['2031-05-01T12:30:15.5+07:00', '2031-05-01T05:30:15.500Z'],
  ['2031-05-01t12:30:15+0700', '2031-05-01T05:30:15.000Z'],
];
for (const [given, expected] of times)
  test(`an expiry of ${given} is ${expected}`, async () => {
    assert.equal((await read(`pdq,expires\n${a},${given}\n`)).hashes[0]?.expiresAt, expected);
  });

test('states: what is past its date is expired, what its giver doubts is proposed, an end is an end', async () => {
  const lines = ['active,', ',', 'Listed,2031-03-13', 'disputed,', 'withdrawn,2031-03-13', 'deleted,', 'expired,'];
  const { hashes } = await read(`pdq,state,expires\n${lines.map((line) => `${a},${line}`).join('\n')}`);
  assert.deepEqual(
    hashes.map(({ state }) => state),
    ['active', 'active', 'expired', 'proposed', 'withdrawn', 'withdrawn', 'expired'],
  );
});

test('bad lines: each is named with its line, what was seen and what would be right, and the others are read', async () => {
  const bad = [
    `pdq,${a.slice(1)},,,`,
    `pdq,${a.slice(1)}g,,,`,
    `photodna,${a},,,`,
    'pdq,,,,',
    `pdq,${a},101,,`,
    `pdq,${a},-1,,`,
    `pdq,${a},,2031-02-30,`,
    `pdq,${a},,tomorrow,`,
    `pdq,${a},,,gone`,
    `pdq,${a}`,
    `,${a}0,,,`,
    `pdq,${a},,,,more`,
  ];
  const text = ['algorithm,hash,quality,expires,state', ...bad.flatMap((line) => [line, `pdq,${b},1,,`])].join('\n');
  const { faults, hashes, linesRead, linesBad } = await read(text);
  assert.equal(linesRead, 2 * bad.length);
  assert.equal(linesBad, bad.length);
  assert.equal(hashes.length, bad.length);
  assert.deepEqual(
    faults.map(({ line }) => line),
    bad.map((_, position) => 2 + 2 * position),
  );
  assert.deepEqual(
    faults.map(({ reason }) => reason),
    [
      'pdq hash of 63 characters; expected 64 hexadecimal digits',
      'pdq hash with "g" at position 64; expected hexadecimal digits only',
      'algorithm "photodna"; expected one of pdq, md5, sha1, sha256',
      'there is no hash on the line',
      'quality "101"; expected a whole number from 0 to 100',
      'quality "-1"; expected a whole number from 0 to 100',
      'expires "2031-02-30"; expected a date or time in ISO 8601, such as 2031-05-01 or 2031-05-01T12:00:00Z',
      'expires "tomorrow"; expected a date or time in ISO 8601, such as 2031-05-01 or 2031-05-01T12:00:00Z',
      'state "gone"; expected one of active, listed, proposed, disputed, withdrawn, deleted, expired',
      '2 fields; expected 5, as in the header',
      'hash of 65 characters; expected 32 (md5), 40 (sha1) or 64 (pdq, sha256), all hexadecimal digits',
      '6 fields; expected 5, as in the header',
    ],
  );
});

test('texts that are too long, not UTF-8 or hold a NUL are bad lines', async () => {
  const latin1 = Buffer.from(`pdq,note\n${a},caf\xe9\n${b},nul\0\n${c},${'x'.repeat(256)}\n`, 'latin1');
  assert.deepEqual(
    (await read(latin1)).faults.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '2: note "caf\uFFFD" is not text in UTF-8',
      '3: note "nul\\u0000" is not text in UTF-8',
      '4: note of 256 characters; expected at most 255',
    ],
  );
});

test('NDJSON: what is no object, or holds none of text, number and null, is a bad line', async () => {
  const lines = [`{"pdq":"${a}"}`, '{"pdq":', '["pdq"]', 'null', '{"pdq":["x"]}', '{"pdq":true}', '{"shade":1}'];
  assert.deepEqual(await faultsOf(lines.join('\n')), [
    '2: this is no JSON object; expected one on each line, such as {"algorithm":"pdq","hash":"…"}',
    '3: this is no JSON object; expected one on each line, such as {"algorithm":"pdq","hash":"…"}',
    '4: this is no JSON object; expected one on each line, such as {"algorithm":"pdq","hash":"…"}',
    '5: "pdq" is of type array; expected text, a number or null',
    '6: "pdq" is of type boolean; expected text, a number or null',
    '7: there is no hash on the line',
  ]);
});

test('a quote out of place costs its own line only', async () => {
  const text = [
    'hash,note',
    `${md5},5" wide`,
    `"${md5}"x,`,
    `${md5},fine`,
    `${md5},"never closed`,
    `${md5},fine`,
    '',
  ].join('\n');
  const { faults, hashes } = await read(text);
  assert.deepEqual(
    faults.map(({ line }) => line),
    [2, 3, 5],
  );
  assert.match(faults[0]!.reason, /^field 2 has a quote in it but does not begin with one/);
  assert.match(faults[1]!.reason, /^field 1 goes on after its closing quote/);
  assert.match(faults[2]!.reason, /^a quote opens here that is not closed/);
  assert.deepEqual(
    hashes.map(({ line, note }) => [line, note]),
    [
      [4, 'fine'],
      [6, 'fine'],
    ],
  );
});

test('a line longer than 64 kB is one fault, also when it has no end within a megabyte', async () => {
  for (const length of [65_600, 1_000_000]) {
    const { faults, hashes } = await read([`hash,note\n${md5},a\n${md5},`, 'x'.repeat(length), `\n${md5},b\n`]);
    assert.deepEqual(faults, [{ line: 3, reason: 'the line is longer than 65536 characters; no line needs to be' }]);
    assert.deepEqual(
      hashes.map(({ line }) => line),
      [2, 4],
    );
  }
});

test('an open quote before many lines is given up after 64 kB, and those lines are read', async () => {
  const lines = Array.from({ length: 30_000 }, () => `${md5},x`);
  const { faults, hashes } = await read([`hash,note\n${md5},"open\n`, lines.join('\n')]);
  assert.deepEqual(
    faults.map(({ line }) => line),
    [2],
  );
  assert.equal(hashes.length, lines.length);
});

test('faults are all counted and the first ten thousand kept', async () => {
  const { faults, linesBad } = await read(`hash\n${'no\n'.repeat(30_000)}`);
  assert.equal(linesBad, 30_000);
  assert.equal(faults.length, faultsKept);
  assert.equal(faults.at(-1)!.line, faultsKept + 1);
});

test('a bare hash of 64 digits is refused at once, unless the algorithm is named for the file', async () => {
  await assert.rejects(read(`${md5}\n${a}\n`), {
    code: 'algorithm-ambiguous',
    message: /line 2 has 64 digits.*pdq or sha256/,
  });
  await assert.rejects(read(`hash\n${a}\n`), { code: 'algorithm-ambiguous' });
  assert.deepEqual(named((await read(`${a}\nsha1 ${sha1}\n`, { algorithm: 'sha256' })).hashes), [
    `sha256 ${a}`,
    `sha1 ${sha1}`,
  ]);
  assert.deepEqual(await faultsOf(`${a}\n${md5}\n`, { algorithm: 'pdq' }), [
    '2: pdq hash of 32 characters; expected 64 hexadecimal digits',
  ]);
});

const refused: [what: string, bytes: string | Buffer, code: string, message: RegExp][] = [
  ['an empty file', '', 'unknown-format', /^The file is empty/],
  ['nothing but blank lines', '\n \n', 'unknown-format', /^The file is empty/],
  ['a JSON array', `[{"pdq":"${a}"}]`, 'unknown-format', /^The file begins with a JSON array/],
  ['UTF-16', Buffer.from(`\uFEFFpdq\n${a}\n`, 'utf16le'), 'unknown-format', /^The file is not UTF-8 text/],
  [
    'a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0xff, 0xfe]),
    'unknown-format',
    /not UTF-8/,
  ],
  ['prose', 'These are the hashes:\n', 'unknown-format', /^The first line is neither a header nor a hash/],
  ['a table without a header', `${a},A1,77\n`, 'unknown-format', /^The first line is neither/],
];
for (const [what, bytes, code, message] of refused)
  test(`${what} is refused as a whole`, async () => {
    await assert.rejects(read(bytes), { code, message });
  });

test('a header with a quote out of place is refused with the reason', async () => {
  await assert.rejects(read(`hash,"note"s\n${md5},x\n`), {
    code: 'no-hash-column',
    message: /^The header cannot be read: field 2 goes on/,
  });
});

test('a format that is named is not guessed: its header must name hashes', async () => {
  await assert.rejects(read('name,colour\nx,y\n', { format: 'csv' }), {
    code: 'no-hash-column',
    message: /"name", "colour"; expected hash, pdq/,
  });
  assert.deepEqual(await faultsOf('hello\n', { format: 'lines' }), [
    '1: hash of 5 characters; expected 32 (md5), 40 (sha1) or 64 (pdq, sha256), all hexadecimal digits',
  ]);
  assert.deepEqual(await faultsOf('one two three\n', { format: 'lines' }), [
    '1: 3 words; expected a hash, or an algorithm and a hash',
  ]);
});

test('a table with nothing below its header is empty, not wrong', async () => {
  const { linesRead, format } = await read('algorithm,hash\n');
  assert.deepEqual([linesRead, format], [0, 'csv']);
});

test('bytes may come one at a time', async () => {
  const text = `\uFEFFhash;note\r\n${md5};"Küste\r\nund Straße 日本"\r\n${md5};b\r\n`;
  const bytes = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
  assert.deepEqual(await read(bytes), await read(text));
  assert.equal((await read(bytes)).hashes[0]!.note, 'Küste\r\nund Straße 日本');
});
