// Results: what a run's journal comes to, as files that other tools open. The folder's only door.
import { rename } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { languages } from '../../kit/words.ts';
import type { RunFolder } from '../run/folder.ts';
import type { Manifest } from '../run/manifest.ts';
import type { Joinable, Joined } from '../run/parts.ts';
import { makePrivate, syncFile, writePieces } from '../run/write.ts';
import { csvOf } from './csv.ts';
import { makeResults, openResults, resultsVersion } from './database.ts';
import { fillFiles, joinCopies } from './fill.ts';
import { pageFactsOf } from './page-facts.ts';
import { pageOf, pages } from './page.ts';
import { readManifestOf } from './read-manifest.ts';
import { stage } from './staging.ts';
import { summarise, type Summary, type SummaryFacts } from './summary.ts';
import { type VicsFacts, type VicsVersion, writeVics } from './vics/index.ts';

export { countInFolders } from './database.ts';
export { type Comparison, compareRuns, type Difference } from './compare.ts';
export { shownName } from './names.ts';
export type { Summary } from './summary.ts';
export { isVics, type OnFault, readVics } from './vics/index.ts';

export interface ResultsOptions extends Omit<SummaryFacts, 'times'> {
  folder: RunFolder;
  join: (files: Iterable<Joinable>) => Iterable<Joined>;
  times: () => SummaryFacts['times'];
  /** Called now and then, and awaited: it may throw to stop. */
  step: () => Promise<void>;
}

/** Makes every file of results. Each is whole or not there; the journal stays as it is. */
export async function makeAllResults(options: ResultsOptions): Promise<Summary> {
  const { folder, manifest } = options;
  await makeDatabase(options);
  const database = openResults(folder.at('results'));
  try {
    await writePieces(folder.at('csv'), csvOf(database));
    await writePieces(folder.at('read'), readManifestOf(database));
    await writePieces(folder.at('vics1'), writeVics(database, vicsFacts(manifest, '1.3')));
    await writePieces(folder.at('vics2'), writeVics(database, vicsFacts(manifest, '2.0')));
    const summary = summarise(database, { ...options, times: options.times() });
    const facts = { summary, manifest, ...pageFactsOf(database) };
    for (const language of languages) await writePieces(folder.at(pages[language]), [pageOf(language, facts)]);
    await writePieces(folder.at('summary'), [`${JSON.stringify(summary, null, 2)}\n`]);
    return summary;
  } finally {
    database.close();
  }
}

function vicsFacts({ caseNumber, operator, roots, versions }: Manifest, version: VicsVersion): VicsFacts {
  return { version, caseNumber, contact: operator, roots, applicationVersion: versions.suaka ?? '' };
}

async function makeDatabase({ folder, manifest, join, step }: ResultsOptions): Promise<void> {
  const temporary = `${folder.at('results')}.new`;
  await makePrivate(temporary);
  const staging = await stage(folder.at('journal'), folder.at('staging'), step);
  const database = makeResults(temporary);
  try {
    database.exec('BEGIN');
    describe(database, manifest);
    await fillFiles(database, staging.records());
    await joinCopies(database, join, step);
    database.exec('COMMIT');
  } finally {
    database.close();
    await staging.close();
  }
  await syncFile(temporary);
  await rename(temporary, folder.at('results'));
}

function describe(
  database: DatabaseSync,
  { caseNumber, legalAuthority, operator, roots, lists, versions }: Manifest,
): void {
  const about = database.prepare('INSERT INTO about VALUES (?, ?)');
  const facts = {
    format: `suaka-scan-results ${resultsVersion}`,
    suaka: versions.suaka,
    caseNumber,
    legalAuthority,
    operator,
  };
  for (const [key, value] of Object.entries(facts)) if (value) about.run(key, value);
  for (const [number, root] of roots.entries()) about.run(`root ${number}`, root);
  const list = database.prepare('INSERT INTO list VALUES (?, ?, ?, ?, ?)');
  for (const [number, { name, kind, sha256, entries }] of lists.entries())
    list.run(number, name, kind, sha256, entries);
}
