// Whether two runs over the same evidence read the same: each is whole as it was sealed, and then file by file.
import { type Comparison, compareRuns, type Difference } from '../results/index.ts';
import { existingRun } from './folder.ts';
import { brokenSeals } from './seal.ts';

export interface ScanComparison extends Comparison {
  /** Whether both runs read the same files with the same bytes, and both are as they were sealed. */
  alike: boolean;
  /** What of the two is not as it was sealed. */
  broken: { run: string; why: string }[];
}

/** @throws Refusal where one of the folders holds no run. */
export async function compareScans(
  first: string,
  second: string,
  onDifference: (difference: Difference) => void,
): Promise<ScanComparison> {
  const runs = [await existingRun(first, 'read'), await existingRun(second, 'read')] as const;
  const broken = [];
  for (const run of runs) for (const why of await brokenSeals(run)) broken.push({ run: run.path, why });
  const found = await compareRuns(runs[0].at('read'), runs[1].at('read'), onDifference);
  const differences = found.onlyFirst + found.onlySecond + found.otherBytes + found.readInOne;
  return { ...found, alike: broken.length === 0 && differences === 0, broken };
}
