// What the columns of a file mean, and the names people and other systems give them.
//
// A line lists one hash in `hash`, with its `algorithm`, or several of one and the same file in columns named by their
// algorithm; lines that agree in `content` are of one file too. `state` says what became of it where the file comes from:
// `withdrawn` ends this source's own listing in the bank, or leaves a tombstone so that it is not listed later.
import { algorithmNames } from '../../hashes.ts';

// Each name as it is compared: small letters and digits only. The first is the one we write ourselves.
const names = {
  algorithm: ['algorithm', 'type', 'algo', 'hashtype', 'hashalgorithm', 'signaltype'],
  hash: ['hash', 'code', 'value', 'hashvalue', 'digest', 'hashdigest', 'signal', 'fingerprint'],
  pdq: ['pdq', 'pdqhash'],
  md5: ['md5', 'md5hash'],
  sha1: ['sha1', 'sha1hash'],
  sha256: ['sha256', 'sha256hash'],
  quality: ['quality', 'pdqquality'],
  classification: ['classification', 'category'],
  reference: ['reference', 'sourcereference', 'id', 'ref'],
  note: ['note', 'notes', 'comment'],
  expires: ['expiresat', 'expires', 'expiry', 'validuntil'],
  state: ['state', 'status'],
  content: ['content', 'contentid'],
} as const;

export type Column = keyof typeof names;

/** What one line says, by column, as text. */
export type Cells = Partial<Record<Column, string>>;

const byName = new Map<string, Column>(
  Object.entries(names).flatMap(([column, known]) => known.map((name) => [name, column as Column] as const)),
);

/** A name as it is compared: `SHA-256` and `sha256` are the same. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function columnOf(name: string): Column | null {
  return byName.get(plainName(name)) ?? null;
}

export interface Columns {
  /** What stands at each position; null where it is ignored. */
  at: (Column | null)[];
  ignored: string[];
}

/** The meaning of a header. Of two names for the same, the one first in our table counts and the other is ignored. */
export function readHeader(header: string[]): Columns {
  const at = header.map(columnOf);
  for (const column of new Set(at)) {
    const positions = at.flatMap((each, position) => (each === column ? [position] : []));
    if (column === null || positions.length < 2) continue;
    const rank = (position: number) => (names[column] as readonly string[]).indexOf(plainName(header[position]!));
    const best = positions.reduce((first, second) => (rank(second) < rank(first) ? second : first));
    for (const position of positions) if (position !== best) at[position] = null;
  }
  return { at, ignored: header.filter((_, position) => at[position] === null) };
}

/** Whether a header has a column that holds hashes. */
export function holdsHashes({ at }: Columns): boolean {
  return at.some((column) => column === 'hash' || algorithmNames.some((name) => name === column));
}
