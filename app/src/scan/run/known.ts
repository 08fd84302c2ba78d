// What a run has found known so far, from its journal alone: also while it goes on, which is neither held nor disturbed.
import type { FileName, Known } from '../types.ts';
import { existingRun } from './folder.ts';
import { replay } from './journal.ts';
import { readManifest } from './manifest.ts';
import type { JournalRecord } from './records.ts';
import { isSealed, refuseBroken } from './seal.ts';

export interface KnownFile {
  name: FileName;
  root: number;
  place: string;
  /** What the lists say, nearest first; never empty. */
  known: Known[];
}

export interface KnownSoFar {
  /** Files that were read. */
  files: number;
  known: number;
  /** Every list that is asked, and how many of the files it knows. */
  lists: { name: string; known: number }[];
  /** Whether no more will come. */
  complete: boolean;
}

/** @throws Refusal where the folder holds no run, not as it was begun, or finished and not as it was sealed. */
export async function readKnown(path: string, onKnown: (file: KnownFile) => void): Promise<KnownSoFar> {
  const folder = await existingRun(path);
  const { lists } = await readManifest(folder.at('manifest'));
  if (await isSealed(folder)) await refuseBroken(folder);
  const byList = new Map(lists.map(({ name }) => [name, 0]));
  let [files, count, complete] = [0, 0, false];
  for await (const { record } of replay<JournalRecord>(folder.at('journal'))) {
    if (record.is === 'complete') complete = true;
    if (record.is !== 'file') continue;
    files += 1;
    const { known, facts, place } = record;
    if (known.length === 0) continue;
    count += 1;
    for (const list of new Set(known.map((one) => one.list))) byList.set(list, (byList.get(list) ?? 0) + 1);
    const nearestFirst = known.toSorted((a, b) => a.distanceBits - b.distanceBits);
    onKnown({ name: facts.name, root: facts.root, place, known: nearestFirst });
  }
  return { files, known: count, lists: [...byList].map(([name, known]) => ({ name, known })), complete };
}
