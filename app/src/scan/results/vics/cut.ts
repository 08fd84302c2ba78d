// Cuts the media out of a VICS file of any length, one at a time: of a hash set the elements of `value`, of a case those of
// each `Media`. Nothing else of it is kept, so that memory stays flat.
import { Refusal } from '../../../kit/errors.ts';

/** The longest single entry that is read, in characters. */
const longestEntry = 16 * 1024 * 1024;
const deepest = 64;

interface Open {
  is: '{' | '[';
  /** Under which key it stands; null in a list. */
  key: string | null;
}

export class MediaCutter {
  readonly #open: Open[] = [];
  #inString = false;
  #escaped = false;
  #string = '';
  /** The string before a colon, once that colon came. */
  #key: string | null = null;
  #lastString: string | null = null;
  /** Depth at which what is kept began; -1 where nothing is. */
  #keptFrom = -1;
  #kept: string[] = [];
  #keptLength = 0;
  #ended = false;
  #offset = 0;

  /** The entries that end in the text so far, as text. @throws Refusal `not-vics` where it is no JSON of that form. */
  *push(text: string): Generator<string> {
    let begins = 0; // of what is kept of this text
    for (let at = 0; at < text.length; at += 1) {
      if (this.#inString) {
        at = this.#readString(text, at);
        continue;
      }
      const sign = text[at]!;
      if (sign === '"') this.#beginString();
      else if (sign === ':') this.#key = this.#lastString;
      else if (sign === ',') this.#key = null;
      else if (sign === '{' || sign === '[') {
        if (this.#begin(sign, at)) begins = at;
      } else if (sign === '}' || sign === ']') {
        if (this.#end(sign, at)) yield this.#take(text.slice(begins, at + 1));
      } else if (this.#open.length === 0 && sign.trim() !== '' && sign !== '\u{FEFF}')
        throw notVics(`"${sign}" stands at ${this.#offset + at}`);
    }
    if (this.#keptFrom !== -1) this.#keep(text.slice(begins));
    this.#offset += text.length;
  }

  /** @throws Refusal `not-vics` where the text ended before the file did. */
  end(): void {
    if (!this.#ended) throw notVics('it ends too early');
  }

  #beginString(): void {
    this.#inString = true;
    this.#escaped = false;
    this.#string = '';
  }

  /** Reads on to the end of a string; where it ends, or the last place of the text. */
  #readString(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (text[at] === '\\') this.#escaped = true;
      else if (text[at] === '"') break;
    }
    if (this.#string.length < 64) this.#string += text.slice(from, Math.min(at, from + 64)); // keys are short
    if (at === text.length) return at - 1;
    this.#inString = false;
    this.#lastString = this.#string;
    return at;
  }

  /** Whether an entry begins here. */
  #begin(is: '{' | '[', at: number): boolean {
    if (this.#ended) throw notVics(`something follows its end at ${this.#offset + at}`);
    if (this.#open.length >= deepest) throw notVics(`it is nested deeper than ${deepest}`);
    const key = this.#open.at(-1)?.is === '{' ? this.#key : null;
    const isMedia = is === '[' && key === 'Media' && this.#open.length === 3;
    if (isMedia && this.#keptFrom === 2) this.#drop(); // the element of `value` is a case
    this.#open.push({ is, key });
    this.#key = null;
    const list = this.#open.at(-2);
    const depth = this.#open.length - 1;
    const inValue = list?.is === '[' && list.key === 'value' && depth === 2;
    const inMedia = list?.is === '[' && list.key === 'Media' && depth === 4;
    if (is !== '{' || this.#keptFrom !== -1 || !(inValue || inMedia)) return false;
    this.#keptFrom = depth;
    return true;
  }

  /** Whether an entry ends here. */
  #end(sign: '}' | ']', at: number): boolean {
    const last = this.#open.pop();
    if (!last || (last.is === '{') !== (sign === '}')) throw notVics(`"${sign}" stands at ${this.#offset + at}`);
    this.#key = null;
    if (this.#open.length === 0) this.#ended = true;
    if (this.#keptFrom !== this.#open.length) return false;
    return true;
  }

  #keep(piece: string): void {
    this.#keptLength += piece.length;
    if (this.#keptLength > longestEntry) throw notVics(`an entry is longer than ${longestEntry} characters`);
    this.#kept.push(piece);
  }

  #take(last: string): string {
    const whole = this.#kept.join('') + last;
    this.#drop();
    return whole;
  }

  #drop(): void {
    this.#keptFrom = -1;
    this.#kept = [];
    this.#keptLength = 0;
  }
}

export const notVics = (why: string, cause?: unknown): Refusal =>
  new Refusal('bad-input', 'not-vics', `This is no VICS file: ${why}; expected JSON of the model 1.3 or 2.0`, {
    cause,
  });
