// `suaka scan`: which of seized files are known, which are copies, and what is new; on any machine, without desk and network.
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { defineCommand } from 'citty';
import { Refusal } from '../kit/errors.ts';
import { readScanSecret } from '../recognise/index.ts';
import { compareScans, type RunOutcome, scan, type ScanComparison, shownName, type Summary } from '../scan/index.ts';
import { scanProgress } from './scan-progress.ts';
import { readKey } from './verify.ts';
import { report, say } from './terminal.ts';

/** Differences that are told to a person; a script gets all. */
const toldDifferences = 20;
/** What a shell says of a program that was ended from the keyboard: 128 + SIGINT. */
const exitStopped = 130;

const args = {
  folders: {
    type: 'positional',
    required: false,
    description: 'Folders and files to scan; or "compare RUN RUN" for two runs over the same evidence',
  },
  out: { type: 'string', description: 'The folder of the run, never within the evidence; by default scan-DATE here' },
  list: { type: 'string', description: 'A list of what is known; may be given several times' },
  case: { type: 'string', description: 'The case number' },
  authority: { type: 'string', description: 'The legal authority, such as the order of a court' },
  operator: { type: 'string', description: 'Who scans' },
  key: { type: 'string', description: 'For the export of a desk: the file of the secret key that it is encrypted to' },
  'signed-by': { type: 'string', description: 'The public key of the desk whose exports are taken; otherwise any' },
  'keep-good': { type: 'boolean', description: 'Take the good lines of lists even if others are bad' },
  'video-decoder': { type: 'string', description: 'The folder in which node-av is installed, to look into videos' },
  'seconds-per-hash': { type: 'string', description: 'Of videos, one frame in so many seconds; 0 for every frame' },
  'max-pixels': { type: 'string', description: 'The largest picture that is decoded' },
  timeout: { type: 'string', description: 'Seconds for one picture, or for the next frame of a video' },
  workers: { type: 'string', description: 'Files read at the same time; by default one for each processor' },
  json: { type: 'boolean', description: 'One line of JSON', default: false },
} as const;

export const scanCommand = defineCommand({
  meta: { name: 'scan', description: 'Scan seized files: what is known, what is a copy, what is new' },
  args,
  async run({ rawArgs }) {
    const { values, positionals } = parse(rawArgs);
    const asJson = values.json === true;
    if (positionals[0] === 'compare') return compare(positionals.slice(1), asJson);
    await runScan(positionals, values, asJson);
  },
});

type Values = ReturnType<typeof parse>['values'];

