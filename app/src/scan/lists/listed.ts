// Everything that is listed, whichever list it came from, compactly: each distinct hash once, and which lists have it.
import { HammingIndex } from '@suaka/hamming';
import { Refusal } from '../../kit/errors.ts';
import { Column, DigestTable, Texts } from '../compact/index.ts';
import type { ListedHash } from '../types.ts';

export type ListedAlgorithm = ListedHash['algorithm'];
export const listedAlgorithms = ['md5', 'sha1', 'sha256', 'pdq'] as const satisfies readonly ListedAlgorithm[];
export const hashBytes = { md5: 16, sha1: 20, sha256: 32, pdq: 32 } as const;

/** A list as a run names it: what was asked. */
export interface ListFacts {
  name: string;
  kind: 'plain' | 'vics' | 'package';
  /** The file it came from, and the digest of that file. */
  file: string;
  sha256: string;
  /** How many hashes it lists, each once; of a package, its marks included. */
  entries: number;
  algorithms: ListedAlgorithm[];
  /** How far a PDQ hash may be from one of this list, and the quality of a picture that is compared at all. */
  radiusBits: number;
  qualityFloor: number;
  /** Lines that list nothing in force: withdrawn, proposed or past their date; and lines that could not be read. */
  leftOut: number;
  bad: number;
  /** Of an export of a desk: whose it is, how it is known, until when it opens, and who signed it. */
  package?: { id: string; issuer: string; recipient: string; expiresAt: string; signedBy: string };
}

/** Where in a list a hash stands. */
export interface Listing {
  list: number;
  entry: string;
  classification: string | null;
}

const none = 0xffff_ffff;
const mostWords = 0xffff;

/** The hashes of one algorithm. A hash that several lists have is one place with a chain of listings. */
class Listings {
  readonly table: DigestTable;
  readonly #first = new Column(4);
  readonly #next = new Column(4);
  readonly #list = new Column(2);
  readonly #word = new Column(2);
  readonly #entries = new Texts();
  #rows = 0;

  constructor(bytes: number) {
    this.table = new DigestTable(bytes);
  }

  /** Whether the list did not have it already. */
  add(code: Uint8Array, list: number, entry: string, word: number): boolean {
    const there = this.table.size;
    const place = this.table.add(code);
    const fresh = place === there;
    for (let row = fresh ? none : this.#first.get(place); row !== none; row = this.#next.get(row))
      if (this.#list.get(row) === list) return false;
    const row = this.#rows;
    this.#rows += 1;
    this.#next.set(row, fresh ? none : this.#first.get(place));
    this.#first.set(place, row);
    this.#list.set(row, list);
    this.#word.set(row, word);
    this.#entries.set(row, entry);
    return true;
  }

  *at(place: number): Generator<{ list: number; entry: string; word: number }> {
    for (let row = this.#first.get(place); row !== none; row = this.#next.get(row))
      yield { list: this.#list.get(row), entry: this.#entries.get(row), word: this.#word.get(row) };
  }
}

export class Listed {
  readonly lists: ListFacts[] = [];
  readonly #listings: Record<ListedAlgorithm, Listings>;
  readonly #words: string[] = [];
  readonly #wordPlaces = new Map<string, number>();
  #index: HammingIndex | null = null;

  constructor() {
    const of = (algorithm: ListedAlgorithm) => new Listings(hashBytes[algorithm]);
    this.#listings = { md5: of('md5'), sha1: of('sha1'), sha256: of('sha256'), pdq: of('pdq') };
  }

  /** A further list, empty. Its place. */
  addList(facts: Omit<ListFacts, 'entries' | 'algorithms'>): number {
    const taken = new Set(this.lists.map(({ name }) => name));
    let name = facts.name;
    for (let count = 2; taken.has(name); count += 1) name = `${facts.name} (${count})`;
    return this.lists.push({ ...facts, name, entries: 0, algorithms: [] }) - 1;
  }

  add(list: number, algorithm: ListedAlgorithm, code: Uint8Array, entry: string, classification: string | null): void {
    if (!this.#listings[algorithm].add(code, list, entry, this.#placeOf(classification))) return;
    const facts = this.lists[list]!;
    facts.entries += 1;
    if (!facts.algorithms.includes(algorithm)) facts.algorithms.push(algorithm);
  }

  /** Builds the index of near hashes, once everything is in. */
  finish(): void {
    const { table } = this.#listings.pdq;
    this.#index = new HammingIndex();
    const codes = new Uint8Array(table.size * table.bytes);
    for (let place = 0; place < table.size; place += 1) codes.set(table.at(place), place * table.bytes);
    this.#index.addMany(
      Uint32Array.from({ length: table.size }, (_, place) => place),
      codes,
    );
  }

  /** The algorithms of what is listed. */
  get algorithms(): ListedAlgorithm[] {
    return listedAlgorithms.filter((algorithm) => this.#listings[algorithm].table.size > 0);
  }

  /** The listings of a digest. */
  *equal(algorithm: ListedAlgorithm, digest: Uint8Array): Generator<Listing> {
    const listings = this.#listings[algorithm];
    const place = listings.table.find(digest);
    if (place >= 0) yield* this.#listingsAt(listings, place);
  }

  /** The listings of PDQ hashes within a distance, nearest first. @throws Error before `finish`. */
  *near(code: Uint8Array, radiusBits: number): Generator<Listing & { distanceBits: number }> {
    if (!this.#index) throw new Error('The lists are still being read');
    for (const { id, distance } of this.#index.search(code, radiusBits))
      for (const listing of this.#listingsAt(this.#listings.pdq, id)) yield { ...listing, distanceBits: distance };
  }

  *#listingsAt(listings: Listings, place: number): Generator<Listing> {
    for (const { list, entry, word } of listings.at(place))
      yield { list, entry, classification: word === 0 ? null : this.#words[word - 1]! };
  }

  /** 0 for none. */
  #placeOf(word: string | null): number {
    if (word === null) return 0;
    const place = this.#wordPlaces.get(word);
    if (place !== undefined) return place;
    if (this.#words.length === mostWords)
      throw new Refusal(
        'bad-input',
        'too-many-classifications',
        `The lists have more than ${mostWords} different classifications`,
      );
    this.#wordPlaces.set(word, this.#words.push(word));
    return this.#words.length;
  }
}
