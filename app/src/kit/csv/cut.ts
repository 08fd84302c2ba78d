// Cuts a stream of text into numbered records, of CSV or of anything else. A record that cannot be read is a fault with its
// line and the reading goes on with the next line; csv-parse, tried first, loses the lines after a stray quote.

/** The longest line that is read, in characters. What desks take in stays far below. */
export const longestLine = 65_536;

/** A record, or why there is none; `line` is where it begins, from 1. */
export type Cut<T> = { line: number; value: T } | { line: number; fault: string };

/**
 * What a format makes of the text from `start`, whose first line ends before `lineEnd`.
 * `end` is where the record ends if that is beyond its first line; 'open' asks for more text, unless `last` says that
 * there is none.
 */
export type ReadRecord<T> = (text: string, start: number, lineEnd: number, last: boolean) => Read<T>;

export type Read<T> = { value: T; end?: number } | { fault: string } | 'open';

export class RecordCutter<T> {
  readonly #read: ReadRecord<T>;
  #rest = '';
  #line = 1;
  /** Within the remainder of a line that was too long. */
  #skipping = false;

  constructor(read: ReadRecord<T>) {
    this.#read = read;
  }

  /** The records that end in the text so far; blank lines are none. `last` says that no text follows. */
  *push(more: string, last: boolean): Generator<Cut<T>> {
    const text = this.#rest + more;
    let start = 0;
    while (start < text.length) {
      const lineEnd = endOfLine(text, start, last);
      if (lineEnd === -1) break;
      const read = this.#skipping ? null : this.#cut(text, start, lineEnd, last);
      if (read === 'open') break;
      if (read) yield { ...read, line: this.#line };
      const end = (read && 'value' in read && read.end) || lineEnd;
      this.#line += newlinesBetween(text, start, end) + 1;
      this.#skipping = false;
      start = end + 1;
    }
    yield* this.#keep(text.slice(start));
  }

  #cut(text: string, start: number, lineEnd: number, last: boolean): Read<T> | null {
    if (lineEnd - start > longestLine) return { fault: tooLong };
    const contentEnd = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    if (isBlank(text, start, contentEnd)) return null;
    const read = this.#read(text, start, contentEnd, last);
    if (read !== 'open') return read;
    return !last && text.length - start <= longestLine ? 'open' : { fault: neverClosed };
  }

  // What is left has no end yet. Too much of it is not kept: the line is a fault at once, and its remainder is skipped.
  *#keep(rest: string): Generator<Cut<T>> {
    const long = rest.length > longestLine && !rest.includes('\n');
    if (long && !this.#skipping) yield { line: this.#line, fault: tooLong };
    this.#skipping ||= long;
    this.#rest = this.#skipping ? '' : rest;
  }
}

const tooLong = `the line is longer than ${longestLine} characters; no line needs to be`;
const neverClosed = `a quote opens here that is not closed within ${longestLine} characters; close it, or double a quote that belongs to the text`;

function endOfLine(text: string, start: number, last: boolean): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 && last ? text.length : newline;
}

function isBlank(text: string, start: number, end: number): boolean {
  return end <= start || (text.charCodeAt(start) <= 32 && text.slice(start, end).trim() === '');
}

function newlinesBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
