// Archives that were made to do harm, or that broke: each is a line, what can still be read is read, and nothing ends.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { drawFrom, newSeed } from '../../testing/draw.ts';
import { damages } from '../testing/damage.ts';
import { tarBlock, tarEnd, tarFile } from '../testing/tar-file.ts';
import { zipFile, type ZipMember } from '../testing/zip-file.ts';
import { withoutMaps } from './sparse.ts';
import { allFound, contentOf, folderWith, line, lines, readAll, sha256 } from './testing.ts';

const text = (words: string) => Buffer.from(words);
const small = { unquestionedBytes: 1_000_000, maxRatio: 100 };

it('names encrypted files in a zip, and reads the others', async (test) => {
  const zip = zipFile([
    { name: 'locked', bytes: text('?'.repeat(20)), says: { flags: 1 } },
    { name: 'aes', bytes: text('?'.repeat(20)), says: { flags: 1, method: 99 } },
    { name: 'open', bytes: text('o') },
  ]);
  const folder = await folderWith(test, 'a.zip', zip);
  assert.deepEqual(await lines([folder]), [
    'file a.zip',
    'file a.zip!/open',
    'unreadable file a.zip!/aes: encrypted',
    'unreadable file a.zip!/locked: encrypted',
  ]);
  const hidden = zipFile([{ name: 'x', bytes: text('x'), says: { flags: 0x40 } }]); // the directory itself is encrypted
  const found = await lines([await folderWith(test, 'b.zip', hidden)]);
  assert.deepEqual(found, ['file b.zip', 'unreadable archive b.zip: encrypted']);
});

it('names methods of packing that it does not know', async (test) => {
  const zip = zipFile([{ name: 'lzma', bytes: text('x'), says: { method: 14 } }, { name: 'open' }]);
  const found = await lines([await folderWith(test, 'a.zip', zip)]);
  assert.deepEqual(found, ['file a.zip', 'file a.zip!/open', 'unreadable file a.zip!/lzma: no-decoder']);
});

it('names links in archives', async (test) => {
  const zip = zipFile([{ name: 'link', bytes: text('/etc'), says: { attributes: 0o120777 * 0x10000 } }]);
  assert.deepEqual(await lines([await folderWith(test, 'a', zip)]), ['file a', 'passed a!/link: link']);
  const nothing = Buffer.alloc(0);
  const tar = Buffer.concat([
    tarBlock('soft', nothing, { type: '2', linkTo: '../../etc/passwd' }),
    tarBlock('hard', nothing, { type: '1', linkTo: 'soft' }),
    tarBlock('null', nothing, { type: '3' }),
    tarBlock('pipe', nothing, { type: '6' }),
    tarBlock('folder/', nothing, { type: '5' }),
    tarEnd,
  ]);
  assert.deepEqual(await lines([await folderWith(test, 'b', tar)]), [
    'file b',
    'passed b!/hard: link',
    'passed b!/null: device',
    'passed b!/pipe: pipe',
    'passed b!/soft: link',
  ]);
});

it('reads tars of every age: without magic, with long names, and names what is sparse', async (test) => {
  const pax = (...lines: string[]) => tarBlock('pax', text(lines.map(paxLine).join('')), { type: 'x' });
  const tar = Buffer.concat([
    tarBlock('oldest', text('1'), { magic: '' }),
    tarBlock('gnu', text('2'), { magic: 'ustar  ' }),
    tarBlock('././@LongLink', text(`${'g'.repeat(300)}\0`), { type: 'L', magic: 'ustar  ' }),
    tarBlock('cut', text('3'), { magic: 'ustar  ' }),
    pax(`path=${'p'.repeat(300)}`, 'mtime=1500000000.5'),
    tarBlock('cut', text('4')),
    tarBlock('sparse', text('holes'), { type: 'S', magic: 'ustar  ' }),
    pax('GNU.sparse.major=1', 'GNU.sparse.name=map'),
    tarBlock('GNUSparseFile.0/map', text('1\n0\n5\n')),
    tarBlock('last', text('5'), { type: '7' }),
    tarEnd,
  ]);
  const folder = await folderWith(test, 'x', tar);
  const read = [...(await readAll([folder]))].slice(1);
  assert.deepEqual(read, [
    ['x!/oldest', '1'],
    ['x!/gnu', '2'],
    [`x!/${'g'.repeat(300)}`, '3'],
    [`x!/${'p'.repeat(300)}`, '4'],
    ['x!/last', '5'],
  ]);
  const found = await allFound([folder]);
  assert.deepEqual(
    found.map(line).filter((each) => !each.startsWith('file')),
    ['unreadable file x!/sparse: no-decoder', 'unreadable file x!/map: no-decoder'],
  );
  const timed = found.find(({ name }) => name.text.endsWith('ppp'));
  assert.equal(timed?.is === 'file' && timed.entry.modifiedAt, '2017-07-14T02:40:00.500Z');
});

function paxLine(field: string): string {
  for (let length = field.length; ; length += 1) {
    const whole = `${length} ${field}\n`;
    if (whole.length === length) return whole;
  }
}

