// The files of a scan by what they hold: equal files are one content, contents with one PDQ hash one picture. Compact, so
// that memory does not decide how many files there may be.
import { Column, DigestTable } from '../compact/index.ts';
import { Codes } from './codes.ts';

/** A file as it is joined with others. */
export interface Joinable {
  /** From 1, in the order of paths. */
  id: number;
  sha256: string | null;
  pdq: string | null;
  quality: number | null;
  known: boolean;
}

/** Pictures of lower quality are too plain: many that have nothing in common are near each other. */
export const leastQuality = 50;

export class Contents {
  readonly #digests = new DigestTable(32);
  readonly #pictures = new DigestTable(32);
  readonly #firstFile = new Column(4);
  readonly #lastFile = new Column(4);
  readonly #nextFile = new Column(4);
  readonly #count = new Column(4);
  readonly #known = new Column(1);
  /** Of a content its picture, counted from 1; of a picture its first content, and of a content the next one of it. */
  readonly #picture = new Column(4);
  readonly #firstContent = new Column(4);
  readonly #nextContent = new Column(4);

  add({ id, sha256, pdq, quality, known }: Joinable): void {
    if (sha256 === null) return; // its bytes could not be read: nothing says what it is a copy of
    const there = this.#digests.size;
    const content = this.#digests.add(Buffer.from(sha256, 'hex'));
    if (content === there) {
      this.#firstFile.set(content, id);
      if (pdq !== null && quality !== null && quality >= leastQuality) this.#show(content, Buffer.from(pdq, 'hex'));
    } else this.#nextFile.set(this.#lastFile.get(content), id);
    this.#lastFile.set(content, id);
    this.#count.set(content, this.#count.get(content) + 1);
    if (known) this.#known.set(content, 1);
  }

  #show(content: number, pdq: Buffer): void {
    const there = this.#pictures.size;
    const picture = this.#pictures.add(pdq);
    if (picture !== there) this.#nextContent.set(content, this.#firstContent.get(picture) + 1);
    this.#firstContent.set(picture, content);
    this.#picture.set(content, picture + 1);
  }

  get size(): number {
    return this.#digests.size;
  }

  firstFile(content: number): number {
    return this.#firstFile.get(content);
  }

  count(content: number): number {
    return this.#count.get(content);
  }

  isKnown(content: number): boolean {
    return this.#known.get(content) === 1;
  }

  /** The picture that a content is, or null. */
  pictureOf(content: number): number | null {
    const picture = this.#picture.get(content);
    return picture === 0 ? null : picture - 1;
  }

  /** The files of a content, in order. */
  *files(content: number): Generator<number> {
    for (let file = this.firstFile(content); file !== 0; file = this.#nextFile.get(file)) yield file;
  }

  /** The contents that are one picture. */
  *contentsOf(picture: number): Generator<number> {
    for (let next = this.#firstContent.get(picture) + 1; next !== 0; next = this.#nextContent.get(next - 1))
      yield next - 1;
  }

  /** The PDQ hashes of all pictures. */
  pictures(): Codes {
    const codes = new Codes(this.#pictures.size);
    for (let picture = 0; picture < codes.size; picture += 1) codes.at(picture).set(this.#pictures.at(picture));
    return codes;
  }
}
