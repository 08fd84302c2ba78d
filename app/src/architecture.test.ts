// Imports run one way, rooms are entered through their doors, and nothing goes in a circle. Reads the imports of the
// whole product; the order of the rooms below is the architecture, so change it only with ARCHITECTURE.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type ImportGraph, importsOf, readImports } from './testing/imports.ts';

/** A room may import what stands in lines above its own. */
const order = [
  ['packages/pdq', 'packages/hamming', 'kit'],
  ['runtime', 'browser'],
  ['audit'],
  ['verbs'],
  ['fields'],
  ['access'],
  ['clocks', 'outside'],
  ['recognise'],
  ['scan'],
  ['report'],
  ['remove'],
  ['protect'],
  ['trace'],
  ['measure'],
  ['prevent'],
  ['backup'],
  ['main'], // main.ts, cli.ts, the tests beside them, and commands/
];

/** Rooms whose every file is a door. All others are entered through index.ts. */
const openRooms = ['kit', 'runtime', 'audit', 'verbs'];
const moreDoors: Record<string, string[]> = { access: ['http.ts', 'shell.ts'] };
const doorsForMain = ['pages.ts', 'api.ts'];

/** What tests may import from outside the product. */
const scriptsForTests = ['scripts/chromium.ts'];

/** "kit" for app/src/kit/ids.ts, "packages/pdq" for its files and for "@suaka/pdq"; undefined for what is not ours. */
function roomOf(path: string): string | undefined {
  const own = /^@suaka\/([^/]+)/.exec(path);
  if (own) return `packages/${own[1]}`;
  const [room] = /^packages\/[^/]+/.exec(path) ?? [];
  if (room) return room;
  if (!path.startsWith('app/src/'))
    return path.includes('/') && path.endsWith('.ts') ? 'outside the product' : undefined;
  const parts = path.split('/');
  return parts.length === 3 || parts[2] === 'commands' ? 'main' : parts[2];
}

/** Tests, and what rooms and the whole product keep for them: testing.ts, testing/. */
const isForTests = (path: string) => /\.test\.ts$|\/testing(\/[^/]+)?\.ts$/.test(path);
const positionOf = (room: string) => order.findIndex((line) => line.includes(room));

/** Everything in the graph that breaks a rule, in words, one line each. */
function breaches(graph: ImportGraph): string[] {
  const found = [...graph].flatMap(([from, targets]) =>
    targets.flatMap((target) => {
      const why = breach(graph, from, target);
      return why ? [`${from} imports ${target}: ${why}`] : [];
    }),
  );
  return [...found, ...circles(graph)];
}

function breach(graph: ImportGraph, from: string, target: string): string | undefined {
  const [room, targetRoom] = [roomOf(from), roomOf(target)];
  if (!room || !targetRoom) return undefined;
  if (target.endsWith('.test.ts')) return 'nothing imports a test';
  if (isForTests(target) && !isForTests(from)) return 'only tests import what is for tests';
  if (isForTests(from) && (targetRoom === 'testing' || scriptsForTests.includes(target))) return undefined;
  const inside = room === targetRoom;
  return (
    (inside ? undefined : (wrongWay(room, targetRoom) ?? wrongDoor(target, room, targetRoom))) ??
    closedFolder(graph, from, target)
  );
}

function wrongWay(room: string, targetRoom: string): string | undefined {
  // What all tests share may use what every desk uses, and no desk.
  const position = positionOf(room === 'testing' ? 'recognise' : room);
  const targetPosition = positionOf(targetRoom);
  if (position === -1) return `"${room}" has no place in the order of rooms`;
  if (targetPosition === -1) return `"${targetRoom}" has no place in the order of rooms`;
  return targetPosition < position ? undefined : `${targetRoom} does not stand before ${room}`;
}

function wrongDoor(target: string, room: string, targetRoom: string): string | undefined {
  if (room === 'testing' || openRooms.includes(targetRoom) || target.startsWith('@suaka/')) return undefined;
  const forTests = room === 'main' && isForTests(target) ? ['testing.ts'] : []; // only tests get this far with it
  const doors = ['index.ts', ...(moreDoors[targetRoom] ?? []), ...(room === 'main' ? doorsForMain : []), ...forTests];
  return doors.some((door) => target === `app/src/${targetRoom}/${door}`)
    ? undefined
    : `${targetRoom} is entered through ${doors.join(', ')}`;
}

/** A folder within a room that has an index.ts is closed too: from outside it, only its doors are seen; tests also see what
 * it keeps for them. */
function closedFolder(graph: ImportGraph, from: string, target: string): string | undefined {
  const parts = target.split('/');
  for (let depth = 4; depth < parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join('/');
    if (from.startsWith(`${folder}/`) || !graph.has(`${folder}/index.ts`)) continue;
    const doors = ['index.ts', ...doorsForMain, ...(isForTests(from) ? ['testing.ts'] : [])];
    if (!doors.some((door) => target === `${folder}/${door}`))
      return `${folder} is entered through ${doors.join(', ')}`;
  }
  return undefined;
}