it('goes on after a sparse file whose map needs blocks of its own, wherever the bytes are cut', async (test) => {
  const sparse = tarBlock('sparse', Buffer.alloc(0), { type: 'S', magic: 'ustar  ', sizeBytes: 3000, mapGoesOn: true });
  const map = (goesOn: boolean) => Buffer.alloc(512, 'm').fill(goesOn ? 1 : 0, 504, 505);
  const stored = Buffer.concat([randomBytes(3000), Buffer.alloc(72)]);
  const next = tarBlock('next', text('next'));
  const tar = Buffer.concat([tarBlock('first', text('1')), sparse, map(true), map(false), stored, next, tarEnd]);
  for (const whole of [tar, gzipSync(tar)]) {
    const folder = await folderWith(test, 'x', whole);
    assert.equal((await readAll([folder])).get('x!/next'), 'next');
    assert.deepEqual(await lines([folder]), [
      'file x',
      'file x!/first',
      'file x!/next',
      'unreadable file x!/sparse: no-decoder',
    ]);
  }
  for (let size = 1; size < 1600; size += 7) {
    const kept: Buffer[] = [];
    for await (const part of withoutMaps(inParts(tar, size))) kept.push(part);
    assert.deepEqual(Buffer.concat(kept), Buffer.concat([tarBlock('first', text('1')), sparse, stored, next, tarEnd]));
  }
});

it('takes nothing out of a body that looks like the header of a sparse file', async (test) => {
  const body = Buffer.concat([
    tarBlock('trap', Buffer.alloc(0), { type: 'S', mapGoesOn: true }),
    Buffer.alloc(512, 'x'),
  ]);
  const size = tarBlock('pax', text(paxLine(`size=${body.length}`)), { type: 'x' });
  const header = tarBlock('file', Buffer.alloc(0), { sizeBytes: 0 }); // which the header before it overrules
  const tar = Buffer.concat([size, header, body, tarBlock('next', text('next')), tarEnd]);
  const read = await readAll([await folderWith(test, 'x', tar)]);
  assert.deepEqual([...read.values()].slice(1), [sha256(body), 'next']);
});

