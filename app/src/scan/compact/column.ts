// Columns of numbers that grow without ever being copied: millions of rows in a few bytes each, outside the heap.

const segmentBits = 16;
const segmentRows = 1 << segmentBits;
const withinSegment = segmentRows - 1;

type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** Whole numbers by row. Rows that were never set are 0. */
export class Column {
  readonly #segments: Numbers[] = [];
  readonly #make: new (
    rows: number,
  ) => Numbers;
  readonly #largest: number;

  constructor(bytes: 1 | 2 | 4) {
    this.#make = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[bytes];
    this.#largest = 2 ** (8 * bytes) - 1;
  }

  get(row: number): number {
    return this.#segments[row >>> segmentBits]?.[row & withinSegment] ?? 0;
  }

  /** @throws RangeError for a number that has no room: cut short, it would be another one. */
  set(row: number, value: number): void {
    if (value > this.#largest || value < 0) throw new RangeError(`${value} in a column of 0 to ${this.#largest}`);
    const segment = row >>> segmentBits;
    while (this.#segments.length <= segment) this.#segments.push(new this.#make(segmentRows));
    this.#segments[segment]![row & withinSegment] = value;
  }
}
