// How each format says what stands on a line.
import { type Cut, type ReadRecord, RecordCutter } from '../../../kit/csv/cut.ts';
import { csvRecord } from '../../../kit/csv/record.ts';
import { Refusal } from '../../../kit/errors.ts';
import { BadLine } from './bad-line.ts';
import { type Cells, type Columns, columnOf, holdsHashes, readHeader } from './columns.ts';
import { delimiterOf, type Format, hashLine } from './format.ts';

/** The lines that end in the text so far; `last` says that no text follows. */
export type ReadCells = (text: string, last: boolean) => Iterable<Cut<Cells>>;

/** Is told the names of columns that mean nothing to us. */
type Ignore = (name: string) => void;

/**
 * Reads a file that begins with `head`, which is not consumed.
 * @throws Refusal `no-hash-column` while reading.
 */
export function readCells(format: Format, head: string, ignore: Ignore): ReadCells {
  if (format === 'csv') return readTable(head, ignore);
  const cutter = new RecordCutter(wholeLine);
  const cellsIn = format === 'ndjson' ? (line: string) => cellsOfObject(line, ignore) : cellsOfLine;
  return function* (text, last) {
    for (const cut of cutter.push(text, last)) yield mapCut(cut, cellsIn);
  };
}

const wholeLine: ReadRecord<string> = (text, start, lineEnd) => ({ value: text.slice(start, lineEnd) });

function readTable(head: string, ignore: Ignore): ReadCells {
  const firstLine = head.split('\n').find((line) => line.trim() !== '') ?? '';
  const cutter = new RecordCutter(csvRecord(delimiterOf(firstLine)));
  let columns: Columns | undefined;
  return function* (text, last) {
    for (const cut of cutter.push(text, last)) {
      if (columns) yield mapCut(cut, (fields) => cellsOfFields(fields, columns!));
      else columns = headerOf(cut, ignore);
    }
  };
}

function mapCut<From, To>(cut: Cut<From>, map: (value: From) => To): Cut<To> {
  if ('fault' in cut) return cut;
  try {
    return { line: cut.line, value: map(cut.value) };
  } catch (fault) {
    if (!(fault instanceof BadLine)) throw fault;
    return { line: cut.line, fault: fault.message };
  }
}

function headerOf(cut: Cut<string[]>, ignore: Ignore): Columns {
  if ('fault' in cut) throw noHashColumn(`The header cannot be read: ${cut.fault}`);
  const columns = readHeader(cut.value);
  if (!holdsHashes(columns)) {
    const seen = cut.value.map((name) => JSON.stringify(name.slice(0, 40))).join(', ');
    throw noHashColumn(`The header has ${seen.slice(0, 400)}; expected hash, pdq, md5, sha1 or sha256 among them`);
  }
  for (const name of columns.ignored) ignore(name);
  return columns;
}

function noHashColumn(detail: string): Refusal {
  return new Refusal('bad-input', 'no-hash-column', detail);
}

function cellsOfFields(fields: string[], { at }: Columns): Cells {
  if (fields.length !== at.length)
    throw new BadLine(`${fields.length} fields; expected ${at.length}, as in the header`);
  const cells: Cells = {};
  for (let position = 0; position < fields.length; position += 1) {
    const column = at[position];
    if (column) cells[column] = fields[position]?.replace(/^'(?='*[=+@\t\r-])/, ''); // as the exporter put it there
  }
  return cells;
}

function cellsOfObject(line: string, ignore: Ignore): Cells {
  const cells: Cells = {};
  for (const [name, value] of Object.entries(parseObject(line))) {
    const column = columnOf(name);
    if (column === null || cells[column] !== undefined) ignore(name);
    else if (typeof value === 'string' || typeof value === 'number') cells[column] = String(value);
    else if (value !== null)
      throw new BadLine(
        `"${name.slice(0, 40)}" is of type ${Array.isArray(value) ? 'array' : typeof value}; expected text, a number or null`,
      );
  }
  return cells;
}

function parseObject(line: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BadLine('this is no JSON object; expected one on each line, such as {"algorithm":"pdq","hash":"…"}');
}

function cellsOfLine(line: string): Cells {
  const text = line.trim();
  const [, algorithm, hash] = hashLine.exec(text) ?? [];
  if (hash !== undefined) return { algorithm, hash };
  const words = text.split(/[\s,:;]+/);
  if (words.length > 2) throw new BadLine(`${words.length} words; expected a hash, or an algorithm and a hash`);
  return { hash: words.pop(), algorithm: words.pop() };
}
