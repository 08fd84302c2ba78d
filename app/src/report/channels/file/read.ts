// Reading a file of reports as it streams in: bytes to text, text to lines, lines to cells. The file itself is kept
// nowhere; what is no text is refused at its first bytes.
import { textChunks } from '../../../kit/csv/chunks.ts';
import { type Cut, RecordCutter } from '../../../kit/csv/cut.ts';
import { csvRecord } from '../../../kit/csv/record.ts';
import { Refusal } from '../../../kit/errors.ts';
import { mediaKind } from '../../face/media.ts';
import { type Cells, type Header, onFile, readHeader } from './columns.ts';

/** How many reports one file may hold. More than that is no hand-over but a migration. */
export const mostLines = 10_000;
/** 2,000 characters a report, which is a page, for as many as there may be. */
export const mostBytes = 20 * 1024 * 1024;

/** Why a line cannot be read at all; `facts` for the words. */
export type Unreadable = 'quotes' | 'fields' | 'not-utf8';

export type ReadLine = { line: number; cells: Cells } | { line: number; unreadable: Unreadable };

/**
 * The lines of a file, without its header.
 * @throws Refusal `file-not-text`, `file-too-large`, `too-many-lines`, or as `readHeader` does.
 */
export async function readLines(stream: AsyncIterable<Uint8Array>): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  let table: Table | undefined;
  for await (const { text, last } of textChunks(guarded(stream))) {
    table ??= new Table(text);
    for (const line of table.push(text, last)) lines.push(line);
    if (lines.length > mostLines)
      throw new Refusal(
        'too-large',
        'too-many-lines',
        `The file has more than ${mostLines} lines; cut it into several`,
      );
  }
  table?.end();
  return lines;
}

/** The same bytes, as long as they are text and not too many. */
async function* guarded(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const piece of stream) {
    if (read === 0) refuseOtherThanText(piece);
    read += piece.length;
    if (read > mostBytes)
      throw new Refusal(
        'unprocessable',
        'file-too-large',
        `The file is larger than ${mostBytes / 1024 / 1024} MB; cut it into several`,
        { fields: onFile },
      );
    yield piece;
  }
}

function refuseOtherThanText(head: Uint8Array): void {
  const kind = mediaKind(head); // a workbook is a ZIP
  if (kind !== null) throw notText(`The file is ${kind}`);
  if (head.subarray(0, 4096).includes(0)) throw notText('The file has NULs in it, as UTF-16 has');
}

const notText = (seen: string): Refusal =>
  new Refusal('unprocessable', 'file-not-text', `${seen}; expected text in UTF-8: save the table as CSV (UTF-8)`, {
    fields: onFile,
  });

const delimiters = [',', ';', '\t', '|'];

class Table {
  readonly #cutter: RecordCutter<string[]>;
  #header: Header | undefined;

  constructor(head: string) {
    const first = head.split('\n').find((line) => line.trim() !== '') ?? '';
    const counted = delimiters.map((delimiter) => first.split(delimiter).length);
    this.#cutter = new RecordCutter(csvRecord(delimiters[counted.indexOf(Math.max(...counted))]!));
  }

  *push(text: string, last: boolean): Generator<ReadLine> {
    for (const cut of this.#cutter.push(text, last)) {
      if (this.#header) yield readLine(cut, this.#header);
      else this.#header = headerOf(cut);
    }
  }

  /** @throws Refusal where there was not even a header. */
  end(): void {
    if (!this.#header) readHeader([]);
  }
}

function headerOf(cut: Cut<string[]>): Header {
  if ('fault' in cut) return readHeader([]);
  if (cut.value.some((name) => name.includes('\uFFFD'))) throw notText('The header is no UTF-8');
  return readHeader(cut.value);
}

function readLine(cut: Cut<string[]>, header: Header): ReadLine {
  const { line } = cut;
  if ('fault' in cut) return { line, unreadable: 'quotes' };
  if (cut.value.some((field) => field.includes('\uFFFD'))) return { line, unreadable: 'not-utf8' };
  const beyond = cut.value.some((field, position) => !header[position] && field.trim() !== '');
  if (beyond || cut.value.length < header.findLastIndex(Boolean) + 1) return { line, unreadable: 'fields' };
  const cells: Cells = {};
  for (const [position, column] of header.entries()) {
    // Programs that make tables put a quote before what would else be a formula.
    const value = cut.value[position]?.replace(/^'(?='*[=+@\t\r-])/, '').trim();
    if (column && value) cells[column] = value;
  }
  return { line, cells };
}