async function* inParts(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

it('tells a bomb of files that share their bytes in one line, and unpacks none of it', async (test) => {
  const kernel: ZipMember = { name: 'f0', bytes: Buffer.alloc(20_000), deflate: true };
  const sharing = Array.from({ length: 500 }, (_, n) => ({ ...kernel, name: `f${n + 1}`, shares: true }));
  const found = await lines([await folderWith(test, 'a.zip', zipFile([kernel, ...sharing]))]);
  assert.deepEqual(found, ['file a.zip', 'unreadable archive a.zip: bomb']);
});

it('tells a single file that unpacks beyond reason, and reads the others', async (test) => {
  const zip = zipFile([
    { name: 'photo', bytes: randomBytes(5000) },
    { name: 'zeros', bytes: Buffer.alloc(20_000_000), deflate: true },
    { name: 'text', bytes: Buffer.alloc(900_000, 'x'), deflate: true }, // much for its size, and still nothing
  ]);
  const found = (await allFound([await folderWith(test, 'a.zip', zip)], small)).map(line);
  assert.deepEqual(found, [
    'file a.zip',
    'file a.zip!/photo',
    'unreadable file a.zip!/zeros: bomb',
    'file a.zip!/text',
  ]);
});

it('tells many files that unpack beyond reason together', async (test) => {
  const members = Array.from({ length: 40 }, (_, n) => ({
    name: `f${n}`,
    bytes: Buffer.alloc(900_000),
    deflate: true,
  }));
  const found = await lines([await folderWith(test, 'a.zip', zipFile(members))], small);
  assert.deepEqual(found, ['file a.zip', 'unreadable archive a.zip: bomb']);
});

it('counts what archives within an archive hold together', async (test) => {
  const inner = zipFile(
    Array.from({ length: 4 }, (_, n) => ({ name: `f${n}`, bytes: Buffer.alloc(400_000), deflate: true })),
  );
  const bomb = zipFile(Array.from({ length: 30 }, (_, n) => ({ name: `${n}.zip`, bytes: inner, deflate: true })));
  const found = await lines([await folderWith(test, 'a.zip', bomb)], small);
  assert.ok(found.filter((each) => each.endsWith(': bomb')).length > 0);
  assert.ok(found.filter((each) => /!\/f\d/.test(each)).length < 100, 'of 120 files');
});

it('stops at more entries than are allowed', async (test) => {
  const zip = zipFile(Array.from({ length: 101 }, (_, n) => ({ name: `f${n}` })));
  assert.deepEqual(await lines([await folderWith(test, 'a', zip)], { maxEntries: 100 }), [
    'file a',
    'unreadable archive a: bomb',
  ]);
  const tar = await tarFile(Array.from({ length: 101 }, (_, n) => ({ name: `f${n}` })));
  const found = await lines([await folderWith(test, 'b', tar)], { maxEntries: 100 });
  assert.equal(found.length, 102);
  assert.equal(found.at(-1), 'unreadable archive b: bomb');
});

it('ends a tar.gz that unpacks beyond reason, after what came before', async (test) => {
  const zeros = Array.from({ length: 50 }, (_, n) => tarBlock(`zeros${n}`, Buffer.alloc(900_000)));
  const many = Buffer.concat([tarBlock('first', text('1')), ...zeros, tarEnd]);
  const one = Buffer.concat([tarBlock('first', text('1')), tarBlock('zeros', Buffer.alloc(50_000_000)), tarEnd]);
  const [ofMany, ofOne] = [
    await folderWith(test, 'a.tgz', gzipSync(many)),
    await folderWith(test, 'a.tgz', gzipSync(one)),
  ];
  const bomb = 'unreadable archive a.tgz: bomb';
  assert.deepEqual(await lines([ofOne], small), ['file a.tgz', 'file a.tgz!/first', bomb], 'it says so beforehand');
  const found = (await allFound([ofMany], small)).map(line);
  assert.deepEqual(found.slice(0, 2), ['file a.tgz', 'file a.tgz!/first']);
  assert.equal(found.at(-1), bomb);
  assert.ok(found.length < 12, `${found.length} of 50 were unpacked`);
});

it('unpacks no more than a zip said, and tells what differs from it', async (test) => {
  const large = Buffer.alloc(500_000, 'x');
  const zip = zipFile([
    { name: 'more', bytes: large, deflate: true, says: { sizeBytes: 1000 } },
    { name: 'more-in-a-stream', bytes: large, deflate: true, says: { sizeBytes: 300_000 } },
    { name: 'less', bytes: text('short'), deflate: true, says: { sizeBytes: 100 } },
    { name: 'other', bytes: text('bytes'), says: { crc: 1 } },
    { name: 'sizes', bytes: text('bytes'), says: { sizeBytes: 3 } },
    { name: 'noise', bytes: randomBytes(100), says: { method: 8 } },
    { name: 'good', bytes: text('good') },
    { name: 'beyond', bytes: text('x'), deflate: true, says: { packedBytes: 480 } }, // behind it are 439
  ]);
  const found = await allFound([await folderWith(test, 'a.zip', zip)]);
  assert.deepEqual(await Promise.all(found.slice(1).map(contentOf)), [
    '! bomb',
    '! bomb',
    '! damaged',
    '! damaged',
    'unreadable file a.zip!/sizes: damaged',
    '! damaged',
    'good',
    'unreadable file a.zip!/beyond: damaged',
  ]);
});

it('tells what is left of a truncated archive', async (test) => {
  const members = Array.from({ length: 50 }, (_, n) => ({ name: `f${n}`, bytes: randomBytes(20_000) }));
  const tar = await tarFile(members);
  for (const [name, whole] of Object.entries({ 'a.tar': tar, 'a.tgz': gzipSync(tar) })) {
    const folder = await folderWith(test, name, whole.subarray(0, whole.length / 2));
    const found = await allFound([folder]);
    const files = found.slice(1).filter((each) => each.is === 'file');
    assert.ok(files.length >= 24 && files.length <= 25, `${name}: ${files.length} of the first 25 files`);
    assert.deepEqual(
      await Promise.all(files.map(contentOf)),
      members.slice(0, files.length).map(({ bytes }) => sha256(bytes)),
    );
    assert.deepEqual(found.slice(files.length + 1).map(line), [
      `unreadable file ${name}!/f${files.length}: damaged`,
      `unreadable archive ${name}: damaged`,
    ]);
  }
  const zip = zipFile(members);
  const cut = await lines([await folderWith(test, 'a.zip', zip.subarray(0, zip.length / 2))]);
  assert.deepEqual(cut, ['file a.zip', 'unreadable archive a.zip: damaged'], 'the directory is at its end');
});

it('tells an end that is missing also where no file of the archive is', async (test) => {
  const packed = gzipSync(await tarFile([{ name: 'whole', bytes: text('whole') }]));
  const folder = await folderWith(test, 'a.tgz', packed.subarray(0, packed.length - 4));
  assert.equal((await readAll([folder])).get('a.tgz!/whole'), 'whole');
  assert.equal((await lines([folder])).at(-1), 'unreadable archive a.tgz: damaged');
});

it('ends on every damage with a line, and never with an error', { timeout: 120_000 }, async (test) => {
  const seed = newSeed();
  test.diagnostic(`SEED=${seed}`);
  const draw = drawFrom(seed);
  const members = Array.from({ length: 12 }, (_, n) => ({
    name: `f${n}`,
    bytes: randomBytes(draw(3000)),
    deflate: n % 2 === 0,
  }));
  const tar = await tarFile(members);
  const wholes = [zipFile(members), tar, gzipSync(tar), zipFile([{ name: 'i.tar', bytes: tar, deflate: true }])];
  for (let round = 0; round < 400; round += 1) {
    const names = Object.keys(damages);
    const how = names[draw(names.length)]!;
    const folder = await folderWith(test, 'x', damages[how]!(wholes[round % wholes.length]!, draw));
    for (const each of await allFound([folder], small)) if (each.is === 'file') await contentOf(each);
  }
});
