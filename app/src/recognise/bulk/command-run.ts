// What `suaka import` and `suaka export` do and say.
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { problemDetails, Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { noBank, readBanks } from '../banks.ts';
import { exportSignals } from './export.ts';
import { importFile, type ImportOptions, type ImportResult, type Progress } from './import-file.ts';

/** Exit codes: done; bad input or a refusal. A fault of ours is thrown on, and the command line ends with 1. */
export const exitCodes = { done: 0, refused: 2 } as const;

/** Where a command reads and writes; the process itself outside tests. */
export interface Terminal {
  in: Readable;
  out: Writable;
  err: Writable & { isTTY?: boolean };
}

export const processTerminal: Terminal = { in: process.stdin, out: process.stdout, err: process.stderr };

export interface ImportRun extends Omit<ImportOptions, 'bankId'> {
  /** A path, or `-` for standard input. */
  path: string;
  bankCode: string;
  asJson?: boolean;
}

/** @returns the exit code: 0 listed, 2 refused. */
export async function runImport(
  house: House,
  caller: Caller,
  run: ImportRun,
  terminal: Terminal = processTerminal,
): Promise<number> {
  const { path, bankCode, asJson, ...options } = run;
  return refusing(terminal, asJson, async () => {
    const bankId = await bankOfCode(house, caller, bankCode);
    const input = await openInput(path, terminal);
    const bar = input.bytes === null || !terminal.err.isTTY ? null : progressBar(input.bytes, terminal);
    try {
      const onProgress = ({ bytesRead }: Progress) =>
        bar?.update(bytesRead, { step: bytesRead < bar.getTotal() ? 'reading' : 'listing' });
      const fileName = path === '-' ? null : basename(path);
      const result = await importFile(house, caller, { ...options, bankId, fileName }, input.stream, { onProgress });
      bar?.stop();
      terminal.out.write(asJson ? `${JSON.stringify(result)}\n` : sayResult(result));
      return result.state === 'applied' ? exitCodes.done : exitCodes.refused;
    } finally {
      bar?.stop();
      await input.close();
    }
  });
}

interface Input {
  stream: AsyncIterable<Uint8Array>;
  /** Null: not known beforehand. */
  bytes: number | null;
  close(): Promise<void>;
}

async function openInput(path: string, terminal: Terminal): Promise<Input> {
  if (path === '-') return { stream: terminal.in, bytes: null, close: async () => {} };
  const handle = await open(path);
  const { size } = await handle.stat();
  return { stream: handle.createReadStream({ highWaterMark: 256 * 1024 }), bytes: size, close: () => handle.close() };
}

function progressBar(bytes: number, { err }: Terminal): SingleBar {
  const bar = new SingleBar({ stream: err, format: '{bar} {percentage} %  {step}', hideCursor: true });
  bar.start(bytes, 0, { step: 'reading' });
  return bar;
}

export interface ExportRun {
  bankCode: string;
  format: string;
  /** Null or left out: standard output. */
  path?: string | null;
}

/** @returns the exit code: 0 written as a whole, 2 refused. */
export async function runExport(
  house: House,
  caller: Caller,
  run: ExportRun,
  terminal: Terminal = processTerminal,
): Promise<number> {
  return refusing(terminal, false, async () => {
    const bankId = await bankOfCode(house, caller, run.bankCode);
    const stream = await call(house, exportSignals, caller, { bankId, format: run.format } as never);
    if (run.path) await writeWhole(stream, run.path);
    else await pipeline(stream, terminal.out, { end: false });
    return exitCodes.done;
  });
}

// Under its name a file stands only when it is complete.
export async function writeWhole(stream: Readable, path: string): Promise<void> {
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

/** What people read of a refusal, and its exit code; a fault is thrown on. A file that cannot be opened is bad input. */
export async function refusing(
  terminal: Terminal,
  asJson: boolean | undefined,
  work: () => Promise<number>,
): Promise<number> {
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
  const said = counts
    .filter(([count, what]) => count > 0 || what === 'listed')
    .map(([count, what]) => `${count} ${what}`);
  const faults = result.faults.slice(0, faultsSaid).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = result.linesBad - faults.length;
  return [
    result.state === 'applied'
      ? `${result.id}: ${said.join(', ')}`
      : `${result.id}: nothing was listed; correct the bad lines, or keep the good ones with --keep-good`,
    ...(result.linesBad > 0 ? [`${result.linesBad} of ${result.linesRead} lines are bad:`, ...faults] : []),
    ...(more > 0 && faults.length > 0 ? [`  and ${more} more`] : []),
    ...(result.ignoredColumns.length > 0 ? [`Columns not used: ${result.ignoredColumns.join(', ')}`] : []),
    '',
  ].join('\n');
}