async function runScan(roots: string[], values: Values, asJson: boolean): Promise<void> {
  if (roots.length === 0)
    throw new Refusal('bad-input', 'nothing-to-scan', 'Name the folders to scan: suaka scan FOLDER --list FILE');
  const stop = new AbortController();
  const interrupted = (): void => {
    if (stop.signal.aborted) process.exit(exitStopped); // asked twice
    stop.abort();
    process.stderr.write('Stopping; once more stops at once\n');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupted);
  const out = values.out ?? `scan-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}Z`;
  const progress = scanProgress();
  try {
    const outcome = await scan({
      ...(await optionsOf(values)),
      roots,
      out,
      signal: stop.signal,
      onProgress: progress.show,
    });
    progress.stop();
    tell(outcome, out, asJson);
  } finally {
    progress.stop();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

async function optionsOf(values: Values) {
  return {
    caseNumber: values.case ?? null,
    legalAuthority: values.authority ?? null,
    operator: values.operator ?? null,
    lists: values.list ?? [],
    secret: values.key === undefined ? null : await readSecret(values.key),
    issuerKey: values['signed-by'] === undefined ? null : await readKey(values['signed-by']),
    keepGood: values['keep-good'] === true,
    videoDecoder: values['video-decoder'] ?? null,
    secondsPerHash: numberOf(values, 'seconds-per-hash', 1, 0),
    maxPixels: numberOf(values, 'max-pixels', 400_000_000, 1),
    timeoutMs: Math.round(numberOf(values, 'timeout', 60, 0.001) * 1000),
    workers: numberOf(values, 'workers', availableParallelism(), 1),
    now: () => new Date(),
  };
}

function parse(rawArgs: string[]) {
  const options = Object.entries(args).filter(([name]) => name !== 'folders');
  const types = options.map(([name, { type }]) => [name, { type, multiple: name === 'list' }]);
  try {
    const { values, positionals } = parseArgs({
      args: rawArgs,
      options: Object.fromEntries(types) as Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
      allowPositionals: true,
    });
    return { values: values as Texts & Flags & { list?: string[] }, positionals };
  } catch (cause) {
    throw new Refusal('bad-input', 'unknown-argument', (cause as Error).message, { cause });
  }
}
type Flags = { json?: boolean; 'keep-good'?: boolean };
type Texts = Partial<Record<Exclude<keyof typeof args, 'list' | 'folders' | keyof Flags>, string>>;

function numberOf(values: Texts, name: keyof Texts, usual: number, least: number): number {
  const given = values[name];
  if (given === undefined) return usual;
  const number = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isFinite(number) && number >= least) return number;
  throw new Refusal('bad-input', 'not-a-number', `--${name} is "${given}"; expected a number of ${least} or more`);
}

function tell(outcome: RunOutcome, out: string, asJson: boolean): void {
  if (outcome.ended === 'stopped') {
    const { files, known } = outcome.progress;
    const words = `Stopped after ${files} files, ${known} of them known. Give the same command with --out ${out} to go on`;
    report(asJson, { ended: 'stopped', out: outcome.path, files, known }, words);
    process.exitCode = exitStopped;
    return;
  }
  const { summary, path, publicKey, before } = outcome;
  report(asJson, { ended: 'finished', out: path, publicKey, before, ...summary }, wordsOf(summary, outcome));
}

function wordsOf(summary: Summary, { path, before, publicKey }: Extract<RunOutcome, { ended: 'finished' }>): string {
  const {
    files,
    known,
    copies,
    new: fresh,
    unreadable,
    bytes,
    asked,
    trial,
    whyUnreadable,
    videoDecoder,
    types,
  } = summary;
  const reasons = Object.entries(whyUnreadable).map(([why, count]) => `${count} ${why}`);
  const lists = asked.lists.map(({ name, known: found }) => `${shownName(name)} (${found} known)`);
  const videos = Object.entries(types).some(([type]) => type.startsWith('video/'));
  const lines = [
    ...(before ? ['This run was finished before; nothing was read again'] : []),
    `${files} files, ${(bytes / 1e6).toFixed(1)} MB: ${known} known, ${copies} copies, ${fresh} new, ${unreadable} unreadable`,
    ...(reasons.length > 0 ? [`Not read, or not wholly: ${reasons.join(', ')}`] : []),
    lists.length > 0
      ? `Asked: ${lists.join(', ')}; by ${asked.algorithms.join(', ')}`
      : 'No list was asked: name one with --list',
    ...(videos && !videoDecoder
      ? ['Videos were known by their digests alone: give a decoder with --video-decoder']
      : []),
    ...(trial ? ['A trial: name --case, --authority and --operator for a run that counts'] : []),
    `Results: ${path}`,
    `Public key of the run: ${publicKey}`,
  ];
  return lines.join('\n');
}

/** @throws Refusal `not-a-secret-key`. */
async function readSecret(path: string): Promise<KeyObject> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (cause) {
    throw notASecret(path, (cause as Error).message, cause);
  }
  const key = readScanSecret(pem);
  if (key === null) throw notASecret(path, 'it is another kind of file');
  return key;
}

function notASecret(path: string, why: string, cause?: unknown): Refusal {
  const said = `"${path}" holds no secret key as "suaka scan-key" writes it: ${why}`;
  return new Refusal('bad-input', 'not-a-secret-key', said, { cause });
}

async function compare(runs: string[], asJson: boolean): Promise<void> {
  if (runs.length !== 2)
    throw new Refusal(
      'bad-input',
      'two-runs',
      `${runs.length} runs were named; expected two: suaka scan compare RUN RUN`,
    );
  let told = 0;
  const found = await compareScans(runs[0]!, runs[1]!, ({ is, root, path }) => {
    told += 1;
    if (asJson) say(JSON.stringify({ is, root, path }));
    else if (told <= toldDifferences) say(`${is}: ${shownName(path)}`);
  });
  report(asJson, { ...found }, comparisonWords(found, told));
  if (!found.alike) process.exitCode = 2;
}

function comparisonWords(found: ScanComparison, told: number): string {
  const { alike, same, onlyFirst, onlySecond, otherBytes, readInOne, broken } = found;
  const lines = [
    ...(told > toldDifferences ? [`and ${told - toldDifferences} more; --json names all`] : []),
    ...broken.map(({ run, why }) => `${run}: ${why}`),
    alike
      ? `The same: ${same} files with the same bytes in both runs`
      : `NOT the same: ${same} alike, ${onlyFirst} only in the first, ${onlySecond} only in the second, ${otherBytes} with other bytes, ${readInOne} read in one only`,
  ];
  return lines.join('\n');
}
