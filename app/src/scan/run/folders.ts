// The folders of a walk as a tree: each with its name and its parent, in a few dozen bytes. A folder of very many files
// is cut into stretches, each of which can be found again.
import { Column, Texts } from '../compact/index.ts';
import type { FileName } from '../types.ts';
import type { Stretch } from '../walk/index.ts';
import { nameBytes } from './names.ts';

/** To come to a stretch, the names before it are read anew: 2 µs each, little beside reading so many files. */
const stretchFiles = 4096;
const slash = 0x2f;

/** A folder that the walk is in. */
interface Open {
  path: Buffer;
  row: number;
  /** The row in which its next file is counted: its own, or that of a later stretch. */
  stretch: number;
  met: number;
}

/** Row 0 is above all roots. A parent comes before what is in it. */
export class Folders {
  readonly #parent = new Column(4);
  readonly #files = new Column(4);
  readonly #from = new Column(4);
  /** Byte by byte, as Latin 1: a name need not be text. Empty for a root, and for a stretch of the folder that is its parent. */
  readonly #name = new Texts();
  /** The rows of the roots, and which root each is. */
  readonly #roots = new Map<number, number>();
  #open: Open[] = [];
  #root = -1;
  rows = 1;

  parent(row: number): number {
    return this.#parent.get(row);
  }

  /** How many lie in it, those in its folders left out. */
  files(row: number): number {
    return this.#files.get(row);
  }

  /** The row of what was met, which comes in the order of a walk: a folder whole, then what is in its folders. */
  meet({ name, root }: { name: FileName; root: number }): number {
    const bytes = nameBytes(name);
    const folder = this.#enter(root, bytes.subarray(0, Math.max(bytes.lastIndexOf(slash), 0)));
    if (folder.met > 0 && folder.met % stretchFiles === 0) folder.stretch = this.#add(folder.row, '', folder.met);
    folder.met += 1;
    this.#files.set(folder.stretch, this.files(folder.stretch) + 1);
    return folder.stretch;
  }

  stretch(row: number): Stretch {
    const from = this.#from.get(row);
    const names: string[] = [];
    let at = row;
    for (; !this.#roots.has(at); at = this.parent(at)) names.push(this.#name.get(at));
    const path = names.filter((name) => name !== '').toReversed();
    return { root: this.#roots.get(at)!, folder: Buffer.from(path.join('/'), 'latin1'), from, to: from + stretchFiles };
  }

  #enter(root: number, path: Buffer): Open {
    if (root !== this.#root) this.#enterRoot(root);
    while (!isWithin(path, this.#open.at(-1)!.path)) this.#open.pop();
    for (;;) {
      const above = this.#open.at(-1)!;
      if (above.path.length === path.length) return above;
      const start = above.path.length === 0 ? 0 : above.path.length + 1;
      const next = path.indexOf(slash, start);
      const end = next === -1 ? path.length : next;
      this.#push(path.subarray(0, end), this.#add(above.row, path.toString('latin1', start, end), 0));
    }
  }

  #enterRoot(root: number): void {
    this.#root = root;
    this.#open = [];
    const row = this.#add(0, '', 0);
    this.#roots.set(row, root);
    this.#push(Buffer.alloc(0), row);
  }

  #push(path: Buffer, row: number): void {
    this.#open.push({ path, row, stretch: row, met: 0 });
  }

  #add(parent: number, name: string, from: number): number {
    const row = this.rows++;
    this.#parent.set(row, parent);
    this.#name.set(row, name);
    this.#from.set(row, from);
    return row;
  }
}

function isWithin(path: Buffer, folder: Buffer): boolean {
  if (folder.length === 0) return true;
  if (path.length < folder.length || path.compare(folder, 0, folder.length, 0, folder.length) !== 0) return false;
  return path.length === folder.length || path[folder.length] === slash;
}
