// Reading a file of hashes as it streams in: bytes to text, text to records, records to batches of hashes and faults.
import { evenChunks } from '../../../kit/csv/chunks.ts';
import type { Cut } from '../../../kit/csv/cut.ts';
import { BadLine } from './bad-line.ts';
import { type ReadCells, readCells } from './cells.ts';
import type { Cells } from './columns.ts';
import { type EntryOptions, readEntry, type StagedHash } from './entry.ts';
import { detectFormat, type Format } from './format.ts';

export interface Fault {
  line: number;
  reason: string;
}

/** What is staged in one go. Counts are of this batch alone, `bytesRead` of the whole file so far. */
export interface Batch {
  format: Format;
  /** Columns that were named by no one we know. */
  ignored: string[];
  hashes: StagedHash[];
  faults: Fault[];
  linesRead: number;
  linesBad: number;
  bytesRead: number;
}

export interface ReadOptions extends EntryOptions {
  /** Null: told from the first lines. */
  format: Format | null;
}

/** Lines a batch has at least: enough that a round trip to the database does not show, little enough to hold in memory. */
const batchLines = 20_000;
/** Faults that are kept with their reason; beyond these they are counted. */
export const faultsKept = 10_000;
/** Names of ignored columns that are kept, each cut short. */
const ignoredKept = 50;

/**
 * Reads a file to its end in batches; at least one, also of an empty table.
 * @throws Refusal `unknown-format`, `no-hash-column`, `algorithm-ambiguous`: what makes the whole file unreadable.
 */
export async function* readBatches(stream: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Batch> {
  const decoder = new TextDecoder();
  let reader: FileReader | undefined;
  let bytesRead = 0;
  for await (const { bytes, last } of evenChunks(stream)) {
    const text = decoder.decode(bytes, { stream: !last });
    reader ??= new FileReader(text, options);
    reader.push(text, last);
    bytesRead += bytes.length;
    if (last || reader.linesRead >= batchLines) yield { ...reader.take(), bytesRead };
  }
}

class FileReader {
  readonly #format: Format;
  readonly #options: ReadOptions;
  readonly #ignored = new Set<string>();
  readonly #read: ReadCells;
  #faultsKept = 0;
  #hashes: StagedHash[] = [];
  #faults: Fault[] = [];
  #linesBad = 0;
  linesRead = 0;

  constructor(head: string, options: ReadOptions) {
    this.#options = options;
    this.#format = options.format ?? detectFormat(head);
    this.#read = readCells(this.#format, head, (name) => {
      if (this.#ignored.size < ignoredKept) this.#ignored.add(name.slice(0, 100));
    });
  }

  push(text: string, last: boolean): void {
    for (const cut of this.#read(text, last)) this.#take(cut);
  }

  take(): Omit<Batch, 'bytesRead'> {
    const batch = {
      format: this.#format,
      ignored: [...this.#ignored],
      hashes: this.#hashes,
      faults: this.#faults,
      linesRead: this.linesRead,
      linesBad: this.#linesBad,
    };
    this.#hashes = [];
    this.#faults = [];
    this.linesRead = 0;
    this.#linesBad = 0;
    return batch;
  }

  #take(cut: Cut<Cells>): void {
    this.linesRead += 1;
    if ('fault' in cut) return this.#note(cut.line, cut.fault);
    try {
      this.#hashes.push(...readEntry(cut.line, cut.value, this.#options));
    } catch (fault) {
      if (!(fault instanceof BadLine)) throw fault;
      this.#note(cut.line, fault.message);
    }
  }

  #note(line: number, reason: string): void {
    this.#linesBad += 1;
    this.#faultsKept += 1;
    if (this.#faultsKept <= faultsKept) this.#faults.push({ line, reason });
  }
}
