// Importing a file from its first byte to the answer: it is read and waits in the database, in batches; then it is
// listed in one transaction. A crash at any moment leaves either all of it listed or nothing.
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../../kit/errors.ts';
import { minuteMs } from '../../kit/time.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import type { Algorithm } from '../hashes.ts';
import type { Format } from './reading/format.ts';
import { type Batch, type Fault, readBatches } from './reading/read.ts';
import { addProgress, findImport, type Import, insertFaults, setImportState, stageHashes } from './store/imports.ts';
import { importStates } from './states.ts';
import { abandonImport, applyImport, beginImport, readImport, refuseImport } from './verbs.ts';
import { advance } from '../states.ts';

export interface ImportOptions {
  bankId: string;
  /** Who says so; `own`, unless told otherwise. */
  source?: string;
  sourceKind?: 'agency' | 'exchange';
  /** List the good lines even if others are bad; otherwise it is all or nothing. */
  keepGood?: boolean;
  fileName?: string | null;
  /** Null or left out: told from the first lines. */
  format?: Format | null;
  /** Of hashes beside which none is named. */
  algorithm?: Algorithm | null;
}

export interface Progress {
  bytesRead: number;
  linesRead: number;
  linesBad: number;
}

export interface Watch {
  /** Called after each batch with what was read so far. */
  onProgress?: (progress: Progress) => void;
  /** Resolves when this node's index holds everything that is committed. */
  untilLive?: () => Promise<void>;
}

export interface ImportResult extends Import {
  /** The first hundred bad lines. */
  faults: Fault[];
  nextFault: number | null;
  /** When this node matched with what was listed; null when nothing was, or when it did not follow within a minute. */
  liveAt: Date | null;
}

const longestLiveWaitMs = minuteMs;

/**
 * Imports a file into a bank: all of it or nothing, unless `keepGood`. The state of the result is `applied` or, when
 * lines are bad, `refused`.
 * @throws Refusal when the file cannot be read as a whole (`unknown-format`, `no-hash-column`, `algorithm-ambiguous`),
 * or as the verbs do; whatever the stream throws. Nothing is listed then.
 */
export async function importFile(
  house: House,
  caller: Caller,
  options: ImportOptions,
  stream: AsyncIterable<Uint8Array>,
  watch: Watch = {},
): Promise<ImportResult> {
  const { id, format, algorithm } = await call(house, beginImport, caller, options);
  try {
    await stage(house, caller, id, readBatches(stream, { format, algorithm, now: house.now() }), watch);
    const { state } = await call(house, applyImport, caller, { id });
    const liveAt = state === 'applied' ? await liveTime(house, watch) : null;
    const read = await call(house, readImport, caller, { id });
    if (read.listed >= manyHashes) await renewStatistics(house);
    return { ...read, liveAt };
  } catch (fault) {
    await giveUp(house, caller, id, fault);
    throw fault;
  }
}

/** After so many, what the database knows of the table is wrong enough to choose slow ways through it. */
const manyHashes = 10_000;

// PostgreSQL would do it by itself, but within a minute or so, and lookups come at once.
async function renewStatistics(house: House): Promise<void> {
  await asOwner(house.database, ({ client }) => client.query('ANALYZE recognise.signal'));
}

// The next batch is read while the one before it is written.
async function stage(
  house: House,
  caller: Caller,
  id: string,
  batches: AsyncIterable<Batch>,
  watch: Watch,
): Promise<void> {
  const progress = { bytesRead: 0, linesRead: 0, linesBad: 0 };
  let writing = Promise.resolve();
  for await (const batch of batches) {
    await writing;
    writing = write(house, caller, id, batch);
    writing.catch(() => {}); // it is awaited above or below, though perhaps after it failed
    progress.bytesRead = batch.bytesRead;
    progress.linesRead += batch.linesRead;
    progress.linesBad += batch.linesBad;
    watch.onProgress?.({ ...progress });
  }
  await writing;
  await inOrganisation(house.database, caller.organisationId, async ({ client }) => {
    const found = await findImport(client, id, 'FOR UPDATE');
    await setImportState(client, id, advance(importStates, 'finish', found?.state ?? 'missing'), house.now());
  });
}

function write(house: House, caller: Caller, id: string, batch: Batch): Promise<void> {
  return inOrganisation(house.database, caller.organisationId, async ({ client }) => {
    const { hashes, faults, ...counts } = batch;
    const going = await addProgress(client, id, { ...counts, hashes: hashes.length }, house.now());
    if (!going)
      throw new Refusal(
        'conflict',
        'import-abandoned',
        `The import ${id} was given up, because nothing came in for a quarter of an hour; import the file again`,
      );
    if (hashes.length > 0) await stageHashes(client, id, hashes);
    if (faults.length > 0) await insertFaults(client, id, faults);
  });
}

async function liveTime(house: House, { untilLive }: Watch): Promise<Date | null> {
  if (!untilLive) return null;
  const stop = new AbortController();
  const late = wait(longestLiveWaitMs, false, { signal: stop.signal }).catch(() => false);
  const followed = untilLive().then(
    () => true,
    () => false, // the list is in force all the same: lookups ask the tables
  );
  const live = await Promise.race([followed, late]);
  stop.abort();
  return live ? house.now() : null;
}

// Failing to say so is no harm: an import that nobody touches any more is abandoned after a while.
async function giveUp(house: House, caller: Caller, id: string, fault: unknown): Promise<void> {
  try {
    if (fault instanceof Refusal) await call(house, refuseImport, caller, { id, code: fault.code, why: fault.message });
    else await call(house, abandonImport, caller, { id });
  } catch (second) {
    house.log.warn({ err: second, import: id }, 'an import that failed could not be ended; it is abandoned later');
  }
}
