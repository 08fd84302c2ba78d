// `suaka import` and `suaka export`. What they are run on is handed in by the command line's own file.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { defineCommand } from 'citty';
import { SingleBar } from 'cli-progress';
import { problemDetails, Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { noBank, readBanks } from '../banks.ts';
import { algorithmNames } from '../hashes.ts';
import { exportSignals } from './export.ts';
import { importFile, type ImportOptions, type ImportResult, type Progress, type Watch } from './import-file.ts';
import { formats } from './reading/format.ts';

/** Exit codes: done, a fault of ours, bad input or a refusal. */
export const exitCodes = { done: 0, fault: 1, refused: 2 } as const;

/** Where a command reads and writes; the process itself outside tests. */
export interface Terminal {
  in: Readable;
  out: Writable;
  err: Writable & { isTTY?: boolean };
}

/** Opens a desk and lends it out: the house, and in whose name the work is done. */
export type AtDesk = (work: (house: House, caller: Caller) => Promise<number>) => Promise<number>;

const processTerminal: Terminal = { in: process.stdin, out: process.stdout, err: process.stderr };
const file = { type: 'positional', description: 'The file, or - for standard input', required: true } as const;
const bank = { type: 'string', description: 'Short name of the bank, such as KNOWN_COPIES', required: true } as const;
const json = { type: 'boolean', description: 'Print one line of JSON' } as const;

export function importCommand(atDesk: AtDesk) {
  return defineCommand({
    meta: { name: 'import', description: 'Import a list of hashes (CSV, NDJSON or one hash a line) into a bank' },
    args: {
      file,
      bank,
      'keep-good': { type: 'boolean', description: 'List the good lines even if others are bad' },
      algorithm: { type: 'enum', options: [...algorithmNames], description: 'Of hashes beside which none is named' },
      source: { type: 'string', description: 'Who gave the list' },
      format: { type: 'enum', options: [...formats], description: 'Otherwise told from the content' },
      json,
    },
    async run({ args }) {
      const { file: path, bank: bankCode, 'keep-good': keepGood, json: asJson, algorithm, source, format } = args;
      const options = { keepGood, algorithm, source, format } as Omit<ImportOptions, 'bankId'>;
      process.exitCode = await atDesk((house, caller) => runImport(house, caller, { path, bankCode, asJson, ...options }));
    },
  });
}

export function exportCommand(atDesk: AtDesk) {
  return defineCommand({
    meta: { name: 'export', description: 'Export the hashes of a bank' },
    args: {
      bank,
      format: { type: 'enum', options: [...formats], default: 'csv', description: 'csv, ndjson or lines' },
      out: { type: 'string', description: 'The file to write; otherwise standard output' },
    },
    async run({ args }) {
      process.exitCode = await atDesk((house, caller) => runExport(house, caller, { bankCode: args.bank, format: args.format, path: args.out }));
    },
  });
}

export interface ImportRun extends Omit<ImportOptions, 'bankId'> {
  /** A path, or `-` for standard input. */
  path: string;
  bankCode: string;
  asJson?: boolean;
  untilLive?: Watch['untilLive'];
}

/** @returns the exit code: 0 listed, 2 refused. */
export async function runImport(house: House, caller: Caller, run: ImportRun, terminal: Terminal = processTerminal): Promise<number> {
  const { path, bankCode, asJson, untilLive, ...options } = run;
  return refusing(terminal, asJson, async () => {
    const bankId = await bankOfCode(house, caller, bankCode);
    const bar = await progressBar(path, terminal);
    try {
      const stream = path === '-' ? terminal.in : createReadStream(path, { highWaterMark: 256 * 1024 });
      const watch = { untilLive, onProgress: ({ bytesRead }: Progress) => bar?.update(bytesRead, { step: bytesRead < bar.getTotal() ? 'reading' : 'listing' }) };
      const result = await importFile(house, caller, { ...options, bankId, fileName: path === '-' ? null : basename(path) }, stream, watch);
      bar?.stop();
      terminal.out.write(asJson ? `${JSON.stringify(result)}\n` : sayResult(result));
      return result.state === 'applied' ? exitCodes.done : exitCodes.refused;
    } finally {
      bar?.stop();
    }
  });
}

export interface ExportRun {
  bankCode: string;
  format: string;
  /** Null or left out: standard output. */
  path?: string | null;
}

/** @returns the exit code: 0 written as a whole, 2 refused. */
export async function runExport(house: House, caller: Caller, run: ExportRun, terminal: Terminal = processTerminal): Promise<number> {
  return refusing(terminal, false, async () => {
    const bankId = await bankOfCode(house, caller, run.bankCode);
    const stream = await call(house, exportSignals, caller, { bankId, format: run.format } as never);
    if (run.path) await writeWhole(stream, run.path);
    else await pipeline(stream, terminal.out, { end: false });
    return exitCodes.done;
  });
}

// Under its name a file stands only when it is complete.
async function writeWhole(stream: Readable, path: string): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await pipeline(stream, createWriteStream(partial));
    await rename(partial, path);
  } catch (fault) {
    await rm(partial, { force: true });
    throw fault;
  }
}

async function bankOfCode(house: House, caller: Caller, code: string): Promise<string> {
  const found = (await call(house, readBanks, caller, {})).find((each) => each.code === code && !each.shared);
  if (!found) throw noBank(code);
  return found.id;
}

async function progressBar(path: string, { err }: Terminal): Promise<SingleBar | null> {
  if (path === '-' || !err.isTTY) return null;
  const bar = new SingleBar({ stream: err, format: '{bar} {percentage} %  {step}', hideCursor: true });
  bar.start((await stat(path)).size, 0, { step: 'reading' });
  return bar;
}

/** What people read of a refusal, and its exit code; a fault is thrown on. A file that cannot be opened is bad input. */
async function refusing(terminal: Terminal, asJson: boolean | undefined, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (fault) {
    const refusal = asRefusal(fault);
    if (!refusal) throw fault;
    if (asJson) terminal.out.write(`${JSON.stringify(problemDetails(refusal))}\n`);
    else terminal.err.write(`${refusal.message}\n`);
    return exitCodes.refused;
  }
}

function asRefusal(fault: unknown): Refusal | null {
  if (fault instanceof Refusal) return fault;
  const { code, message } = fault as NodeJS.ErrnoException;
  const ours = code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES';
  return ours ? new Refusal('bad-input', 'file-not-readable', message, { cause: fault }) : null;
}

const faultsSaid = 20;

function sayResult(result: ImportResult): string {
  const counts = [
    [result.listed, 'listed'],
    [result.alreadyListed, 'listed already'],
    [result.duplicates, 'more than once in the file'],
    [result.withdrawn, 'withdrawn'],
    [result.withdrawnBefore, 'withdrawn before, and left so'],
    [result.expired, 'past their date'],
  ] as const;
  const said = counts.filter(([count, what]) => count > 0 || what === 'listed').map(([count, what]) => `${count} ${what}`);
  const faults = result.faults.slice(0, faultsSaid).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = result.linesBad - faults.length;
  return [
    result.state === 'applied' ? `${result.id}: ${said.join(', ')}` : `${result.id}: nothing was listed; correct the bad lines, or keep the good ones with --keep-good`,
    ...(result.linesBad > 0 ? [`${result.linesBad} of ${result.linesRead} lines are bad:`, ...faults] : []),
    ...(more > 0 && faults.length > 0 ? [`  and ${more} more`] : []),
    ...(result.ignoredColumns.length > 0 ? [`Columns not used: ${result.ignoredColumns.join(', ')}`] : []),
    '',
  ].join('\n');
}
