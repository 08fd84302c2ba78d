// Millions of short texts outside the heap. Most are one of few beginnings and a number (`line 12`, `sig_3`): those take
// six bytes; any other lies whole in a long row of bytes.
import { Column } from './column.ts';

/** Beginnings that are kept: of ids that only end in a digit by chance, no more than these. */
const mostStems = 1024;
const whole = 0xffff;
const blockBytes = 1024 * 1024;
const longestBytes = 4096;

export class Texts {
  readonly #stems: string[] = [];
  readonly #stemPlaces = new Map<string, number>();
  readonly #stem = new Column(2);
  readonly #number = new Column(4);
  readonly #blocks: Buffer[] = [];
  #next = 0;

  set(row: number, text: string): void {
    const [, stem = '', digits = ''] = /^(.*?)(0|[1-9]\d{0,8})$/s.exec(text) ?? [];
    const place = digits === '' ? undefined : this.#placeOf(stem);
    this.#stem.set(row, place ?? whole);
    this.#number.set(row, place === undefined ? this.#store(text) : Number(digits));
  }

  get(row: number): string {
    const stem = this.#stem.get(row);
    const number = this.#number.get(row);
    return stem === whole ? this.#read(number) : `${this.#stems[stem]}${number}`;
  }

  #placeOf(stem: string): number | undefined {
    const place = this.#stemPlaces.get(stem);
    if (place !== undefined || this.#stems.length === mostStems) return place;
    this.#stemPlaces.set(stem, this.#stems.length);
    return this.#stems.push(stem) - 1;
  }

  /** Two bytes of length, then the text, never over the end of a block. */
  #store(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length > longestBytes)
      throw new RangeError(`a text of ${bytes.length} bytes; expected at most ${longestBytes}`);
    if ((this.#next % blockBytes) + 2 + bytes.length > blockBytes || this.#next === this.#blocks.length * blockBytes) {
      this.#next = this.#blocks.length * blockBytes;
      this.#blocks.push(Buffer.alloc(blockBytes));
    }
    const [at, from] = [this.#next, this.#next % blockBytes];
    const block = this.#blocks.at(-1)!;
    block.writeUInt16LE(bytes.length, from);
    bytes.copy(block, from + 2);
    this.#next += 2 + bytes.length;
    return at;
  }

  #read(at: number): string {
    const block = this.#blocks[Math.floor(at / blockBytes)]!;
    const from = at % blockBytes;
    return block.toString('utf8', from + 2, from + 2 + block.readUInt16LE(from));
  }
}
