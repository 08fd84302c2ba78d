// One run from its first line to its seal: opens or goes on with its folder, reads what was not read yet, makes the results.
import { readFile, rm, stat } from 'node:fs/promises';
import { Refusal } from '../../kit/errors.ts';
import type { Clock } from '../../kit/time.ts';
import { makeAllResults, type Summary } from '../results/index.ts';
import { askAll } from './asking.ts';
import { openRunFolder, refuseScannedTwice, type RunFolder } from './folder.ts';
import { Journal, replay } from './journal.ts';
import { lockRun } from './lock.ts';
import { beginManifest, type Manifest, type ManifestFacts, readManifest, refuseOther } from './manifest.ts';
import { NameSet } from './names.ts';
import type { Parts, RecordedParts } from './parts.ts';
import { Counter, type Progress } from './progress.ts';
import { readAll } from './reading.ts';
import type { JournalRecord } from './records.ts';
import { isSealed, refuseBroken, sealRun } from './seal.ts';
import { makePrivate } from './write.ts';

const progressEveryMs = 500;

export interface RunOptions extends Omit<ManifestFacts, 'startedAt' | 'lists'> {
  out: string;
  /** Stops it; what was read is kept. */
  signal: AbortSignal;
  now: Clock;
  videoDecoder: boolean;
  onProgress?: (progress: Progress) => void;
}

/** What a scan ended with. Stopped, the same options go on with it. */
export type RunOutcome = { path: string; progress: Progress } & (
  | { ended: 'finished'; summary: Summary; publicKey: string; before: boolean }
  | { ended: 'stopped' }
);

/**
 * @param openParts opens lists and readers; called once the run's folder is held.
 * @throws Refusal for what the operator can set right, Error where the disk or a list failed; the run can be gone on with.
 */
export async function runScan(
  options: RunOptions,
  openParts: () => Promise<Parts | RecordedParts>,
): Promise<RunOutcome> {
  if (!options.from) await refuseRoots(options.roots); // otherwise nothing is read there
  const folder = await openRunFolder(options.out, options.roots);
  if (!(await exists(folder.at('lock')))) await makePrivate(folder.at('lock'));
  const lock = lockRun(folder.at('lock'), options.out);
  try {
    tellOfLists(options);
    const parts = await openParts();
    try {
      return await new Run(options, folder, parts).run();
    } finally {
      if ('readers' in parts) await parts.readers.close();
    }
  } catch (fault) {
    throw explained(fault, options.out);
  } finally {
    lock.release();
  }
}

/** Long lists take a while, before anything is read. */
function tellOfLists({ now, onProgress }: RunOptions): void {
  const counter = new Counter(now);
  counter.phase = 'lists';
  onProgress?.(counter.progress);
}

class Run {
  readonly #options: RunOptions;
  readonly #folder: RunFolder;
  readonly #parts: Parts | RecordedParts;
  readonly #done = new NameSet();
  readonly #known = new NameSet();
  readonly #counter: Counter;
  #readAt: string | null = null;
  #sessions = 0;
  #damagedLines = 0;

  constructor(options: RunOptions, folder: RunFolder, parts: Parts | RecordedParts) {
    this.#options = options;
    this.#folder = folder;
    this.#parts = parts;
    this.#counter = new Counter(options.now);
  }

