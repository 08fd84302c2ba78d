// Which tests a run takes, by the names given on the command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseTests, needsDatabase, opensBrowser } from './choose.ts';

test('without a name every test of packages, app and scripts is taken', async () => {
  const { files } = await chooseTests([]);
  assert.ok(files.includes('scripts/test/choose.test.ts'));
  assert.ok(files.includes('app/src/architecture.test.ts'));
  assert.ok(files.some((path) => path.startsWith('packages/')));
  assert.ok(files.every((path) => path.endsWith('.test.ts') && !path.includes('node_modules')));
});

test('a folder takes what lies below it, a file itself, and names add up', async () => {
  const { files } = await chooseTests(['./app/src/verbs/', 'scripts/test/choose.test.ts']);
  assert.ok(files.includes('app/src/verbs/verb.test.ts'));
  assert.ok(files.includes('scripts/test/choose.test.ts'));
  assert.ok(files.every((path) => path.startsWith('app/src/verbs/') || path === 'scripts/test/choose.test.ts'));
});

test('options are handed to node', async () => {
  const { nodeOptions } = await chooseTests([
    '--test-name-pattern=seal',
    'scripts',
    '--with-database',
    '--without-browser',
  ]);
  assert.deepEqual(nodeOptions, ['--test-name-pattern=seal']);
});

test('a name that is not there, or holds no test, is an error', async () => {
  await assert.rejects(chooseTests(['app/src/nowhere']), /"app\/src\/nowhere" is neither/);
  await assert.rejects(chooseTests(['app/migrations']), /no test in app\/migrations/);
});

test('a test opens a browser when its imports lead to where one is started', () => {
  const graph = new Map([
    ['app/src/a.test.ts', ['app/src/testing.ts']],
    ['app/src/testing.ts', ['scripts/chromium.ts']],
    ['app/src/b.test.ts', ['zod']],
  ]);
  assert.equal(opensBrowser(graph, 'app/src/a.test.ts'), true);
  assert.equal(opensBrowser(graph, 'app/src/b.test.ts'), false);
});

test('a test needs a database when its imports lead to the room that hands them out', () => {
  const graph = new Map([
    ['app/src/a/a.test.ts', ['app/src/a/testing.ts']],
    ['app/src/a/testing.ts', ['app/src/testing/house.ts']],
    ['app/src/testing/house.ts', ['app/src/testing/database.ts']],
    ['app/src/b/b.test.ts', ['app/src/b/b.ts', 'zod']],
  ]);
  assert.equal(needsDatabase(graph, 'app/src/a/a.test.ts'), true);
  assert.equal(needsDatabase(graph, 'app/src/b/b.test.ts'), false);
});
