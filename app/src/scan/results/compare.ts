// Compares what two runs read, line by line as both lie in the order of paths: which files only one of them has, and which
// were read with other bytes. Neither is held in memory.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Refusal } from '../../kit/errors.ts';
import type { ReadLine } from './read-manifest.ts';

export interface Difference {
  is: 'only-first' | 'only-second' | 'other-bytes' | 'read-in-one';
  root: number;
  path: string;
}

export interface Comparison {
  same: number;
  onlyFirst: number;
  onlySecond: number;
  otherBytes: number;
  /** One of the two could not read it. */
  readInOne: number;
}

/** @param onDifference told of each difference as it is met. */
export async function compareRuns(
  first: string,
  second: string,
  onDifference: (difference: Difference) => void,
): Promise<Comparison> {
  const result: Comparison = { same: 0, onlyFirst: 0, onlySecond: 0, otherBytes: 0, readInOne: 0 };
  const [left, right] = [linesOf(first), linesOf(second)];
  let [one, other] = [await left.next(), await right.next()];
  while (one.done !== true || other.done !== true) {
    const order = one.done === true ? 1 : other.done === true ? -1 : compareKeys(one.value, other.value);
    const line = (order <= 0 ? one.value : other.value) as ReadLine;
    const is =
      order < 0 ? 'only-first' : order > 0 ? 'only-second' : differs(one.value as ReadLine, other.value as ReadLine);
    result[counts[is ?? 'same']] += 1;
    if (is !== null) onDifference({ is, root: line.root, path: line.path });
    if (order <= 0) one = await left.next();
    if (order >= 0) other = await right.next();
  }
  return result;
}

const counts = {
  same: 'same',
  'only-first': 'onlyFirst',
  'only-second': 'onlySecond',
  'other-bytes': 'otherBytes',
  'read-in-one': 'readInOne',
} as const;

function differs(one: ReadLine, other: ReadLine): Difference['is'] | null {
  if (one.sha256 === other.sha256 && one.size === other.size) return null;
  return (one.sha256 === null) === (other.sha256 === null) ? 'other-bytes' : 'read-in-one';
}

function compareKeys(one: ReadLine, other: ReadLine): number {
  if (one.root !== other.root) return one.root - other.root;
  const byName = bytesOf(one).compare(bytesOf(other));
  return byName === 0 ? comparePlaces(one.place, other.place) : byName;
}

function comparePlaces(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1)
    if (left[at] !== right[at]) return left[at]! - right[at]!;
  return left.length - right.length;
}

const numbersOf = (place: string): number[] => (place === '' ? [] : place.split('/').map(Number));

const bytesOf = ({ path, bytes }: ReadLine): Buffer =>
  bytes === null ? Buffer.from(path, 'utf8') : Buffer.from(bytes, 'base64');

async function* linesOf(path: string): AsyncGenerator<ReadLine> {
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
      yield JSON.parse(line) as ReadLine;
  } catch (cause) {
    const said = `"${path}" cannot be read as the manifest of what a run read: ${(cause as Error).message}`;
    throw new Refusal('bad-input', 'not-a-run', said, { cause });
  }
}
