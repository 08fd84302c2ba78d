// Cuts a stream of text into numbered records, whatever the format. A record that cannot be read is a fault with its
// line and the reading goes on with the next line; csv-parse, tried first, loses the lines after a stray quote.

/** The longest line that is read, in characters. A hash with everything beside it stays far below. */
export const longestLine = 65_536;

/** A record, or why there is none; `line` is where it begins, from 1. */
export type Cut<T> = { line: number; value: T } | { line: number; fault: string };

/**
 * What a format makes of the text from `start`, whose first line ends before `lineEnd`.
 * `end` is where the record ends if that is beyond its first line; 'open' asks for more text, unless `last` says that
 * there is none.
 */
export type ReadRecord<T> = (
  text: string,
  start: number,
  lineEnd: number,
  last: boolean,
) => { value: T; end?: number } | { fault: string } | 'open';

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
      const newline = text.indexOf('\n', start);
      if (newline === -1 && !last) break;
      const lineEnd = newline === -1 ? text.length : newline;
      if (this.#skipping) {
        this.#skipping = false;
      } else {
        const cut = this.#cut(text, start, lineEnd, last);
        if (cut === 'open') break;
        if (cut && 'end' in cut && cut.end !== undefined) {
          yield { line: this.#line, value: cut.value };
          this.#line += newlinesBetween(text, start, cut.end) + 1;
          start = cut.end + 1;
          continue;
        }
        if (cut) yield { ...cut, line: this.#line };
      }
      this.#line += 1;
      start = lineEnd + 1;
    }
    yield* this.#keep(text.slice(start));
  }

  #cut(text: string, start: number, lineEnd: number, last: boolean): Exclude<ReturnType<ReadRecord<T>>, string> | 'open' | null {
    if (lineEnd - start > longestLine) return { fault: tooLong };
    const contentEnd = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    if (contentEnd <= start) return null;
    const read = this.#read(text, start, contentEnd, last);
    if (read !== 'open') return read;
    if (!last && text.length - start <= longestLine) return 'open';
    return { fault: `a quote opens here that is not closed within ${longestLine} characters; close it, or double a quote that belongs to the text` };
  }

  *#keep(rest: string): Generator<Cut<T>> {
    this.#rest = this.#skipping ? '' : rest;
    if (rest.length <= longestLine || rest.includes('\n') || this.#skipping) return;
    yield { line: this.#line, fault: tooLong };
    this.#skipping = true;
    this.#rest = '';
  }
}

const tooLong = `the line is longer than ${longestLine} characters; no line with a hash needs to be`;

function newlinesBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
