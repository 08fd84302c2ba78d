// Zips and tars as people and programs write them: what lies in them is found, and can be read.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { tarBlock, tarEnd, tarFile } from '../testing/tar-file.ts';
import { zipFile } from '../testing/zip-file.ts';
import { type Found, walk } from './index.ts';
import { allFound, contentOf, folderWith, line, lines, readAll, sha256 } from './testing.ts';

const text = (words: string) => Buffer.from(words);

it('finds what lies in a zip, stored or deflated, and reads it at any time', async (test) => {
  const large = Buffer.alloc(3_000_000, 'abcdefghij');
  const zip = zipFile([
    { name: 'folder/' },
    { name: 'folder/a.txt', bytes: text('aaa') },
    { name: 'b.txt', bytes: text('bbb'), deflate: true },
    { name: 'large.txt', bytes: large, deflate: true },
    { name: 'empty' },
  ]);
  const folder = await folderWith(test, 'notes', zip); // by content, not by name
  const found = await allFound([folder]);
  assert.deepEqual(found.map(line), [
    'file notes',
    'file notes!/folder/a.txt',
    'file notes!/b.txt',
    'file notes!/large.txt',
    'file notes!/empty',
  ]);
  const files = found.filter((each) => each.is === 'file');
  assert.deepEqual(
    files.map(({ entry }) => entry.sizeBytes),
    [zip.length, 3, 3, large.length, 0],
  );
  assert.equal(files[1]?.entry.modifiedAt, '2020-01-02T03:04:06.000Z');
  assert.equal(files[1]?.entry.path, null);
  const read = await Promise.all(files.toReversed().map(contentOf)); // long after the walk has ended
  assert.deepEqual(read, ['', sha256(large), 'bbb', 'aaa', sha256(zip)]);
});

it('reads 10,000 files in a zip, many at a time', async (test) => {
  const names = Array.from({ length: 10_000 }, (_, n) => `f${n}`);
  const zip = zipFile(names.map((name) => ({ name, bytes: text(name.repeat(3)), deflate: true })));
  const folder = await folderWith(test, 'a.zip', zip);
  const found = (await allFound([folder])).slice(1);
  assert.deepEqual(
    found.map(line),
    names.map((name) => `file a.zip!/${name}`),
  );
  for (let at = 0; at < found.length; at += 500) {
    const some = found.slice(at, at + 500);
    const read = await Promise.all(some.map(contentOf));
    assert.deepEqual(
      read,
      some.map((_, n) => `f${at + n}`.repeat(3)),
    );
  }
});

for (const gzip of [false, true])
  it(`reads a tar${gzip ? '.gz' : ''} in its turn, small files and large`, async (test) => {
    const large = randomBytes(300_000);
    const tar = await tarFile([
      { name: 'a.txt', bytes: text('aaa') },
      { name: 'large', bytes: large },
      { name: `${'long/'.repeat(60)}name`, bytes: text('long') },
      { name: 'empty' },
    ]);
    const folder = await folderWith(test, 'x', gzip ? gzipSync(tar) : tar);
    const read = await readAll([folder], { heldFileBytes: 1000 });
    assert.deepEqual([...read].slice(1), [
      ['x!/a.txt', 'aaa'],
      ['x!/large', sha256(large)],
      [`x!/${'long/'.repeat(60)}name`, 'long'],
      ['x!/empty', ''],
    ]);
  });

it('holds small files of a tar for later, and says of a large one that its turn is over', async (test) => {
  const tar = await tarFile([
    { name: 'small', bytes: text('s') },
    { name: 'large', bytes: Buffer.alloc(5000, 'x') },
    { name: 'last', bytes: text('l') },
  ]);
  const found = (await allFound([await folderWith(test, 'x.tar', tar)], { heldFileBytes: 1000 })).slice(1);
  assert.deepEqual(
    found.map((each) => each.is === 'file' && each.waits),
    [false, true, false],
  );
  const read = await Promise.all(found.map(contentOf));
  assert.deepEqual([read[0], read[2]], ['s', 'l']);
  assert.match(read[1] ?? '', /the turn of this file in its tar is over/);
});

it('goes on after a large file that was read only in part', async (test) => {
  const tar = await tarFile([
    { name: 'large', bytes: Buffer.alloc(2_000_000, 'x') },
    { name: 'next', bytes: text('n') },
  ]);
  const folder = await folderWith(test, 'x.tar', tar);
  const names: string[] = [];
  for await (const found of walk([folder], { limits: { heldFileBytes: 1000 } })) {
    names.push(found.name.text);
    if (found.is === 'file' && found.waits) for await (const chunk of found.entry.open()) if (chunk.length > 0) break;
  }
  assert.deepEqual(names, ['x.tar', 'x.tar!/large', 'x.tar!/next']);
});