/** Files that import each other in a circle, each circle once. */
function circles(graph: ImportGraph): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: string[]) => {
    const start = way.indexOf(path);
    if (start !== -1) found.push(`a circle: ${[...way.slice(start), path].join(' -> ')}`);
    if (start !== -1 || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

test('the product imports one way, through doors, and in no circle', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const graph = await readImports(root, ['app/src', 'packages']);
  assert.ok(graph.has('app/src/architecture.test.ts'), `no sources were found below ${root}`);
  const found = breaches(graph);
  if (found.length > 0) assert.fail(`\n${found.join('\n')}`);
});

/** A made-up tree: files of app/src, with what each imports. */
function tree(files: Record<string, string[]>): ImportGraph {
  const at = (path: string) => (/^(packages\/|scripts\/|@)/.test(path) ? path : `app/src/${path}`);
  return new Map(Object.entries(files).map(([path, targets]) => [at(path), targets.map(at)]));
}

test('a tree that keeps the rules has no breach', () => {
  const kept = tree({
    'kit/ids.ts': [],
    'kit/look/table.ts': ['kit/ids.ts'],
    'runtime/postgres/index.ts': ['runtime/postgres/start.ts'],
    'runtime/open.ts': ['runtime/postgres/index.ts', 'kit/ids.ts'],
    'access/http.ts': ['access/store.ts', 'verbs/verb.ts'],
    'recognise/index.ts': ['@suaka/pdq', 'access/index.ts', 'access/http.ts', 'access/shell.ts', 'recognise/store.ts'],
    'report/index.ts': ['recognise/index.ts'],
    'report/index.test.ts': ['testing/house.ts', 'report/store.ts', 'report/testing.ts', 'scripts/chromium.ts'],
    'report/testing.ts': ['testing/house.ts'],
    'testing/house.ts': ['runtime/open.ts', 'access/store.ts'],
    'main.ts': ['recognise/index.ts', 'recognise/pages.ts', 'recognise/api.ts'],
    'cli.ts': ['commands/start.ts'],
    'commands/start.ts': ['main.ts', 'recognise/index.ts'],
  });
  assert.deepEqual(breaches(kept), []);
});

const broken: [what: string, files: Record<string, string[]>, expected: RegExp][] = [
  ['an import to the right', { 'runtime/a.ts': ['audit/b.ts'] }, /audit does not stand before runtime/],
  ['an import from a room beside it', { 'clocks/a.ts': ['outside/index.ts'] }, /outside does not stand before clocks/],
  [
    'a package that imports the app',
    { 'packages/pdq/a.ts': ['kit/ids.ts'] },
    /kit does not stand before packages\/pdq/,
  ],
  ['kit importing one of our packages', { 'kit/a.ts': ['@suaka/pdq'] }, /packages\/pdq does not stand before kit/],
  ["another desk's store", { 'report/a.ts': ['recognise/store.ts'] }, /recognise is entered through index.ts$/],
  ["another desk's pages", { 'report/a.ts': ['recognise/pages.ts'] }, /entered through index.ts$/],
  ["a test importing another desk's store", { 'report/a.test.ts': ['recognise/store.ts'] }, /entered through/],
  ['a test importing to the right', { 'access/a.test.ts': ['recognise/index.ts'] }, /does not stand before access/],
  ["main importing a desk's store", { 'main.ts': ['recognise/store.ts'] }, /index.ts, pages.ts, api.ts/],
  ['a file of access that is no door', { 'report/a.ts': ['access/store.ts'] }, /index.ts, http.ts, shell.ts/],
  ['the product importing testing', { 'audit/a.ts': ['testing/house.ts'] }, /only tests import what is for tests/],
  [
    "the product importing a room's testing.ts",
    { 'report/a.ts': ['report/testing.ts'] },
    /only tests import what is for/,
  ],
  ['testing importing a desk', { 'testing/a.ts': ['recognise/index.ts'] }, /recognise does not stand before testing/],
  ['an import of a test', { 'kit/a.ts': ['kit/b.test.ts'] }, /nothing imports a test/],
  ['an import of a script', { 'kit/a.ts': ['scripts/check.ts'] }, /"outside the product" has no place/],
  ['a room without a place', { 'attic/a.ts': ['kit/ids.ts'] }, /"attic" has no place/],
  ["a package's inside", { 'runtime/a.ts': ['packages/pdq/src/bits.ts'] }, /packages\/pdq is entered through/],
  [
    'the inside of a closed folder of an open room',
    { 'runtime/postgres/index.ts': [], 'audit/a.ts': ['runtime/postgres/start.ts'] },
    /runtime\/postgres is entered through index.ts/,
  ],
  [
    'a circle',
    { 'kit/a.ts': ['kit/b.ts'], 'kit/b.ts': ['kit/c.ts'], 'kit/c.ts': ['kit/a.ts'] },
    /a.ts -> .*c.ts -> .*a.ts$/,
  ],
];

for (const [what, files, expected] of broken)
  test(`finds ${what}`, () => {
    const found = breaches(tree(files));
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', expected);
  });

test('imports are read in every form they are written in, and nowhere else', () => {
  const keyword = 'import'; // assembled, or this file would seem to import them
  const source = [
    `${keyword} type { A } from './a.ts';`,
    `${keyword} {`,
    '  b,',
    `} from "../b.ts";`,
    `${keyword} './c.ts';`,
    `export { d } from './d.ts';`,
    `export const e = await ${keyword}('./e.ts');`,
    `// ${keyword} { no } from './comment.ts';`,
    `const text = "${keyword} x from './text.ts'";`,
    `export const f = 'not from here'; const g = './g.ts';`,
    `${keyword} { h } from 'zod';`,
  ].join('\n');
  const files = ['kit/a.ts', 'b.ts', 'kit/c.ts', 'kit/d.ts', 'kit/e.ts'].map((path) => `app/src/${path}`);
  assert.deepEqual(importsOf('app/src/kit/x.ts', source).toSorted(), [...files, 'zod'].toSorted());
});
