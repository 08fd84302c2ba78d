// Telling a format from the first lines of a file.
import { Refusal } from '../../../kit/errors.ts';
import { type Columns, holdsHashes, readHeader } from './columns.ts';

export const formats = ['csv', 'ndjson', 'lines'] as const;
export type Format = (typeof formats)[number];

const delimiters = [',', ';', '\t', '|'];

/**
 * The format of a file that begins with `head`.
 * @throws Refusal `unknown-format` that says what was looked for.
 */
export function detectFormat(head: string): Format {
  const lines = head
    .split('\n', 50)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = ''] = lines;
  if (notText.test(first)) throw unknownFormat(first);
  if (first.startsWith('{')) return 'ndjson';
  if (isHeader(first)) return 'csv';
  if (lines.some((line) => hashLine.test(line))) return 'lines';
  throw unknownFormat(first);
}

/** An algorithm, if any, and a hash. */
export const hashLine = /^(?:([a-z][a-z0-9-]*)[\s,:;]+)?([0-9a-f]{32,})$/i;

// U+FFFD stands where bytes were no UTF-8; UTF-16 is full of NULs.
const notText = /[\0\uFFFD]/;

const expected =
  'a CSV header that names a column of hashes (such as algorithm,hash), one hash a line, or one JSON object a line';

function unknownFormat(first: string): Refusal {
  return new Refusal('bad-input', 'unknown-format', `${whatWasSeen(first)}; expected ${expected}`);
}

function whatWasSeen(first: string): string {
  if (first === '') return 'The file is empty';
  if (first.startsWith('[')) return 'The file begins with a JSON array';
  if (notText.test(first)) return 'The file is not UTF-8 text';
  return 'The first line is neither a header nor a hash nor a JSON object';
}

/** The delimiter under which a header makes most sense. */
export function delimiterOf(header: string): string {
  const known = (delimiter: string) => columnsUnder(header, delimiter).at.filter((column) => column !== null).length;
  return delimiters.reduce((best, next) => (known(next) > known(best) ? next : best));
}

function columnsUnder(header: string, delimiter: string): Columns {
  return readHeader(header.replaceAll('"', '').split(delimiter));
}

// A hash in the first line means that it is no header, though "pdq" beside it would be a column's name.
function isHeader(first: string): boolean {
  return !/[0-9a-f]{32}/i.test(first) && holdsHashes(columnsUnder(first, delimiterOf(first)));
}
