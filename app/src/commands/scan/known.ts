// `suaka scan known RUN`: what a run has found known so far, also while it goes on.
import { Refusal } from '../../kit/errors.ts';
import { type KnownFile, type KnownSoFar, readKnown, shownName } from '../../scan/index.ts';
import { endWithReader, report, say } from '../terminal.ts';
import { takeOnly, type Values } from './arguments.ts';

export async function known(runs: string[], values: Values): Promise<void> {
  takeOnly(values, 'known', ['json']);
  if (runs.length !== 1)
    throw new Refusal('bad-input', 'one-run', `${runs.length} runs were named; expected one: suaka scan known RUN`);
  endWithReader();
  const asJson = values.json === true;
  const found = await readKnown(runs[0]!, (file) => say(asJson ? JSON.stringify(lineOf(file)) : wordsOf(file)));
  report(asJson, { ...found }, countsOf(found));
}

function lineOf({ name, root, place, known: by }: KnownFile) {
  return { is: 'known', root, path: name.text, bytes: name.bytes, place, by };
}

/** Of several lists that know a file, the nearest. */
function wordsOf({ name, known: [nearest, ...others] }: KnownFile): string {
  const { list, algorithm, distanceBits, classification } = nearest!;
  const said = [
    shownName(list),
    algorithm,
    `${distanceBits} ${distanceBits === 1 ? 'bit' : 'bits'}`,
    shownName(classification ?? 'no classification'),
  ];
  const more = new Set(others.map((other) => other.list).filter((other) => other !== list)).size;
  return `${shownName(name.text)}: ${said.join(', ')}${more > 0 ? `; ${more} more ${more === 1 ? 'list' : 'lists'}` : ''}`;
}

function countsOf({ files, known: count, lists, complete }: KnownSoFar): string {
  const byList = lists.map((list) => `${shownName(list.name)} ${list.known}`);
  const asked = byList.length > 0 ? `: ${byList.join(', ')}` : '; no list is asked';
  return `${files} files read${complete ? '' : ' so far'}, ${count} known${asked}`;
}
