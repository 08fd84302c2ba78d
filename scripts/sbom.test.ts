// The bill of materials of a made-up lock, entry by entry.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lock, LockEntry } from './lock.ts';
import { billOfMaterials } from './sbom.ts';

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;

function billOf(packages: Record<string, LockEntry>) {
  const lock: Lock = { packages: { '': { name: 'made-up', version: '0.0.1', license: 'MIT' }, ...packages } };
  return JSON.parse(billOfMaterials(lock));
}

test('a package stands with its name, version, licence, hash and address', () => {
  const { components } = billOf({ 'node_modules/@a/b': { version: '1.2.3', license: 'ISC', integrity } });
  assert.deepEqual(components, [
    {
      type: 'library',
      'bom-ref': 'pkg:npm/%40a/b@1.2.3',
      group: '@a',
      name: 'b',
      version: '1.2.3',
      scope: 'required',
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      licenses: [{ license: { id: 'ISC' } }],
      purl: 'pkg:npm/%40a/b@1.2.3',
    },
  ]);
});

test('a choice of licences is an expression', () => {
  const { components } = billOf({ 'node_modules/a': { version: '1.0.0', license: '(MIT OR CC0-1.0)', integrity } });
  assert.deepEqual(components[0].licenses, [{ expression: 'MIT OR CC0-1.0' }]);
});

test('what only developers install is excluded, and what a platform may lack is optional', () => {
  const at = { version: '1.0.0', integrity };
  const { components } = billOf({
    'node_modules/a': { ...at, dev: true },
    'node_modules/b': { ...at, optional: true },
    'node_modules/c': { ...at, dev: true },
    'node_modules/d/node_modules/c': at,
    'node_modules/e': at,
    'node_modules/f/node_modules/e': { ...at, dev: true, optional: true },
  });
  assert.deepEqual(
    components.map(({ name, scope }: Record<string, string>) => `${name} ${scope}`),
    ['a excluded', 'b optional', 'c required', 'e required'],
  );
});

test('the same lock in another order gives the same bill, without the workspaces', () => {
  const a = { version: '1.0.0', integrity };
  const one = billOf({ 'packages/w': { version: '0.1.0' }, 'node_modules/w': { link: true }, 'node_modules/a': a });
  assert.deepEqual(one, billOf({ 'node_modules/a': a }));
  assert.equal(
    JSON.stringify(billOf({ 'node_modules/b': a, 'node_modules/a': a })),
    JSON.stringify(billOf({ 'node_modules/a': a, 'node_modules/b': a })),
  );
});

test('a package without hash is refused', () => {
  assert.throws(
    () => billOf({ 'node_modules/a': { version: '1.0.0' } }),
    /lacks the version or integrity of node_modules\/a/,
  );
});
