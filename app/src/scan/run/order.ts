// In which order files are read, so that what is known comes early: a small sample of every folder first, then folders in
// the order of what share of them is known. It is advice only: whoever takes it walks everything at the end.
import { Column } from '../compact/index.ts';
import type { FileName } from '../types.ts';
import type { Stretch } from '../walk/index.ts';
import { Folders } from './folders.ts';

/** The sample: of all files one in so many, evenly. With the next, two in a hundred at most. */
const spreadOneIn = 64;
/** And the first file of each folder, small ones too, as long as these are no more than one in so many of all. */
const firstsOneIn = 256;
/** So many in any case: of a small set, every folder. */
const firstsAtLeast = 1000;
/** Of all bytes no more than one in so many: a few long videos would take the first minutes for themselves. */
const bytesOneIn = 50;
const bytesAtLeast = 256 * 2 ** 20;
/** What is around a folder counts as much as so many files read in it. */
const aroundFiles = 2;
/** A folder comes early where the share known is so many times that of all that is left: of equals, none does. */
const promisingTimes = 2;
/** Folders are ranked anew after one in so many of them was read: often enough to learn, seldom enough to cost nothing. */
const rankedOneIn = 256;

export interface Place {
  row: number;
  stretch: Stretch;
}

export class Order {
  readonly #folders = new Folders();
  readonly #read = new Column(4);
  readonly #known = new Column(4);
  readonly #taken = new Column(1);
  #ranked: number[] = [];
  #met = 0;
  #metBytes = 0;
  #sampledBytes = 0;
  #firsts = 0;
  #sampledRow = 0;
  #spreadAt = 0;

  /** The row of what a walk met; call it for everything, in that order. */
  meet(found: { name: FileName; root: number }): number {
    return this.#folders.meet(found);
  }

  /** Whether the file just met, which no earlier session read, belongs to the sample. */
  samples(row: number, sizeBytes: number): boolean {
    this.#met += 1;
    this.#metBytes += sizeBytes;
    if (this.#sampledBytes + sizeBytes > bytesAtLeast + this.#metBytes / bytesOneIn) return false;
    const isFirst = this.#read.get(row) === 0 && this.#sampledRow !== row;
    if (isFirst && this.#firsts < firstsAtLeast + this.#met / firstsOneIn) this.#firsts += 1;
    else if (this.#met - this.#spreadAt >= spreadOneIn) this.#spreadAt = this.#met;
    else return false;
    this.#sampledRow = row;
    this.#sampledBytes += sizeBytes;
    return true;
  }

  /** A file of that row was read. */
  note(row: number, known: boolean): void {
    this.#read.set(row, this.#read.get(row) + 1);
    if (known) this.#known.set(row, this.#known.get(row) + 1);
  }

  /** Where to read next, best first; null where nothing left promises more than the rest. Each comes once. */
  next(): Place | null {
    if (this.#ranked.length === 0) this.#ranked = this.#rank().toReversed();
    const row = this.#ranked.pop();
    if (row === undefined) return null;
    this.#taken.set(row, 1);
    return this.#place(row);
  }

  /** Where more is known than on the whole, best first: for archives, which take long and are opened last. */
  *richest(): Generator<Place> {
    const shares = this.#shares();
    const known = shares.keys().filter((row) => this.#known.get(row) > 0 && shares[row]! > shares[0]!);
    for (const row of inOrder(known, shares)) yield this.#place(row);
  }

  #place(row: number): Place {
    return { row, stretch: this.#folders.stretch(row) };
  }

  #rank(): number[] {
    const shares = this.#shares();
    const left = (row: number) => (this.#taken.get(row) ? 0 : this.#folders.files(row) - this.#read.get(row));
    let [files, known] = [0, 0];
    for (let row = 1; row < shares.length; row += 1) {
      files += left(row);
      known += left(row) * shares[row]!;
    }
    const least = (promisingTimes * known) / files;
    const promising: number[] = [];
    for (let row = 1; row < shares.length; row += 1) if (left(row) > 0 && shares[row]! > least) promising.push(row);
    return inOrder(promising, shares).slice(0, Math.ceil(shares.length / rankedOneIn));
  }

  /**
   * What share of each is likely known: what was read there, drawn towards what was read below the folder around it, and
   * that in turn. Folders count there by their files: those read whole are the best ones, and would count too much.
   */
  #shares(): Float64Array {
    const { rows } = this.#folders;
    const [read, files, known] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
    for (let row = rows - 1; row > 0; row -= 1) {
      const own = this.#read.get(row);
      if (own > 0) {
        read[row]! += own;
        files[row]! += this.#folders.files(row);
        known[row]! += (this.#folders.files(row) * this.#known.get(row)) / own;
      }
      const parent = this.#folders.parent(row);
      read[parent]! += read[row]!;
      files[parent]! += files[row]!;
      known[parent]! += known[row]!;
    }
    const around = new Float64Array(rows);
    const shares = new Float64Array(rows);
    around[0] = shares[0] = files[0]! > 0 ? known[0]! / files[0]! : 0;
    for (let row = 1; row < rows; row += 1) {
      const above = aroundFiles * around[this.#folders.parent(row)]!;
      const below = files[row]! > 0 ? (read[row]! * known[row]!) / files[row]! : 0;
      around[row] = (below + above) / (read[row]! + aroundFiles);
      shares[row] = (this.#known.get(row) + aroundFiles * around[row]!) / (this.#read.get(row) + aroundFiles);
    }
    return shares;
  }
}

/** The best share first; of equals, what was met first. */
function inOrder(rows: Iterable<number>, shares: Float64Array): number[] {
  return [...rows].toSorted((a, b) => shares[b]! - shares[a]! || a - b);
}
