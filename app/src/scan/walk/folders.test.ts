// Folders as they are found on seized disks: links that loop, names that are no text, files that go away meanwhile.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmod, link, mkdir, readdir, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { it } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Found, type Stretch, walk, walkStretch } from './index.ts';
import { allFound, contentOf, emptyFolder, folderWith, line, lines } from './testing.ts';

it('finds every file below the roots, with sizes and times, and says which root', async (test) => {
  const [one, two] = [await emptyFolder(test), await folderWith(test, 'd.txt', 'dddd')];
  await mkdir(join(one, 'b/c'), { recursive: true });
  await writeFile(join(one, 'a.txt'), 'a');
  await writeFile(join(one, 'b/c/e.txt'), 'eee');
  await utimes(join(one, 'a.txt'), 1_500_000_000, 1_500_000_000);
  const found = (await allFound([one, two])).toSorted((a, b) => a.name.text.localeCompare(b.name.text));
  const told = found.map((each) => each.is === 'file' && [each.name.text, each.root, each.entry.sizeBytes, each.place]);
  assert.deepEqual(told, [
    ['a.txt', 0, 1, ''],
    ['b/c/e.txt', 0, 3, ''],
    ['d.txt', 1, 4, ''],
  ]);
  const [first] = found;
  assert.ok(first?.is === 'file');
  assert.equal(first.entry.modifiedAt, '2017-07-14T02:40:00.000Z');
  assert.equal(first.entry.path?.toString(), join(one, 'a.txt'));
  assert.equal(await contentOf(first), 'a');
});

it('takes a file as a root, and tells a root that is not there', async (test) => {
  const folder = await folderWith(test, 'a.txt', 'a');
  const missing = join(folder, 'none');
  assert.deepEqual(await lines([join(folder, 'a.txt'), missing]), ['file a.txt', 'unreadable file none: vanished']);
});

it('names links and never follows them, however they loop', async (test) => {
  const folder = await emptyFolder(test);
  await mkdir(join(folder, 'inside'));
  await symlink('..', join(folder, 'inside/up'));
  await symlink('loop', join(folder, 'loop'));
  await symlink('/etc/passwd', join(folder, 'away'));
  await symlink('nowhere', join(folder, 'broken'));
  assert.deepEqual(
    await lines([folder]),
    ['away', 'broken', 'inside/up', 'loop'].map((name) => `passed ${name}: link`),
  );
  await symlink(folder, join(folder, 'inside/root'));
  assert.equal((await lines([join(folder, 'inside/root')])).length, 5, 'a root that is a link is what was asked for');
});

it('names pipes and sockets and does not wait for them', async (test) => {
  const folder = await emptyFolder(test);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const server = createServer().listen(join(folder, 'socket'));
  test.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  assert.deepEqual(await lines([folder, '/dev/null']), [
    'passed null: device',
    'passed pipe: pipe',
    'passed socket: socket',
  ]);
});

it('keeps a name that is no UTF-8 as bytes beside the text', async (test) => {
  const folder = Buffer.from(`${await emptyFolder(test)}/`);
  const name = Buffer.from('foto-\xe9\xff.txt', 'latin1');
  await mkdir(Buffer.concat([folder, Buffer.from([0xfe])]));
  await writeFile(Buffer.concat([folder, Buffer.from([0xfe, 0x2f]), name]), 'inhalt');
  const [found] = await allFound([folder]);
  assert.ok(found?.is === 'file');
  assert.equal(found.name.text, '\ufffd/foto-\ufffd\ufffd.txt');
  assert.deepEqual(Buffer.from(found.name.bytes ?? '', 'base64'), Buffer.concat([Buffer.from([0xfe, 0x2f]), name]));
  assert.equal(await contentOf(found), 'inhalt');
});

it('keeps a name with line ends and other signs as it is', async (test) => {
  const folder = await folderWith(test, 'a\n"b,\u202e.txt', 'x');
  assert.deepEqual((await allFound([folder]))[0]?.name, { text: 'a\n"b,\u202e.txt', bytes: null });
});

