// VICS out and in again, and in from elsewhere: both models, hash sets and cases, in chunks of any size, whole or refused.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { runFiles } from '../../run/folder.ts';
import { madeParts, type MadeUp, openRunHere, type RunHere } from '../../run/testing.ts';
import type { ListedHash } from '../../types.ts';
import { isVics, readVics } from './index.ts';

let here: RunHere;
beforeEach(async () => {
  here = await openRunHere();
});
afterEach(() => here.close());

const pdq = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
const md5 = 'A'.repeat(32);
const sha1 = 'B'.repeat(40);
const head1 = '"odata.metadata":"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media"';
const head2 = '"@odata.context":"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases"';

async function read(
  given: string | AsyncIterable<Uint8Array>,
  chunk = 1 << 16,
): Promise<{ hashes: ListedHash[]; faults: string[] }> {
  const bytes = typeof given === 'string' ? Buffer.from(given) : null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes!.length; at += chunk) yield bytes!.subarray(at, at + chunk);
  }
  const faults: string[] = [];
  const hashes: ListedHash[] = [];
  for await (const hash of readVics(bytes ? chunks() : (given as AsyncIterable<Uint8Array>), (entry, why) =>
    faults.push(`${entry}: ${why}`),
  ))
    hashes.push(hash);
  return { hashes, faults };
}

const vics = (category: string) => [
  { list: 'set.json', entry: '9', algorithm: 'md5' as const, distanceBits: 0, classification: category },
];

test('what a run writes reads as a list of the same hashes, in both models', async () => {
  const files: MadeUp[] = [
    { name: 'one.jpg', content: 'one', pdq, known: vics('vics:2') },
    { name: 'copy "of" one.jpg', content: 'one', pdq, known: vics('vics:2') },
    { name: 'new {[,:]}\\.jpg', content: 'new' },
    { name: 'a.mp4', content: 'film', kind: 'video', type: 'video/mp4', known: vics('A') },
    { name: 'notes.txt', content: 'text', kind: 'other', type: null },
  ];
  await here.run(madeParts(files).parts);
  const one = await read(createReadStream(join(here.out, runFiles.vics1)));
  const two = await read(createReadStream(join(here.out, runFiles.vics2)));
  assert.deepEqual([one.faults, two.faults], [[], []]);
  const digests = ({ hashes }: { hashes: ListedHash[] }) =>
    hashes.filter(({ algorithm }) => algorithm === 'md5' || algorithm === 'sha1');
  assert.deepEqual(digests(one), digests(two));
  assert.equal(
    digests(one).length,
    6,
    'three media: what is equal is one, and what is no picture and no video is none',
  );
  // In the order of paths: the film, whose list says nothing in numbers; one; what is new.
  const categories = [...new Map(two.hashes.map(({ entry, classification }) => [entry, classification])).values()];
  assert.deepEqual(categories, ['vics:0', 'vics:2', 'vics:0']);
  assert.ok(two.hashes.some(({ algorithm, hash }) => algorithm === 'pdq' && hash === pdq));
  const [first] = JSON.parse(await here.file('vics2')).value;
  assert.equal(first.CaseNumber, 'K-1');
  const places = first.Media.find((medium: { Category: number }) => medium.Category === 2).MediaFiles;
  assert.deepEqual(
    places.map(({ FileName }: { FileName: string }) => FileName),
    ['copy "of" one.jpg', 'one.jpg'],
  );
  assert.ok(isVics(await here.file('vics1')) && isVics(await here.file('vics2')));
});

test('a hash set and a case are read at any cut, with a byte order mark and fields in any order', async () => {
  const medium = {
    MediaID: 4,
    Category: 1,
    MD5: md5,
    SHA1: sha1,
    Exifs: [{ Media: [{ MD5: 'no' }] }],
    Comments: '"}]{',
  };
  const set = `\u{FEFF}{${head1},"value":[${JSON.stringify(medium)}]}`;
  const found = { hashes: [listed('md5', md5), listed('sha1', sha1)], faults: [] };
  for (const chunk of [1, 2, 3, 7, 1000]) assert.deepEqual(await read(set, chunk), found, `chunks of ${chunk}`);
  const files = { ...medium, MediaFiles: [{ MD5: 'C'.repeat(32), FileName: 'x' }] };
  const one = `{"value":[{"CaseID":"1","Media":[${JSON.stringify(files)}],"CaseNumber":"2"},{"Media":[]}],${head2}}`;
  for (const chunk of [1, 5, 1000]) assert.deepEqual(await read(one, chunk), found, `chunks of ${chunk}`);
});

const listed = (algorithm: ListedHash['algorithm'], hash: string): ListedHash => ({
  algorithm,
  hash: hash.toLowerCase(),
  entry: '4',
  classification: 'vics:1',
});

test('what cannot be taken is told with its entry, and the rest is read', async () => {
  const media = [{ MediaID: 'x', MD5: 'short' }, { Category: 1 }, { MediaID: 3, MD5: md5, SHA1: null, Category: 'B' }];
  const { hashes, faults } = await read(`{${head1},"value":${JSON.stringify(media)}}`);
  assert.deepEqual(hashes, [{ algorithm: 'md5', hash: md5.toLowerCase(), entry: '3', classification: null }]);
  assert.deepEqual(faults, ['x: its md5 is not 32 hexadecimal digits', '2: it has no md5, sha1, sha256 or pdq']);
});

test('of a file cut short anywhere nothing passes for the whole', async () => {
  const whole = `{${head1},"value":[{"MediaID":1,"MD5":"${md5}"}]}`;
  for (let length = 0; length < whole.length; length += 1)
    await assert.rejects(() => read(whole.slice(0, length)), /no VICS file/, `cut at ${length}`);
  for (const wrong of [
    '[1,2]]',
    '{"value":[}',
    `${whole}{}`,
    'MD5,SHA1',
    '{"a":'.repeat(100),
    '{"value":[{"MD5":tru}]}',
  ])
    await assert.rejects(() => read(wrong), /no VICS file/, wrong);
});

test('an entry without end is refused before it fills the memory', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`{${head1},"value":[{"Comments":"`);
    for (;;) yield Buffer.alloc(1 << 20, 'x');
  }
  await assert.rejects(() => read(endless()), /longer than/);
});

test('a case with many media is read one at a time', async () => {
  const count = 20_000;
  async function* many(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`{${head2},"value":[{"CaseID":"1","Media":[`);
    for (let n = 0; n < count; n += 1)
      yield Buffer.from(`${n ? ',' : ''}{"MediaID":${n},"MD5":"${n.toString(16).padStart(32, '0')}"}`);
    yield Buffer.from(']}]}');
  }
  const { hashes } = await read(many());
  assert.deepEqual([hashes.length, hashes.at(-1)?.entry], [count, String(count - 1)]);
});
