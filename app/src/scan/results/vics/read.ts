// A VICS file as a list of hashes. Of each entry its digests and its category are taken; whose faces, places and series
// it names is not read.
import { textChunks } from '../../../kit/csv/chunks.ts';
import type { ListedHash } from '../../types.ts';
import { MediaCutter, notVics } from './cut.ts';

const digits = { md5: 32, sha1: 40, sha256: 64, pdq: 64 } as const;
type Algorithm = keyof typeof digits;

/** An entry, or one hash of it, that could not be taken, and why. */
export type OnFault = (entry: string, why: string) => void;

/** Whether what a file begins with is a VICS file's. */
export function isVics(head: string): boolean {
  return /^\uFEFF?\s*\{/.test(head) && /"(odata\.metadata|@odata\.context)"\s*:\s*"[^"]*projectvic/i.test(head);
}

/**
 * Every hash of the file, in order.
 * @param onFault told of what cannot be taken; the rest is read all the same.
 * @throws Refusal `not-vics` where the file is none, or is cut short.
 */
export async function* readVics(bytes: AsyncIterable<Uint8Array>, onFault: OnFault): AsyncGenerator<ListedHash> {
  const cutter = new MediaCutter();
  let number = 0;
  for await (const { text } of textChunks(bytes))
    for (const entry of cutter.push(text)) {
      number += 1;
      yield* hashesOf(parse(entry, number), number, onFault);
    }
  cutter.end();
}

function parse(text: string, number: number): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw notVics(`entry ${number} is no JSON`, cause);
  }
}

function* hashesOf(media: Record<string, unknown>, number: number, onFault: OnFault): Generator<ListedHash> {
  const entry = idOf(media) ?? String(number);
  const classification = categoryOf(media.Category);
  let count = 0;
  for (const [algorithm, value] of written(media)) {
    if (value === null || value === undefined || value === '') continue;
    count += 1;
    const hash = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (hash.length === digits[algorithm] && /^[0-9a-f]+$/.test(hash)) yield { algorithm, hash, entry, classification };
    else onFault(entry, `its ${algorithm} is not ${digits[algorithm]} hexadecimal digits`);
  }
  if (count === 0) onFault(entry, 'it has no md5, sha1, sha256 or pdq');
}

function* written(media: Record<string, unknown>): Generator<[Algorithm, unknown]> {
  yield ['md5', media.MD5];
  yield ['sha1', media.SHA1];
  const others = Array.isArray(media.AlternativeHashes) ? (media.AlternativeHashes as unknown[]) : [];
  for (const other of others) {
    const { HashName: name, HashValue: value } = (other ?? {}) as Record<string, unknown>;
    const algorithm = String(name)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '');
    if (algorithm === 'sha256' || algorithm === 'pdq') yield [algorithm, value];
  }
}

function idOf({ MediaID: id }: Record<string, unknown>): string | null {
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : null;
}

/** What a category means differs from country to country: it stays a number. */
function categoryOf(category: unknown): string | null {
  const text = typeof category === 'number' || typeof category === 'string' ? String(category) : '';
  return /^\d{1,3}$/.test(text) ? `vics:${Number(text)}` : null;
}