it('enters a folder once, also where it lies in two roots', async (test) => {
  const folder = await folderWith(test, 'a.txt', 'a');
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'b/c.txt'), 'c');
  const expected = ['file a.txt', 'file c.txt', 'passed b: folder-again'];
  assert.deepEqual(await lines([folder, join(folder, 'b')]), expected);
  assert.deepEqual(await lines([join(folder, 'b'), folder]), expected);
  assert.deepEqual(await lines([folder, folder]), ['file a.txt', 'file b/c.txt', 'passed : folder-again']);
});

it('goes hundreds of folders deep, to where the system ends, and says so', async (test) => {
  const folder = await emptyFolder(test);
  await mkdir(join(folder, 'd/'.repeat(700)), { recursive: true });
  await writeFile(join(folder, 'd/'.repeat(700), 'deep.txt'), 'x');
  // a path has at most 4,096 bytes: a folder is made and then moved to where its path has more
  const long = `${'n'.repeat(200)}/`;
  await mkdir(join(folder, long.repeat(15)), { recursive: true });
  await writeFile(join(folder, long.repeat(15), 'beyond.txt'), 'x');
  await mkdir(join(folder, 'top', long.repeat(10)), { recursive: true });
  await rename(join(folder, long), join(folder, 'top', long.repeat(10), 'rest'));
  const found = await lines([folder]);
  await rename(join(folder, 'top', long.repeat(10), 'rest'), join(folder, long)); // or nothing could remove it
  assert.equal(found.length, 2);
  assert.match(found[0] ?? '', /^file (d\/){700}deep.txt$/);
  assert.match(found[1] ?? '', /^unreadable (file|folder) top.*n: read-error$/);
});

it('tells files and folders that vanish while it walks', async (test) => {
  const folder = await emptyFolder(test);
  for (let n = 0; n < 60; n += 1) await writeFile(join(folder, `f${n}`), 'x');
  await mkdir(join(folder, 'gone'));
  const found: Found[] = [];
  for await (const each of walk([folder])) {
    if (found.length === 0) for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    found.push(each);
  }
  const vanished = found.map(line).filter((text) => /^unreadable (file|folder) (f\d+|gone): vanished$/.test(text));
  assert.equal(found.length, 61);
  assert.ok(vanished.length >= 40, `only ${vanished.length} vanished`); // some were looked at before
  assert.ok(vanished.some((text) => text.includes('gone')));
});

it('says of a file that vanished or shrank after it was found that it cannot be read', async (test) => {
  const folder = await folderWith(test, 'a', 'aaaa');
  await writeFile(join(folder, 'b'), 'bbbb');
  await writeFile(join(folder, 'c'), 'cccc');
  const found = (await allFound([folder])).toSorted((a, b) => a.name.text.localeCompare(b.name.text));
  await rm(join(folder, 'a'));
  await truncate(join(folder, 'b'), 2);
  await rm(join(folder, 'c'));
  await symlink('/etc/passwd', join(folder, 'c')); // a link that took its place is not followed
  const read = await Promise.all(found.map(contentOf));
  assert.deepEqual(
    read,
    ['! Error: ENOENT', '! damaged', '! Error: ELOOP'].map((_, n) => read[n]),
  );
  assert.deepEqual(read, ['! vanished', '! damaged', '! vanished']);
});

it('leaves the time of access as it was', async (test) => {
  const folder = await folderWith(test, 'a.txt', 'a');
  await utimes(join(folder, 'a.txt'), 1_400_000_000, 1_500_000_000);
  for (const each of await allFound([folder])) if (each.is === 'file') await contentOf(each);
  assert.equal((await stat(join(folder, 'a.txt'))).atimeMs, 1_400_000_000_000);
});

it('finds hard links as files of their own', async (test) => {
  const folder = await folderWith(test, 'a', 'a');
  await link(join(folder, 'a'), join(folder, 'b'));
  assert.deepEqual(await lines([folder]), ['file a', 'file b']);
});

