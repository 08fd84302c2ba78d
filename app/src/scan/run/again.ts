// Other lists asked about what a finished run read. Its journal stands for the evidence, which need not be there any more;
// all the rest is a run like any other.
import { Refusal } from '../../kit/errors.ts';
import { countInFolders } from '../results/index.ts';
import { existingRun, keepApart, type RunFolder } from './folder.ts';
import { replay } from './journal.ts';
import { readManifest } from './manifest.ts';
import type { Parts } from './parts.ts';
import type { JournalRecord } from './records.ts';
import { type RunOptions, type RunOutcome, runScan } from './scan.ts';
import { brokenSeals, originOf } from './seal.ts';

export interface AgainOptions extends Omit<RunOptions, 'roots' | 'settings' | 'versions' | 'videoDecoder' | 'from'> {
  /** The folder of the run that read. */
  run: string;
  /** The version of Suaka that asks; how files were read is as that run has it. */
  suaka: string;
}

/**
 * Begins a run on the readings of another, or goes on with it. Where nobody is named, it is for whom that one was.
 * @throws Refusal where that run is not finished or not as it was sealed, and as a scan does.
 */
export async function runAgain(
  options: AgainOptions,
  openParts: () => Promise<Pick<Parts, 'lists' | 'join'>>,
): Promise<RunOutcome> {
  const { run, suaka, ...named } = options;
  const first = await existingRun(run);
  await refuseUnsealed(first);
  await keepApart(options.out, [run]);
  const manifest = await readManifest(first.at('manifest'));
  const { roots, settings, versions } = manifest;
  const asThen = { roots, settings, versions: { ...versions, suaka }, videoDecoder: settings.videoDecoder === true };
  const from = await originOf(first);
  const caseNumber = options.caseNumber ?? manifest.caseNumber;
  const legalAuthority = options.legalAuthority ?? manifest.legalAuthority;
  const operator = options.operator ?? manifest.operator;
  return runScan({ ...named, ...asThen, caseNumber, legalAuthority, operator, from }, async () => ({
    ...(await openParts()),
    records: () => recordsOf(first),
    count: async () => countInFolders(first.at('results')),
  }));
}

async function refuseUnsealed(first: RunFolder): Promise<void> {
  const broken = await brokenSeals(first);
  if (broken.length === 0) return;
  const said = `"${first.path}" cannot be asked about: ${broken.join('; ')}. Name a run that is finished and as it was sealed`;
  throw new Refusal('bad-input', 'run-not-sealed', said);
}

async function* recordsOf(run: RunFolder): AsyncGenerator<JournalRecord> {
  for await (const { record } of replay<JournalRecord>(run.at('journal'))) yield record;
}
