// The rules on files, each with what it lets pass and what it names. The paths are assembled, or this file would breach
// the rule that it tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longFiles, machineTraces, missingOpenings, namesThatSayNothing } from './files.ts';

const file = (path: string, text = '') => ({ path, text });
const path = (...parts: string[]) => ['', ...parts].join('/');
const address = (host: string) => `https://${host}/a`;

test('names that say nothing are found as file and as folder, also with a second ending', () => {
  const names = ['app/utils/a.ts', 'app/Helpers.ts', 'app/manager.test.ts', 'service/a.ts', 'app/services.ts'];
  assert.equal(namesThatSayNothing(names.map((name) => file(name))).length, names.length);
  assert.deepEqual(namesThatSayNothing([file('app/service-hours.ts'), file('app/case-manager.ts')]), []);
});

test('a file without an opening comment is found, whatever its kind', () => {
  const bare = [
    file('a.ts', 'export {};'),
    file('a.css', 'a {}'),
    file('a.sql', 'SELECT 1;'),
    file('a.mjs', '\n// late'),
  ];
  assert.equal(missingOpenings(bare).length, bare.length);
  const opened = [
    file('a.ts', '// What.\n'),
    file('a.css', '/* What. */'),
    file('a.sql', '-- What.'),
    file('a.md', 'text'),
  ];
  assert.deepEqual(missingOpenings([...opened, file('cli.ts', '#!/usr/bin/env node\n// What.\n')]), []);
});

test('four hundred lines pass, one more does not, unless the file is generated', () => {
  assert.deepEqual(longFiles([file('a.ts', 'x\n'.repeat(400))]), []);
  assert.match(longFiles([file('a.ts', 'x\n'.repeat(401))])[0] ?? '', /^a\.ts: 401 lines/);
  const generated = ['generated/a.ts', 'packages/a/generated/b.ts', 'app/schema.sql'];
  assert.deepEqual(longFiles(generated.map((name) => file(name, 'x\n'.repeat(999)))), []);
});

const traces = [
  `in ${path('home', 'someone', 'suaka')}`,
  `"${path('Users', 'someone')}"`,
  `(${path('root', 'x')})`,
  `file://${path('home', 'someone')}`,
  address('registry.example.org'),
  ['registry', address('example.org')].join('='),
  JSON.stringify({ resolved: address('example.org') }, null, 1).split('\n')[1] ?? '',
];
for (const trace of traces)
  test(`finds ${trace}`, () => {
    assert.equal(machineTraces([file('a.md', `first\n${trace}\n`)]).length, 1);
    assert.match(machineTraces([file('a.md', `first\n${trace}\n`)])[0] ?? '', /^a\.md:2: /);
  });

test('ordinary paths and addresses are no traces', () => {
  const ordinary = [
    '/var/lib/suaka',
    '../home/x',
    'https://example.org/home/x',
    '"resolved": "app"',
    './root/x',
    '/home',
  ];
  assert.deepEqual(machineTraces(ordinary.map((text) => file('a.md', text))), []);
});
