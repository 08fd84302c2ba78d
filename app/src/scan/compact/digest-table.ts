// A set of digests of one length, whole, outside the heap: 10 million of 32 bytes take 0.4 GB. Each has a place, from 0 in
// the order in which they came.
import { randomBytes } from 'node:crypto';

const segmentBits = 16;
const withinSegment = (1 << segmentBits) - 1;
const fewestSlots = 1024;
/** Slots that are taken, at most; above that, looking one up takes too many steps. */
const fullest = 0.75;
const longestBytes = 32;

export class DigestTable {
  readonly bytes: number;
  readonly #words: number;
  readonly #segments: Uint32Array[] = [];
  /** Places, counted from 1; 0 is empty. Taken one after another from where a digest's mixed words lead. */
  #slots = new Uint32Array(fewestSlots);
  #size = 0;
  // So that no list can be made whose digests all lead to one slot.
  readonly #seed = randomBytes(4).readUInt32LE() | 1;
  readonly #given = new Uint8Array(longestBytes);
  readonly #givenWords = new Uint32Array(this.#given.buffer);

  /** @param bytes the length of a digest: a multiple of 4 up to 32. */
  constructor(bytes: number) {
    if (bytes % 4 !== 0 || bytes < 4 || bytes > longestBytes)
      throw new RangeError(`digests of ${bytes} bytes; expected a multiple of 4 from 4 to ${longestBytes}`);
    this.bytes = bytes;
    this.#words = bytes / 4;
  }

  get size(): number {
    return this.#size;
  }

  /** The place of a digest, or -1. */
  find(digest: Uint8Array): number {
    this.#take(digest);
    return this.#slots[this.#slotOf(this.#givenWords, 0)]! - 1;
  }

  /** The place of a digest, a new one where it was not there. */
  add(digest: Uint8Array): number {
    this.#take(digest);
    const slot = this.#slotOf(this.#givenWords, 0);
    if (this.#slots[slot] !== 0) return this.#slots[slot]! - 1;
    const place = this.#size;
    const segment = place >>> segmentBits;
    if (segment === this.#segments.length) this.#segments.push(new Uint32Array(this.#words << segmentBits));
    const at = (place & withinSegment) * this.#words;
    for (let word = 0; word < this.#words; word += 1) this.#segments[segment]![at + word] = this.#givenWords[word]!;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (this.#size > this.#slots.length * fullest) this.#grow();
    return place;
  }

  /** The digest at a place; a view that must not be written to. */
  at(place: number): Uint8Array {
    if (place < 0 || place >= this.#size) throw new RangeError(`place ${place} of ${this.#size}`);
    const { buffer } = this.#segments[place >>> segmentBits]!;
    return new Uint8Array(buffer, (place & withinSegment) * this.bytes, this.bytes);
  }

  #take(digest: Uint8Array): void {
    if (digest.length !== this.bytes)
      throw new RangeError(`a digest of ${digest.length} bytes; expected ${this.bytes}`);
    this.#given.set(digest);
  }

  /** The slot that holds the digest at `at`, or the empty one where it would be put. */
  #slotOf(words: Uint32Array, at: number): number {
    const last = this.#slots.length - 1;
    let slot = this.#mixed(words, at) & last;
    for (let place = this.#slots[slot]!; place !== 0; place = this.#slots[slot]!) {
      if (this.#equals(words, at, place - 1)) return slot;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #equals(words: Uint32Array, at: number, place: number): boolean {
    const segment = this.#segments[place >>> segmentBits]!;
    const other = (place & withinSegment) * this.#words;
    for (let word = 0; word < this.#words; word += 1) if (segment[other + word] !== words[at + word]) return false;
    return true;
  }

  #mixed(words: Uint32Array, at: number): number {
    let mixed = this.#seed;
    for (let word = 0; word < this.#words; word += 1) {
      mixed = Math.imul(mixed ^ words[at + word]!, 0x9e3779b1);
      mixed ^= mixed >>> 15;
    }
    return mixed >>> 0;
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let place = 0; place < this.#size; place += 1) {
      const segment = this.#segments[place >>> segmentBits]!;
      this.#slots[this.#slotOf(segment, (place & withinSegment) * this.#words)] = place + 1;
    }
  }
}