it('takes names in archives as names only: absolute, upwards, twice, or no text', async (test) => {
  const odd = Buffer.from([0xff, 0x2e, 0xe9]);
  const members = [
    { name: '/etc/passwd', bytes: text('1') },
    { name: '../../up', bytes: text('2') },
    { name: 'C:\\windows\\x', bytes: text('3') },
    { name: 'twice', bytes: text('4') },
    { name: 'twice', bytes: text('5') },
  ];
  const zip = zipFile([...members, { name: odd, bytes: text('6'), says: { flags: 0 } }]);
  const tar = Buffer.concat([
    ...members.map(({ name, bytes }) => tarBlock(name, bytes)),
    tarBlock(odd, text('6')),
    tarEnd,
  ]);
  for (const archive of [zip, tar]) {
    const found = (await allFound([await folderWith(test, 'a', archive)]))
      .slice(1)
      .filter((each) => each.is === 'file');
    const expected = ['/etc/passwd', '../../up', 'C:\\windows\\x', 'twice', 'twice', '\ufffd.\ufffd'];
    assert.deepEqual(
      found.map(({ name }) => name.text),
      expected.map((name) => `a!/${name}`),
    );
    assert.deepEqual(
      found.map(({ place }) => place),
      ['0', '1', '2', '3', '4', '5'],
    );
    assert.deepEqual(Buffer.from(found[5]?.name.bytes ?? '', 'base64'), Buffer.concat([text('a!/'), odd]));
    assert.deepEqual(await Promise.all(found.map(contentOf)), ['1', '2', '3', '4', '5', '6']);
  }
});

it('opens archives in archives, three deep, and says where it stops', async (test) => {
  const inner = zipFile([{ name: 'deep.txt', bytes: text('deep'), deflate: true }]);
  const third = await tarFile([{ name: 'c.zip', bytes: inner }]);
  const second = zipFile([
    { name: 'b.tar', bytes: third, deflate: true },
    { name: 'z.txt', bytes: text('z') },
  ]);
  const first = gzipSync(await tarFile([{ name: 'a.zip', bytes: second }]));
  const folder = await folderWith(test, 'top.tgz', first);
  const path = 'top.tgz!/a.zip!/b.tar!/c.zip';
  const found = await allFound([folder]);
  assert.deepEqual(found.map(line), [
    'file top.tgz',
    'file top.tgz!/a.zip',
    'file top.tgz!/a.zip!/b.tar',
    `file ${path}`,
    `unreadable archive ${path}: too-deep`,
    'file top.tgz!/a.zip!/z.txt',
  ]);
  assert.deepEqual(
    found.map(({ place }) => place),
    ['', '0', '0/0', '0/0/0', '0/0/0', '0/1'],
  );
  const read = await readAll([folder], { maxDepth: 4 });
  assert.equal(read.get(`${path}!/deep.txt`), 'deep');
});

it('opens every kind of archive within every other, held, waiting or read again', async (test) => {
  const packers: Record<string, (name: string, bytes: Buffer) => Promise<Buffer>> = {
    stored: async (name, bytes) => zipFile([{ name, bytes }]),
    deflated: async (name, bytes) => zipFile([{ name, bytes, deflate: true }]),
    tar: async (name, bytes) => tarFile([{ name, bytes }]),
    'tar.gz': async (name, bytes) => gzipSync(await tarFile([{ name, bytes }])),
  };
  for (const [inside, packInside] of Object.entries(packers))
    for (const [outside, pack] of Object.entries(packers)) {
      const folder = await folderWith(test, 'o', await pack('i', await packInside('f', text('found'))));
      assert.equal((await readAll([folder])).get('o!/i!/f'), 'found', `${inside} in ${outside}`);
    }
});

it('says that an archive in an archive is too large to be held, and still hands it on as a file', async (test) => {
  const inner = zipFile([{ name: 'x', bytes: randomBytes(3000) }]);
  const limits = { heldArchiveBytes: 1000, heldFileBytes: 1000 };
  for (const outer of [
    await tarFile([{ name: 'i.zip', bytes: inner }]),
    zipFile([{ name: 'i.zip', bytes: inner, deflate: true }]),
  ]) {
    const folder = await folderWith(test, 'o', outer);
    assert.deepEqual(await lines([folder], limits), [
      'file o',
      'file o!/i.zip',
      'unreadable archive o!/i.zip: out-of-memory',
    ]);
    assert.equal((await readAll([folder], limits)).get('o!/i.zip'), sha256(inner));
  }
  const stored = await folderWith(test, 'o', zipFile([{ name: 'i.zip', bytes: inner }]));
  assert.deepEqual(
    await lines([stored], limits),
    ['file o', 'file o!/i.zip', 'file o!/i.zip!/x'],
    'a stored one needs no memory',
  );
});

it('leaves archives closed where that is asked for', async (test) => {
  const folder = await folderWith(test, 'a.zip', zipFile([{ name: 'x' }]));
  const found: Found[] = [];
  for await (const each of walk([folder], { closedArchives: true })) found.push(each);
  assert.deepEqual(found.map(line), ['file a.zip']);
});

it('does not open an archive again of which it handed on the whole, and does where it was left', async (test) => {
  const folder = await folderWith(test, 'a.zip', zipFile([{ name: 'x' }, { name: 'y' }]));
  const whole = new Set<string>();
  const kept = {
    has: (archive: Found) => whole.has(archive.name.text),
    add: (archive: Found) => whole.add(archive.name.text),
  };
  const names = async (most: number) => {
    const found: string[] = [];
    for await (const { name } of walk([folder], { whole: kept })) if (found.push(name.text) === most) break;
    return found;
  };
  await names(3);
  assert.deepEqual(await names(9), ['a.zip', 'a.zip!/x', 'a.zip!/y']);
  assert.deepEqual(await names(9), ['a.zip']);
});

it('says of what lies in an archive that vanished after the walk that it cannot be read', async (test) => {
  const folder = await folderWith(test, 'a.zip', zipFile([{ name: 'x', bytes: text('x') }]));
  const found = await allFound([folder]);
  await rm(join(folder, 'a.zip'));
  assert.equal(await contentOf(found[1]!), '! vanished');
  await writeFile(join(folder, 'a.zip'), 'short');
  assert.equal(await contentOf(found[1]!), '! damaged');
});
