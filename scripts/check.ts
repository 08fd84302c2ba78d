// `npm run check`: everything that can be known of the project without running its tests, in about a minute.
// One line for each check; at the end what failed, and an exit code that says so.
import './node-version.mjs';
import { longFiles, machineTraces, missingOpenings, namesThatSayNothing } from './check/files.ts';
import { list, runChecks, tool } from './check/run.ts';
import { idleExceptions, licenceBreaches } from './licences.ts';
import { lockedPackages, readLock } from './lock.ts';
import { projectFiles } from './project.ts';

const files = projectFiles();

// Long ones first, so that the short ones fill the gaps.
const passed = await runChecks([
  tool('app/schema.sql is current', 'node', 'scripts/schema.ts', '--check'),
  tool('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  tool('kernels are current', 'node', 'scripts/kernels.ts', '--check'),
  tool('types of the app', 'tsc', '-p', 'app/tsconfig.json'),
  tool('types of packages, bench, prove, scripts', 'tsc', '-p', 'tsconfig.json'),
  tool('imports run one way', 'node', '--test', 'app/src/architecture.test.ts'),
  tool('format', 'biome', 'format', '--reporter=summary', '--max-diagnostics=none', '.'),
  tool('sbom.cdx.json is current', 'node', 'scripts/sbom.ts', '--check'),
  tool('docs/problems.md is current', 'node', 'scripts/problems.ts', '--check'),
  list('licences of dependencies', async () => {
    const packages = lockedPackages(await readLock());
    return [...licenceBreaches(packages), ...idleExceptions(packages)];
  }),
  list('no trace of one machine', async () => machineTraces(await files)),
  list('names', async () => namesThatSayNothing(await files)),
  list('opening comments', async () => missingOpenings(await files)),
  list('length of files', async () => longFiles(await files)),
]);
process.exitCode = passed ? 0 : 1;