  async run(): Promise<RunOutcome> {
    const manifest = await this.#manifest();
    if (await isSealed(this.#folder)) {
      await refuseBroken(this.#folder);
      await rm(this.#folder.at('key'), { force: true }); // a kill right behind the seal left it
      return this.#finished(manifest, await this.#readSummary(), true);
    }
    const journal = await this.#openJournal();
    const ticking = setInterval(() => this.#tell(), progressEveryMs); // it also keeps the process until all is read
    try {
      const complete = await this.#readAndClose(journal);
      return complete ? await this.#results(manifest) : this.#stopped();
    } finally {
      clearInterval(ticking);
    }
  }

  async #manifest(): Promise<Manifest> {
    const { roots, caseNumber, legalAuthority, operator, settings, versions, from, now } = this.#options;
    const { lists } = this.#parts.lists;
    const startedAt = now().toISOString();
    const facts = { caseNumber, legalAuthority, operator, startedAt, roots, lists, settings, versions, from };
    if (!this.#folder.begun) return beginManifest(this.#folder, facts);
    const manifest = await readManifest(this.#folder.at('manifest'));
    refuseOther(manifest, facts, this.#options.out);
    return manifest;
  }

  /** Takes in what earlier sessions did, and opens the journal behind it. */
  async #openJournal(): Promise<Journal> {
    const lines = replay<JournalRecord>(this.#folder.at('journal'));
    for (;;) {
      const next = await lines.next();
      if (next.done === true) {
        this.#damagedLines = next.value.damaged;
        return Journal.open(this.#folder.at('journal'), next.value.lengthBytes);
      }
      this.#takeIn(next.value.record);
    }
  }

  #takeIn(record: JournalRecord): void {
    if (record.is === 'session') this.#sessions += 1;
    else if (record.is === 'complete') this.#readAt = record.at;
    else if (record.is !== 'file') this.#done.add(record);
    else {
      const { facts, place, known } = record;
      const named = { name: facts.name, root: facts.root, place, is: 'file' } as const;
      this.#done.add(named);
      if (known.length > 0) this.#known.add(named);
      this.#counter.count({ facts, onDisk: place === '', known: known.length > 0 }, { before: true });
    }
  }

  async #readAndClose(journal: Journal): Promise<boolean> {
    try {
      return await this.#read(journal);
    } finally {
      await journal.close();
    }
  }

  /** Whether everything is read. */
  async #read(journal: Journal): Promise<boolean> {
    if (this.#readAt !== null) return true;
    const { now } = this.#options;
    this.#sessions += 1;
    await journal.append({ is: 'session', at: now().toISOString() } satisfies JournalRecord);
    const counting = new AbortController();
    const counted = this.#count(counting.signal);
    try {
      if (!(await this.#readOrAsk(journal))) return false;
    } finally {
      counting.abort();
      await counted;
    }
    this.#readAt = now().toISOString();
    await journal.append({ is: 'complete', at: this.#readAt } satisfies JournalRecord);
    await journal.flush();
    return true;
  }

  #readOrAsk(journal: Journal): Promise<boolean> {
    const { roots, signal } = this.#options;
    const parts = this.#parts;
    const rest = { journal, done: this.#done, counter: this.#counter, signal };
    return 'records' in parts ? askAll({ parts, ...rest }) : readAll({ roots, parts, known: this.#known, ...rest });
  }

  async #count(signal: AbortSignal): Promise<void> {
    const total = await this.#parts.count(this.#options.roots, signal).catch(() => null); // only the time left needs it
    if (!signal.aborted) this.#counter.total = total;
  }

  async #results(manifest: Manifest): Promise<RunOutcome> {
    const { now, signal, videoDecoder } = this.#options;
    this.#counter.phase = 'results';
    this.#tell();
    const times = () => ({
      startedAt: manifest.startedAt,
      readAt: this.#readAt ?? manifest.startedAt,
      endedAt: now().toISOString(),
      sessions: this.#sessions,
    });
    try {
      const summary = await makeAllResults({
        folder: this.#folder,
        manifest,
        algorithms: this.#parts.lists.algorithms,
        videoDecoder,
        damagedLines: this.#damagedLines,
        join: (files) => this.#parts.join(files),
        times,
        step: () => breathe(signal),
      });
      await sealRun(this.#folder, now().toISOString());
      return this.#finished(manifest, summary, false);
    } catch (fault) {
      if (fault instanceof Stopped) return this.#stopped();
      throw fault;
    }
  }

  #finished({ publicKey }: Manifest, summary: Summary, before: boolean): RunOutcome {
    return { ended: 'finished', path: this.#folder.path, progress: this.#counter.progress, summary, publicKey, before };
  }

  #stopped(): RunOutcome {
    return { ended: 'stopped', path: this.#folder.path, progress: this.#counter.progress };
  }

  async #readSummary(): Promise<Summary> {
    return JSON.parse(await readFile(this.#folder.at('summary'), 'utf8')) as Summary;
  }

  #tell(): void {
    this.#options.onProgress?.(this.#counter.progress);
  }
}

class Stopped extends Error {}

/** Lets other things happen in the middle of long work, and stops it where that was asked. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new Stopped('stopped');
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function refuseRoots(roots: readonly string[]): Promise<void> {
  for (const root of roots) await refuseMissing(root);
  await refuseScannedTwice(roots);
}

async function refuseMissing(root: string): Promise<void> {
  try {
    await stat(root);
  } catch (cause) {
    const said = `"${root}" cannot be scanned: ${(cause as Error).message}; name a folder or a file`;
    throw new Refusal('bad-input', 'nothing-to-scan', said, { cause });
  }
}

const diskFaults: Record<string, string> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  EFBIG: 'a file there may not grow any more',
  EROFS: 'its disk can only be read',
  EIO: 'its disk reports an error',
  EACCES: 'it may not be written',
};

/** What the disk of the run's folder said, in words that say what to do. */
function explained(fault: unknown, out: string): unknown {
  if (!(fault instanceof Error)) return fault;
  const { code } = fault as NodeJS.ErrnoException;
  const why = /database or disk is full/.test(fault.message) ? diskFaults.ENOSPC : diskFaults[code ?? ''];
  if (why === undefined) return fault;
  const said = `The run folder "${out}" cannot be written: ${why} (${fault.message}). Set that right and give the same command again: it goes on where it stopped`;
  return new Error(said, { cause: fault });
}
