// What the room's tests share: a desk with something of everything in it, empty databases to restore into, and what a
// database holds as text that can be compared.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openAccess } from '../access/index.ts';
import { listSignal, makeBank, match, openRecognise, giveVerdict } from '../recognise/index.ts';
import { type Configuration, readConfiguration } from '../runtime/configuration.ts';
import { asOwner, type ConnectionOptions, type Database, openDatabase } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { type Log, openLog } from '../runtime/log.ts';
import { administer, freshName, testServer } from '../testing/database.ts';
import { addTestPerson } from '../testing/desk.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import type { Caller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { readTables } from './catalogue.ts';
import { tableName } from './format.ts';

export const silent: Log = openLog({ logLevel: 'silent' });
export const masterKey = randomBytes(32).toString('hex');

/** Opens the rooms as a node does. */
export async function openRooms(house: House): Promise<void> {
  await openAccess(house);
  await openRecognise(house);
}

export interface FilledDesk extends TestHouse {
  organisationId: string;
  /** Someone with every role. */
  person: Caller;
  /** A listed hash, in hexadecimal. */
  hash: string;
}

/** A desk where people work, hashes are listed, one was refuted, and the job that this asks for has not run. */
export async function openFilledDesk(): Promise<FilledDesk> {
  const made = await openTestHouse({ configuration: { masterKey } });
  await openRooms(made.house);
  const organisationId = await made.organisation();
  const { caller } = await addTestPerson(made.house, organisationId, ['administrator', 'curator', 'supervisor']);
  const person = { ...caller, permissions: new Set([...caller.permissions, 'recognise.match', 'recognise.verdict']) };
  const hash = randomBytes(32).toString('hex');
  const bank = await call(made.house, makeBank, person, bankGiven('MADE_UP', { action: 'review' }));
  for (const each of [hash, ...Array.from({ length: 20 }, () => randomBytes(32).toString('hex'))])
    await call(made.house, listSignal, person, { bankId: bank.id, hashes: [{ algorithm: 'sha256', hash: each }] });
  const { answers } = await call(made.house, match, person, { hashes: [{ algorithm: 'sha256', hash }] });
  for (const id of answers[0]!.matchIds.values())
    await call(made.house, giveVerdict, person, {
      id,
      verdict: 'refuted',
      basis: 'Made up\twith a tab,\na line and \\N',
    });
  return { ...made, organisationId, person, hash };
}

/** What `makeBank` is given. */
export const bankGiven = (code: string, more: Record<string, unknown> = {}) =>
  ({
    code,
    name: `Made-up list ${code}`,
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'child-sexual-exploitation',
    active: true,
    ...more,
  }) as never;

const cleanups = new WeakMap<TestContext, (() => unknown)[]>();

/** Has `clean` done after the test, before what was asked for earlier: a database goes after the house that works in it. */
export function afterwards(t: TestContext, clean: () => unknown): void {
  const earlier = cleanups.get(t) ?? [];
  cleanups.set(t, [clean, ...earlier]);
  if (earlier.length > 0) return;
  t.after(async () => {
    for (const each of cleanups.get(t) ?? []) await each();
  });
}

/** An empty folder that goes with the test. */
export async function emptyFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-backup-'));
  afterwards(t, () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A configuration with a data folder and an empty database of its own, which go with the test. */
export async function emptyPlace(t: TestContext, more: Partial<Configuration> = {}): Promise<Configuration> {
  const server = await testServer();
  const name = freshName();
  await administer(server, (client) => client.query(`CREATE DATABASE ${name}`));
  afterwards(t, () => administer(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  return {
    ...readConfiguration({ SUAKA_DATA: await emptyFolder(t), SUAKA_LOG_LEVEL: 'silent', SUAKA_MASTER_KEY: masterKey }),
    databaseUrl: addressOf(server.to(name)),
    ...more,
  };
}

export function addressOf({ connectionString, host, port, user, database }: ConnectionOptions): string {
  return (
    connectionString ?? `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`
  );
}

/** A connection to a place's database while `use` runs. */
export async function connected<T>(place: Configuration, use: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ connectionString: place.databaseUrl!, application_name: 'test' }, silent);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** Every carried table's rows as text, sorted; without the events that backing up and restoring write themselves. */
export async function contentOf(database: Database): Promise<Record<string, string[]>> {
  return asOwner(database, async (work) => {
    await work.client.query(`SET LOCAL timezone = 'UTC'`);
    const content: Record<string, string[]> = {};
    for (const table of (await readTables(work)).filter(({ leftOut }) => leftOut === null)) {
      const columns = table.columns.map((column) => `t.${column}`).join(', ');
      const { rows } = await work.client.query(
        `SELECT ROW(${columns})::text AS row FROM ${tableName(table)} t ORDER BY 1`,
      );
      content[tableName(table)] = rows.map(({ row }) => row).filter((row: string) => !row.includes('backup.'));
    }
    return content;
  });
}

/** Constraints, triggers, policies, who is forced under them, and sequences, as the catalogue writes them. */
export async function wallsOf(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(
    `SELECT format('%s constraint %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line FROM pg_constraint
        WHERE contype IN ('p', 'u', 'f', 'c') AND conrelid <> 0
      UNION ALL SELECT format('%s trigger %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT format('%I.%I policy %s %s %s %s %s', schemaname, tablename, policyname, permissive, roles, qual, with_check)
        FROM pg_policies
      UNION ALL SELECT format('%s secured %s forced %s', oid::regclass, relrowsecurity, relforcerowsecurity) FROM pg_class
        WHERE relkind = 'r'
      UNION ALL SELECT format('%I.%I last %s', schemaname, sequencename, last_value) FROM pg_sequences ORDER BY 1`,
  );
  return rows.map((row) => row.line).filter((line) => !/^(jobs\.|pg_|information_schema\.)/.test(line));
}
