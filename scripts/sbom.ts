// The bill of materials, sbom.cdx.json: CycloneDX 1.6, made from package-lock.json alone, so that the same lock gives the
// same file on every machine. With --check it writes nothing and fails if the kept file differs.
import './node-version.mjs';
import { keepGenerated } from './generated.ts';
import { licenceOf } from './licences.ts';
import { type Lock, type LockedPackage, lockedPackages, readLock } from './lock.ts';
import { runScript } from './project.ts';

/** The bill as JSON text. Schema: CycloneDX 1.6, ECMA-424. */
export function billOfMaterials(lock: Lock): string {
  const { name = '', version = '', license = '' } = lock.packages[''] ?? {};
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': packageUrl(name, version),
        ...named(name),
        version,
        licenses: licences(license),
      },
    },
    components: distinct(lockedPackages(lock)).map(component),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component(each: LockedPackage) {
  const purl = packageUrl(each.name, each.version);
  return {
    type: 'library',
    'bom-ref': purl,
    ...named(each.name),
    version: each.version,
    scope: each.development ? 'excluded' : each.optional ? 'optional' : 'required',
    hashes: each.integrity.split(' ').map(hash),
    licenses: licences(licenceOf(each)),
    purl,
  };
}

/** One of each name and version. Where it is installed twice, the use that binds most counts. */
function distinct(packages: LockedPackage[]): LockedPackage[] {
  const byUrl = new Map<string, LockedPackage>();
  for (const each of packages) {
    const purl = packageUrl(each.name, each.version);
    const known = byUrl.get(purl) ?? each;
    byUrl.set(purl, {
      ...each,
      development: known.development && each.development,
      optional: known.optional && each.optional,
    });
  }
  return [...byUrl.values()];
}

function named(name: string): { group?: string; name: string } {
  const [, group, rest] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  return group && rest ? { group, name: rest } : { name };
}

/** https://github.com/package-url/purl-spec: the scope's "@" is percent-encoded. */
function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

/** "sha512-" and base64, as npm keeps it, in CycloneDX's words and hexadecimal. */
function hash(integrity: string): { alg: string; content: string } {
  const [, bits, base64] = /^sha(1|256|384|512)-(.+)$/.exec(integrity) ?? [];
  if (!bits || !base64) throw new Error(`The integrity "${integrity}" is not of the form sha512-BASE64`);
  return { alg: `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') };
}

function licences(expression: string): object[] {
  if (!expression) return [];
  return / (AND|OR|WITH) /.test(expression) ? [{ expression }] : [{ license: { id: expression } }];
}

if (import.meta.main) await runScript(async () => keepGenerated('sbom.cdx.json', billOfMaterials(await readLock())));
