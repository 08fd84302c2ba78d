// Receipts in words: eleven bytes to nine words and back, with a checksum that notices a wrong word, and with patience for
// how frightened people write things down and type them again.
import { createHash } from 'node:crypto';
import { receiptWords } from './words-list.ts';

/** Nine words, said and written in three lines of three. */
const wordCount = 9;
/** 1,024 words in the list. */
const bitsPerWord = 10;
/** One wrong receipt in 256 is not noticed here; it is then simply unknown. */
const checksumBits = 8;

/** What a guess is up against: 9 words of 10 bits, less the checksum's 8, are 82 random bits; at least 80 are asked for. */
export const receiptBits = wordCount * bitsPerWord - checksumBits;

const byteCount = Math.ceil(receiptBits / 8);
const unusedBits = byteCount * 8 - receiptBits;
const numberOf = new Map(receiptWords.map((word, number) => [word, number]));
const byBeginning = new Map(receiptWords.map((word) => [word.slice(0, 4), word]));

/** The first byte of SHA-256, under a prefix of its own so that it says nothing about other hashes of the same bits. */
const checksumOf = (bits: Uint8Array): number =>
  createHash('sha256').update('suaka receipt checksum\n').update(bits).digest()[0]!;

/**
 * The nine words of a receipt.
 * @param bits 82 random bits in 11 bytes, the first bit first; the last 6 bits are 0.
 * @throws TypeError for anything else than bytes, RangeError for another length or bits that are not used.
 */
export function encodeReceipt(bits: Uint8Array): string[] {
  if (!(bits instanceof Uint8Array)) throw new TypeError(`receipt bits: got ${typeof bits}, expected a Uint8Array`);
  if (bits.length !== byteCount) throw new RangeError(`receipt bits: got ${bits.length} bytes, expected ${byteCount}`);
  const whole = toNumber(bits);
  if ((whole & ((1n << BigInt(unusedBits)) - 1n)) !== 0n)
    throw new RangeError(`receipt bits: the last ${unusedBits} bits of ${byteCount} bytes have to be 0`);
  const code = ((whole >> BigInt(unusedBits)) << BigInt(checksumBits)) | BigInt(checksumOf(bits));
  return Array.from({ length: wordCount }, (_, place) => {
    const shift = BigInt(bitsPerWord * (wordCount - 1 - place));
    return receiptWords[Number((code >> shift) & 1023n)]!;
  });
}

export type DecodedReceipt =
  | { ok: true; normal: string }
  | {
      ok: false;
      why: 'empty' | 'count' | 'unknown-word' | 'checksum';
      /** Which word is not understood, from 1; with `count`, how many words there are. */
      position?: number;
      /** The word of the list that may have been meant. */
      suggestion?: string;
    };

/**
 * A receipt as it was typed; `normal` is its nine words joined by a space. Case, punctuation, numbering and line breaks
 * do not matter; the first four letters do for a word; one wrong, missing, added or swapped letter in a word is mended
 * where that leads to one word only, and then the checksum has to fit.
 */
export function decodeReceipt(typed: string): DecodedReceipt {
  const parts = typedWords(typed);
  if (parts.length === 0) return { ok: false, why: 'empty' };
  if (parts.length !== wordCount) return { ok: false, why: 'count', position: parts.length };
  const meant = parts.map(meantBy);
  const notUnderstood = meant.findIndex((words) => words.length === 0);
  if (notUnderstood !== -1) return { ok: false, why: 'unknown-word', position: notUnderstood + 1 };
  // Beginnings that were written on purpose always count; only where they do not fit may one be a slip in another word.
  const likeliest = meant.map(([first]) => first!);
  const fitting = fits(likeliest) ? [likeliest] : combinations(meant).filter(fits);
  if (fitting.length === 1) return { ok: true, normal: fitting[0]!.join(' ') };
  // The first word that is not written as in the list is the likeliest to be another.
  const place = parts.findIndex((part) => !numberOf.has(part));
  if (place === -1) return { ok: false, why: 'checksum' };
  return { ok: false, why: 'unknown-word', position: place + 1, suggestion: meant[place]![0]! };
}

/** Longer than nine words with their numbers can be; what follows would only cost time. */
const longestTyped = 1000;

function typedWords(typed: string): string[] {
  const plain = typed.slice(0, longestTyped).normalize('NFKD').toLowerCase();
  // Accents of a helpful keyboard fall away; digits and signs only separate.
  return plain.replace(/[\p{M}\p{Cf}]+/gu, '').match(/[a-z]+/g) ?? [];
}

/**
 * What a part may stand for: itself; or the word that begins like this with at least four letters, and the words one
 * slip away, for "gunu" may be short for gunung or a slip in guru. Nothing, when a slip alone leads to several words.
 */
function meantBy(part: string): string[] {
  if (numberOf.has(part)) return [part];
  const word = part.length >= 4 ? byBeginning.get(part.slice(0, 4)) : undefined;
  const short = word?.startsWith(part) ? word : undefined;
  // Near a word of seven letters are words of up to eight.
  const near = part.length > 8 ? [] : receiptWords.filter((other) => other !== short && isOneSlip(part, other));
  if (short !== undefined) return [short, ...near];
  return near.length === 1 ? near : [];
}

/** More ways than this to read nine words are not tried: they are then asked about. */
const mostCombinations = 256;

function combinations(meant: readonly string[][]): string[][] {
  if (meant.reduce((count, words) => count * words.length, 1) > mostCombinations) return [];
  return meant.reduce<string[][]>(
    (all, words) => all.flatMap((before) => words.map((word) => [...before, word])),
    [[]],
  );
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.length > restB.length) return restA.slice(1) === restB;
  if (restA.length < restB.length) return restB.slice(1) === restA;
  return restA.slice(1) === restB.slice(1) || (restA[1] + restA[0]! + restA.slice(2) === restB && restA.length > 1);
}

function fits(words: readonly string[]): boolean {
  const code = words.reduce((sum, word) => (sum << BigInt(bitsPerWord)) | BigInt(numberOf.get(word)!), 0n);
  const bits = toBytes((code >> BigInt(checksumBits)) << BigInt(unusedBits));
  return checksumOf(bits) === Number(code & 0xffn);
}

const toNumber = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const toBytes = (number: bigint): Uint8Array =>
  Uint8Array.from({ length: byteCount }, (_, place) => Number((number >> BigInt(8 * (byteCount - 1 - place))) & 0xffn));
