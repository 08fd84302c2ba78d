// Plain lists as they come: forms, names, bad lines, what is not in force.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadLists } from './index.ts';
import { factsOf, loadTexts, testTime } from './testing.ts';

const pdq = `${'f8'.repeat(16)}${'0'.repeat(32)}`; // 80 ones: may be a PDQ hash
const asked = { pdq, quality: 100 };

test('a bare hash of 64 digits is taken both ways, unless it cannot be PDQ or is named', async () => {
  const both = await loadTexts({ list: `${pdq}\n` });
  assert.deepEqual(both.lists[0]!.algorithms.toSorted(), ['pdq', 'sha256']);
  assert.equal(both.match(factsOf(asked))[0]?.algorithm, 'pdq');
  assert.equal(both.match(factsOf({ sha256: pdq }))[0]?.algorithm, 'sha256');
  const digest = await loadTexts({ list: `${'f'.repeat(64)}\n` });
  assert.deepEqual(digest.algorithms, ['sha256']);
  assert.deepEqual((await loadTexts({ list: `${pdq}\n` }, { algorithm: 'pdq' })).algorithms, ['pdq']);
  assert.deepEqual((await loadTexts({ list: `sha256 ${pdq}\n` })).algorithms, ['sha256']);
});

test('a table with or without its header, with a reference and a classification', async () => {
  for (const [text, entry] of [
    [`algorithm,hash,classification\npdq,${pdq},A1\n`, 'line 2'],
    [`pdq,${pdq},A1\n`, 'line 1'],
    [`PDQ,${pdq.toUpperCase()},A1\r\n`, 'line 1'],
    [`pdq,${pdq},A1,CONTOH-7\n`, 'CONTOH-7'],
    [`id;hash;algorithm;category\nCONTOH-8;${pdq};pdq;A1\n`, 'CONTOH-8'],
    [`{"algorithm":"pdq","hash":"${pdq}","classification":"A1","id":"CONTOH-9"}\n`, 'CONTOH-9'],
    [`\uFEFFalgorithm,hash,classification\npdq,${pdq},A1\n`, 'line 2'],
  ] as const) {
    const [known] = (await loadTexts({ list: text })).match(factsOf(asked));
    assert.deepEqual([known?.entry, known?.classification], [entry, 'A1'], text);
  }
});

test('what is withdrawn, waits for a second person or is past its date is left out, and counted', async () => {
  const lines = ['withdrawn,', 'proposed,', 'disputed,', 'expired,', 'active,2031-03-13', 'active,2031-03-15'];
  const text = `algorithm,state,expires,hash\n${lines.map((line) => `md5,${line},${randomBytes(16).toString('hex')}`).join('\n')}\n`;
  const [list] = (await loadTexts({ list: text })).lists;
  assert.deepEqual([list!.entries, list!.leftOut], [1, 5]);
});

test('a list with bad lines is refused with what is wrong where; the good ones are kept on request', async () => {
  const text = `pdq ${pdq}\npdq abc\nsha9 ${pdq}\n`;
  await assert.rejects(loadTexts({ 'contoh.txt': text }), (fault: Error & { code?: string }) => {
    assert.equal(fault.code, 'list-has-bad-lines');
    assert.match(
      fault.message,
      /contoh\.txt" has 2 bad lines.*line 2: pdq hash of 3 characters.*line 3: algorithm "sha9"/,
    );
    return true;
  });
  const [list] = (await loadTexts({ list: text }, { keepGood: true })).lists;
  assert.deepEqual([list!.entries, list!.bad], [1, 2]);
});

test('what is no list at all is refused by name', async () => {
  await assert.rejects(loadLists([join('nowhere', 'contoh.txt')], { now: testTime }), { code: 'list-not-readable' });
  await assert.rejects(loadTexts({ 'kosong.txt': '' }), /kosong\.txt.*The file is empty/s);
  await assert.rejects(loadTexts({ 'gambar.bin': randomBytes(5000) }), /gambar\.bin/);
  await assert.rejects(loadTexts({ 'contoh.json': '{"@odata.context":"x","value":[]}' }), {
    code: 'list-not-readable',
  });
});

test('a VICS list is read by the reader that is handed in', async () => {
  async function* vics() {
    yield { algorithm: 'md5', hash: 'ab'.repeat(16), entry: '77', classification: '1' } as const;
  }
  const forms = [
    '\uFEFF{ "@odata.context": "x", "value": [] }',
    '{\n "value": []\n}',
    ' [\n]',
    `{"value":[${'0,'.repeat(5000)}0]}`,
  ];
  for (const form of forms)
    assert.equal((await loadTexts({ list: form }, { vics })).lists[0]!.kind, 'vics', form.slice(0, 40));
  const matcher = await loadTexts({ 'contoh.json': forms[0]! }, { vics });
  assert.deepEqual(matcher.match(factsOf({ md5: 'ab'.repeat(16) })), [
    { list: 'contoh.json', entry: '77', algorithm: 'md5', distanceBits: 0, classification: '1' },
  ]);
});

test('two lists of one name are told apart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-lists-'));
  try {
    const file = join(folder, 'contoh.txt');
    await writeFile(file, `md5 ${'a'.repeat(32)}\n`);
    const matcher = await loadLists([file, file, file], { now: testTime });
    assert.deepEqual(
      matcher.match(factsOf({ md5: 'a'.repeat(32) })).map(({ list }) => list),
      ['contoh.txt', 'contoh.txt (2)', 'contoh.txt (3)'],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('without any list nothing is known and nothing was asked', async () => {
  const matcher = await loadLists([], { now: testTime });
  assert.deepEqual([matcher.lists, matcher.algorithms, matcher.match(factsOf(asked))], [[], [], []]);
});
