// Restoring: the whole file is proven before the database is opened, and then everything happens in one transaction, so
// that a restore either is complete or has not been. The schema is made by the backup's migrations, the rows go in, and
// the later migrations bring both to this version.
import { writeEvent } from '../audit/record.ts';
import {
  checkMasterKeys,
  type Erasure,
  erasureJournal,
  keepErasureJournal,
  readErasureJournal,
  repeatErasures,
} from '../fields/index.ts';
import { Refusal } from '../kit/errors.ts';
import type { Clock } from '../kit/time.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { asOwner, partInOrganisation, type Work } from '../runtime/database.ts';
import type { Log } from '../runtime/log.ts';
import { holdMigrations, type Migration, migrateWithin, readMigrations } from '../runtime/migrations.ts';
import { openBare } from '../runtime/open.ts';
import { type CheckedBackup, checkBackup } from './check.ts';
import { loadBackup } from './load.ts';
import type { Report } from './progress.ts';
import { openBackup } from './read.ts';
import { damaged, newer } from './refusals.ts';
import { makeRoom } from './room.ts';

export interface RestorePlace {
  configuration: Configuration;
  log: Log;
  now: Clock;
  /** By default the product's. */
  migrations?: Migration[];
}

export interface RestoreOptions {
  /** Put the backup in the place of the desk that the database holds. */
  replace?: boolean;
  /** Restore although the master key is not at hand; the desk starts only once it is. */
  withoutKey?: boolean;
  /** A journal of erasures besides the data folder's own, such as another node's. */
  erasures?: string;
  report?: Report;
}

export interface RestoreOutcome extends CheckedBackup {
  /** Migrations applied after the rows were in. */
  migrated: number;
  /** Records that the backup still held and that were erased since; they are erased again. */
  erasedAgain: number;
  /** Lines of the journals that could not be read, each perhaps an erasure. */
  unreadableErasures: number;
  /** What is wrong with the master key; null when it fits. */
  keyProblem: string | null;
}

/**
 * Restores a backup into the database of the configuration.
 * @throws Refusal for a file that is no whole backup of this version or an older one, for a master key that does not fit,
 * for a database in use; nothing is touched then.
 */
export async function restoreBackup(
  { configuration, log, now, migrations: given }: RestorePlace,
  file: string,
  { replace = false, withoutKey = false, erasures, report = () => {} }: RestoreOptions = {},
): Promise<RestoreOutcome> {
  const checked = await checkBackup(file, report);
  const migrations = given ?? (await readMigrations());
  checkMigrations(file, checked, migrations);
  const keyProblem = await checkKey(configuration, checked);
  if (keyProblem !== null && !withoutKey) throw keyDoesNotFit(keyProblem);
  const journal = await readJournals(configuration, erasures);
  const { database, close } = await openBare(configuration, { log, name: 'suaka restore' });
  try {
    const done = await asOwner(database, (work) =>
      put(work, { file, checked, migrations, replace, journal: journal.erasures, report, at: now() }),
    );
    await keepErasureJournal(database, configuration);
    await database.pool.query('ANALYZE'); // or the first questions are planned as for empty tables
    return { ...checked, ...done, unreadableErasures: journal.unreadable, keyProblem };
  } finally {
    await close();
  }
}

interface Given {
  file: string;
  checked: CheckedBackup;
  migrations: Migration[];
  replace: boolean;
  journal: Erasure[];
  report: Report;
  at: Date;
}

async function put(work: Work, given: Given): Promise<{ migrated: number; erasedAgain: number }> {
  const { file, checked, migrations, report } = given;
  await holdMigrations(work);
  const replaced = await makeRoom(work, given.replace);
  await migrateWithin(work, migrations.slice(0, checked.migration));
  const sha256 = await loadBackup(work, await openBackup(file), report);
  if (sha256 !== checked.sha256) throw damaged(file, 'it was changed while it was read');
  const migrated = await migrateWithin(work, migrations);
  const erasedAgain = await repeatErasures(work, [...given.journal, ...replaced]);
  await record(work, given.at, checked, erasedAgain);
  return { migrated, erasedAgain };
}

/** What the product knows must begin with exactly what the backup had. */
function checkMigrations(file: string, { header }: CheckedBackup, known: Migration[]): void {
  for (const [position, { number, name, sha256 }] of header.migrations.entries()) {
    const migration = known[position];
    if (!migration) throw newer(file, `it has migration ${header.migrations.length}, this one knows ${known.length}`);
    if (number !== position + 1 || sha256 !== migration.sha256)
      throw new Refusal(
        'bad-input',
        'other-migrations',
        `${file} was made with another migration ${number} (${name}) than this version has: restore it with the version that made it, ${header.product}`,
      );
  }
}

async function checkKey(configuration: Configuration, { header }: CheckedBackup): Promise<string | null> {
  const needed = header.masterKeys.map(({ version, fingerprint }) => ({
    version,
    fingerprint: Buffer.from(fingerprint, 'hex'),
  }));
  return checkMasterKeys(configuration, needed).then(
    () => null,
    (fault: Error) => fault.message,
  );
}

const keyDoesNotFit = (problem: string) =>
  new Refusal(
    'conflict',
    'master-key-does-not-fit',
    `${problem}. Nothing was touched. To restore now and bring the key later, use --without-key; the desk starts only with the key`,
  );

async function readJournals(configuration: Configuration, more: string | undefined) {
  const files = [erasureJournal(configuration), ...(more === undefined ? [] : [more])];
  const journals = await Promise.all(files.map((file) => readErasureJournal(file)));
  if (more !== undefined && journals[1]!.erasures.length === 0)
    throw new Refusal(
      'bad-input',
      'no-erasures',
      `${more} holds no erasure; expected a journal such as erasures.ndjson`,
    );
  return {
    erasures: journals.flatMap((journal) => journal.erasures),
    unreadable: journals.reduce((sum, journal) => sum + journal.unreadable, 0),
  };
}

async function record(work: Work, at: Date, checked: CheckedBackup, erasedAgain: number): Promise<void> {
  const { header, migration, rows, sha256 } = checked;
  await partInOrganisation(work, null, () =>
    writeEvent(work, {
      at,
      organisationId: null,
      actorKind: 'node',
      actorId: 'node',
      verb: 'backup.restore',
      thing: sha256,
      facts: { takenAt: header.takenAt, product: header.product, migration, rows, erasedAgain },
    }),
  );
}
