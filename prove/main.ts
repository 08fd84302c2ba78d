// `npm run prove`: the full sets that are too long for a test run. With names (`-- reports`) only those parts; with
// `--short` a tenth of each, to see that the proof itself works. A whole run is kept in docs/proof.md.
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { asMarkdown, type Proof } from './proof.ts';
import { proveReports } from './reports.ts';
import { proveScreen } from './screen.ts';
import { proveScan } from './scan.ts';
import { proveSeizedSet } from './seized-set.ts';
import { proveSending } from './sending.ts';

const given = process.argv.slice(2);
const short = given.includes('--short');
const wanted = given.filter((name) => name !== '--short');

const parts: Record<string, () => Promise<Proof> | Proof> = {
  reports: () => proveReports(short ? 6 : 60),
  sending: () => proveSending(short ? 10 : 100),
  scan: () => proveScan(short ? 1200 : 12_000),
  screen: () => proveScreen(short ? 2000 : 20_000),
  seized: () => proveSeizedSet(short ? 10_000 : 100_000),
};

const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}"; there are ${Object.keys(parts).join(', ')}, and --short`);
  process.exit(2);
}

const proofs: Proof[] = [];
for (const [name, prove] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  proofs.push(await prove());
  console.log(asMarkdown(proofs.at(-1)!));
}

if (wanted.length === 0 && !short) await writeFile(new URL('../docs/proof.md', import.meta.url), document());
process.exitCode = proofs.every(({ holds }) => holds) ? 0 : 1;

function document(): string {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  return `# Proof

Written by \`npm run prove\`. Everything ran on one machine: ${machine}.

${proofs.map(asMarkdown).join('\n')}`;
}