it('tells what it may not open, and goes on', async (test) => {
  const folder = await folderWith(test, 'open.txt', 'x');
  await mkdir(join(folder, 'locked'));
  await writeFile(join(folder, 'locked/a.txt'), 'x');
  await writeFile(join(folder, 'secret.txt'), 'x');
  await Promise.all([chmod(join(folder, 'locked'), 0), chmod(join(folder, 'secret.txt'), 0), chmod(folder, 0o755)]);
  const isRoot = process.getuid?.() === 0;
  const found = isRoot ? await linesAsNobody(folder) : await lines([folder]);
  await chmod(join(folder, 'locked'), 0o700);
  assert.deepEqual(found, [
    'file open.txt',
    'unreadable file secret.txt: no-permission',
    'unreadable folder locked: no-permission',
  ]);
});

it('enters a folder once that a mount puts into itself', async (test) => {
  const folder = await emptyFolder(test);
  await mkdir(join(folder, 'a/b'), { recursive: true });
  await writeFile(join(folder, 'a/f'), 'x');
  // a mount of its own; where that is not allowed, there is nothing to test with
  const mount = `mount --bind "$1/a" "$1/a/b" && shift && exec "$@"`;
  const program = `${walkFrom(folder)} console.log(JSON.stringify(found));`;
  const node = [process.execPath, '--input-type=module', '-e', program];
  const found = await said('unshare', ['-rm', 'sh', '-c', mount, 'sh', folder, ...node]);
  if (found === '') return test.skip('no mount of its own is allowed here');
  assert.deepEqual(JSON.parse(found), ['file a/f', 'passed a/b: folder-again']);
});

/** To root everything is open, so the walk is done by a process of nobody's, which first reads its program as root. */
async function linesAsNobody(folder: string): Promise<string[]> {
  const becomeNobody = 'process.setgid(65534); process.setuid(65534);';
  const program = `${walkFrom(folder, becomeNobody)} console.log(JSON.stringify(found));`;
  return JSON.parse(await said(process.execPath, ['--input-type=module', '-e', program])) as string[];
}

const walkFrom = (folder: string, first = '') => `
  const { lines } = await import(${JSON.stringify(fileURLToPath(new URL('testing.ts', import.meta.url)))});
  ${first}
  const found = await lines([${JSON.stringify(folder)}]);`;

async function said(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('error', () => {}); // there is no such command: it said nothing
  return text(child.stdout);
}

/** Of a stretch, lines in the order in which they came. */
async function linesOf(folder: string, stretch: Omit<Stretch, 'root'>): Promise<string[]> {
  const found: string[] = [];
  for await (const each of walkStretch([folder], { root: 0, ...stretch })) found.push(line(each));
  return found;
}

it('comes to every stretch of a folder again, in the order of the walk, its folders left out', async (test) => {
  const folder = await emptyFolder(test);
  const inside = Buffer.from('in\xff', 'latin1');
  const path = Buffer.concat([Buffer.from(`${folder}/`), inside]);
  await mkdir(path);
  for (let n = 0; n < 50; n += 1) {
    const name = Buffer.concat([path, Buffer.from(`/${n}`)]);
    await (n % 7 === 0 ? mkdir(name) : n % 7 === 1 ? symlink('nowhere', name) : writeFile(name, ''));
  }
  const walked = (await allFound([folder])).map(line);
  const again: string[] = [];
  for (let from = 0; from < 42; from += 14) {
    again.push(...(await linesOf(folder, { folder: inside, from, to: from + 14 })));
  }
  assert.equal(walked.length, 42);
  assert.deepEqual(again, walked);
});

it('enters no link that took the place of a folder since', async (test) => {
  const [folder, away] = [await emptyFolder(test), await folderWith(test, 'c.txt', 'c')];
  await mkdir(join(folder, 'a/b'), { recursive: true });
  await writeFile(join(folder, 'a/b/c.txt'), 'c');
  const stretch = { folder: Buffer.from('a/b'), from: 0, to: 10 };
  assert.deepEqual(await linesOf(folder, stretch), ['file a/b/c.txt']);
  await rename(join(folder, 'a'), join(folder, 'z'));
  assert.deepEqual(await linesOf(folder, stretch), []);
  await symlink('z', join(folder, 'a'));
  assert.deepEqual(await linesOf(folder, stretch), [], 'on the way');
  await rm(join(folder, 'a'));
  await mkdir(join(folder, 'a'));
  await symlink(away, join(folder, 'a/b'));
  assert.deepEqual(await linesOf(folder, stretch), [], 'at its end');
});
