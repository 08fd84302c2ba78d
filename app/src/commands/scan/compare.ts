// `suaka scan compare RUN RUN`: whether two runs over the same evidence read the same.
import { Refusal } from '../../kit/errors.ts';
import { compareScans, type ScanComparison, shownName } from '../../scan/index.ts';
import { report, say } from '../terminal.ts';
import { takeOnly, type Values } from './arguments.ts';

/** Differences that are told to a person; a script gets all. */
const toldDifferences = 20;

export async function compare(runs: string[], values: Values): Promise<void> {
  takeOnly(values, 'compare', ['json']);
  if (runs.length !== 2)
    throw new Refusal(
      'bad-input',
      'two-runs',
      `${runs.length} runs were named; expected two: suaka scan compare RUN RUN`,
    );
  let told = 0;
  const asJson = values.json === true;
  const found = await compareScans(runs[0]!, runs[1]!, ({ is, root, path }) => {
    told += 1;
    if (asJson) say(JSON.stringify({ is, root, path }));
    else if (told <= toldDifferences) say(`${is}: ${shownName(path)}`);
  });
  report(asJson, { ...found }, wordsOf(found, told));
  if (!found.alike) process.exitCode = 2;
}

function wordsOf(found: ScanComparison, told: number): string {
  const { alike, same, onlyFirst, onlySecond, otherBytes, readInOne, broken } = found;
  const lines = [
    ...(told > toldDifferences ? [`and ${told - toldDifferences} more; --json names all`] : []),
    ...broken.map(({ run, why }) => `${run}: ${why}`),
    alike
      ? `The same: ${same} files with the same bytes in both runs`
      : `NOT the same: ${same} alike, ${onlyFirst} only in the first, ${onlySecond} only in the second, ${otherBytes} with other bytes, ${readInOne} read in one only`,
  ];
  return lines.join('\n');
}
