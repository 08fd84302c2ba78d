// Which files were met: 128 bits of a hash of each name, held in one growing table, 16 bytes a name and nothing else.
import { createHash } from 'node:crypto';
import type { FileName } from '../types.ts';

/** What a line of the journal is about: an entry, or what else was met under that name. */
export interface Named {
  name: FileName;
  root: number;
  /** Where in an archive, which may hold a name several times; empty for what lies in a folder. */
  place: string;
  is: 'file' | 'unreadable' | 'passed';
}

/** The name as it stands on disk, as bytes. */
export function nameBytes({ text, bytes }: FileName): Buffer {
  return bytes === null ? Buffer.from(text, 'utf8') : Buffer.from(bytes, 'base64');
}

export class NameSet {
  #table = new Uint32Array(4 * 1024);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  has(named: Named): boolean {
    return this.#table[this.#place(digestOf(named)) * 4 + 3] !== 0;
  }

  /** Whether it is new. */
  add(named: Named): boolean {
    if (this.#count * 3 > this.#table.length / 2) this.#grow(); // at most two thirds full
    return this.#put(digestOf(named));
  }

  #put(digest: Uint32Array): boolean {
    const at = this.#place(digest) * 4;
    if (this.#table[at + 3] !== 0) return false;
    this.#table.set(digest, at);
    this.#count += 1;
    return true;
  }

  /** Where it stands, or where there is room for it. */
  #place(digest: Uint32Array): number {
    const places = this.#table.length / 4;
    const table = this.#table;
    let place = digest[0]! & (places - 1); // a power of two
    for (;;) {
      const at = place * 4;
      if (table[at + 3] === 0) return place;
      if (
        table[at] === digest[0] &&
        table[at + 1] === digest[1] &&
        table[at + 2] === digest[2] &&
        table[at + 3] === digest[3]
      )
        return place;
      place = (place + 1) & (places - 1);
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    this.#count = 0;
    for (let at = 0; at < old.length; at += 4) if (old[at + 3] !== 0) this.#put(old.subarray(at, at + 4));
  }
}

function digestOf({ name, root, place, is }: Named): Uint32Array {
  const hash = createHash('sha256').update(`${is} ${root} ${place} `).update(nameBytes(name)).digest();
  const digest = new Uint32Array(hash.buffer.slice(hash.byteOffset, hash.byteOffset + 16));
  digest[3]! |= 1; // zero marks an empty place
  return digest;
}
