// Loading the rows into tables that the migrations have just made, in the owner's transaction. Foreign keys are taken off
// and put back, which proves them for all rows at once and lets tables come in any order; triggers rest, because a
// restored row is what it was; and row-level security is not forced on the owner meanwhile, for COPY cannot write under it.
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { ourSchema } from '../runtime/backup-role.ts';
import type { Work } from '../runtime/database.ts';
import { copySettings, quoted, readSequences, readTables } from './catalogue.ts';
import { type BackupTable, type Frame, type SequenceValue, tableName } from './format.ts';
import type { Report } from './progress.ts';
import type { OpenBackup } from './read.ts';

/** @returns the checksum that names the backup. @throws Error when its tables are not those of its migrations. */
export async function loadBackup(work: Work, backup: OpenBackup, report: Report): Promise<string> {
  const { client } = work;
  await client.query(copySettings);
  await refuseOtherTables(work, backup.header.tables);
  const putBack = await takeOff(work, backup.header.tables);
  const sha256 = await loadFrames(work, backup, report);
  for (const statement of putBack) await client.query(statement);
  await client.query('SET LOCAL search_path TO DEFAULT'); // migrations may count on it
  return sha256;
}

async function refuseOtherTables(work: Work, given: BackupTable[]): Promise<void> {
  const carried = (await readTables(work)).filter((table) => table.leftOut === null);
  const expected = carried.map(inOneLine);
  const found = given.map(inOneLine);
  const wrong = [
    ...expected.filter((line) => !found.includes(line)).map((line) => `lacks ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `holds ${line}`),
  ];
  if (wrong.length > 0) throw new Error(`The backup does not fit the tables of its migrations: it ${wrong.join('; ')}`);
}

const inOneLine = (table: BackupTable) => `${tableName(table)} (${table.columns.toSorted().join(', ')})`;
const place = ({ schema, name }: { schema: string; name: string }) => `${quoted(schema)}.${quoted(name)}`;

interface Constraint {
  table: string;
  name: string;
  definition: string;
}

/** Takes off what hinders loading, and empties the tables: migrations may have put rows there. What puts it back. */
async function takeOff(work: Work, tables: BackupTable[]): Promise<string[]> {
  const { client } = work;
  const constraints = await readForeignKeys(work);
  for (const { table, name } of constraints) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const forced = await takeOffForce(work);
  const places = tables.map(place);
  for (const table of places) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${places.join(', ')}`);
  return [
    ...places.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
    ...constraints.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
    ...forced.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
  ];
}

async function readForeignKeys({ client }: Work): Promise<Constraint[]> {
  const { rows } = await client.query<Constraint>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table, quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0 AND ${ourSchema} ORDER BY 1, 2`,
  );
  return rows;
}

/** Lets the owner see and write all rows of its tables until the transaction ends or force is put back; which tables. */
export async function takeOffForce({ client }: Work): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relforcerowsecurity AND ${ourSchema}`,
  );
  for (const { table } of rows) await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
  return rows.map((row) => row.table);
}

async function loadFrames(work: Work, { frames, progress }: OpenBackup, report: Report): Promise<string> {
  for (;;) {
    const { value: frame, done } = await frames.next();
    if (done) throw new Error('A backup came to its end without an end'); // provenFrames does not allow it
    if (frame.kind === 'table') {
      const table = tableName(frame.value);
      await copyIn(work, frame.value, frames, () => report({ step: 'loading', table, ...progress() }));
    }
    if (frame.kind === 'sequences') await setSequences(work, frame.value);
    if (frame.kind === 'end') {
      await frames.next(); // nothing may follow
      return frame.value.sha256;
    }
  }
}

async function copyIn(
  { client }: Work,
  table: BackupTable,
  frames: AsyncGenerator<Frame>,
  report: () => void,
): Promise<void> {
  let said = 0;
  async function* rows() {
    for (;;) {
      report();
      const { value: frame } = await frames.next();
      if (frame.kind !== 'rows') {
        said = frame.value.rows;
        return;
      }
      yield frame.bytes;
    }
  }
  const copy = client.query(copyFrom(`COPY ${place(table)} (${table.columns.map(quoted).join(', ')}) FROM STDIN`));
  await pipeline(rows(), copy);
  if (copy.rowCount !== said)
    throw new Error(`PostgreSQL took ${copy.rowCount} rows of ${tableName(table)}; the backup holds ${said}`);
}

async function setSequences(work: Work, values: SequenceValue[]): Promise<void> {
  const known = new Set((await readSequences(work)).map(tableName));
  for (const sequence of values) {
    if (!known.has(tableName(sequence)))
      throw new Error(`The backup holds a sequence ${tableName(sequence)} that its migrations do not make`);
    if (sequence.last !== null)
      await work.client.query('SELECT setval($1::regclass, $2)', [place(sequence), sequence.last]);
  }
}
