// The journal of erasures: which records' keys were destroyed, and when. A table holds it and each node copies it to a
// file beside its data, which outlives the database: an older backup restored later does not bring an erased record back.
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Configuration } from '../runtime/configuration.ts';
import { asNode, type Database, partInOrganisation, type Work } from '../runtime/database.ts';
import { syncFolder } from '../runtime/durable.ts';
import { destroyRecordKey } from './records.ts';

const line = z.object({ record: z.string().min(1), organisation: z.string().min(1), at: z.coerce.date() });

/** That a record of an organisation was erased. */
export type Erasure = z.output<typeof line>;

/** The file beside the data: one erasure a line, as JSON; the same one may stand in it twice. */
export const erasureJournal = ({ dataFolder }: Pick<Configuration, 'dataFolder'>): string =>
  join(dataFolder, 'erasures.ndjson');

/** The journal's file, nothing when there is none yet. `unreadable` counts lines that a crash or a full disk cut short. */
export async function readErasureJournal(file: string): Promise<{ erasures: Erasure[]; unreadable: number }> {
  const text = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return '';
    throw fault;
  });
  const lines = text.split('\n').filter(Boolean);
  const erasures = lines.map(readLine).filter((erasure) => erasure !== null);
  return { erasures, unreadable: lines.length - erasures.length };
}

function readLine(text: string): Erasure | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The erasures in the database that the transaction's role may see. */
export async function readErasures({ client }: Work): Promise<Erasure[]> {
  const { rows } = await client.query<Erasure>(
    'SELECT record_id AS record, organisation_id AS organisation, erased_at AS at FROM fields.erasure ORDER BY erased_at, record_id',
  );
  return rows;
}

/** Adds to the file what the database holds and the file does not; on the disk when it resolves. How many were added. */
export async function keepErasureJournal(
  database: Database,
  where: Pick<Configuration, 'dataFolder'>,
): Promise<number> {
  const file = erasureJournal(where);
  const kept = new Set((await readErasureJournal(file)).erasures.map(({ record }) => record));
  const missing = (await asNode(database, readErasures)).filter(({ record }) => !kept.has(record));
  if (missing.length > 0) await append(file, missing);
  return missing.length;
}

// It begins with a new line, so that it does not continue one that was cut short.
async function append(file: string, erasures: Erasure[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(`\n${erasures.map((erasure) => JSON.stringify(erasure)).join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/** Destroys again, within a transaction of the owner's, the keys of records that were erased; how many there were. */
export async function repeatErasures(work: Work, erasures: readonly Erasure[]): Promise<number> {
  let destroyed = 0;
  for (const { record, organisation, at } of erasures)
    if (await partInOrganisation(work, organisation, () => destroyRecordKey(work, record, at))) destroyed += 1;
  return destroyed;
}
