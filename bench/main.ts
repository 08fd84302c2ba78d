// `npm run bench`: measures the parts of the desk against a plain way of doing the same, in one run, as ratios. With
// `--large` also 10 million codes; with names (`-- kernels scan`) only those parts; with `--before=FOLDER` the kernels of
// another checkout beside these. A whole run is kept in docs/performance.md.
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureDesk } from './desk.ts';
import { measureFalseMatches } from './false-matches.ts';
import { asMarkdown, type Part } from './figures.ts';
import { measureMatch } from './match.ts';
import { measurePdq } from './pdq.ts';
import { measureScan } from './scan.ts';
import { measureSearchPart } from './search.ts';

const { large, before, wanted } = given();
const checkouts = {
  now: fileURLToPath(new URL('..', import.meta.url)),
  ...(before === undefined ? {} : { before: resolve(before) }),
};

const parts: Record<string, () => Promise<Part[]>> = {
  kernels: async () => [await measurePdq(checkouts), await measureSearchPart(large, checkouts)],
  match: () => measureMatch(large),
  scan: async () => [await measureScan(large)],
  desk: () => measureDesk(large || wanted.includes('desk')),
  'false-matches': async () => [measureFalseMatches()],
};

const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}"; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const measured: string[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const part of await measure()) {
    measured.push(asMarkdown(part));
    console.log(measured.at(-1));
  }
}

if (wanted.length === 0 && large) await writeFile(new URL('../docs/performance.md', import.meta.url), document());

function given() {
  try {
    const options = { large: { type: 'boolean', default: false }, before: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    return { ...values, wanted: positionals };
  } catch (fault) {
    console.error(`${(fault as Error).message}; there are --large and --before=FOLDER`);
    return process.exit(2);
  }
}

function document(): string {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${process.platform} ${process.arch}, Node ${process.versions.node}`;
  return `# Performance

Written by \`npm run bench -- --large\`. Machines are noisy: read the ratios, which come from one run, before the times.

Machine: ${machine}.

${measured.join('\n')}`;
}
