// Hashes as the desk takes and shows them: the algorithms it knows, their length, and how each is compared.
import { Refusal } from '../kit/errors.ts';

/** `radius` says whether near hashes match too; the others match only when equal. */
export const algorithms = {
  pdq: { bytes: 32, radius: true },
  md5: { bytes: 16, radius: false },
  sha1: { bytes: 20, radius: false },
  sha256: { bytes: 32, radius: false },
} as const;

export type Algorithm = keyof typeof algorithms;
export const algorithmNames = Object.keys(algorithms) as Algorithm[];

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}

/** The largest distance at which two PDQ hashes are called the same picture, and the widest radius a bank may have. */
export const widestRadiusBits = 31;

/**
 * Bytes of a hash written in hexadecimal, either case.
 * @throws Refusal `bad-hash` that says what was seen and what would be right; the hash itself is not repeated in full.
 */
export function parseHash(algorithm: Algorithm, text: string): Buffer {
  const wrong = whatIsWrong(algorithm, text);
  if (wrong) throw new Refusal('bad-input', 'bad-hash', wrong);
  return Buffer.from(text, 'hex');
}

/** What keeps a text from being a hash of that algorithm, or null. */
export function whatIsWrong(algorithm: Algorithm, text: string): string | null {
  const digits = algorithms[algorithm].bytes * 2;
  if (text.length !== digits)
    return `${algorithm} hash of ${text.length} characters; expected ${digits} hexadecimal digits`;
  const stray = /[^0-9a-f]/i.exec(text);
  return stray
    ? `${algorithm} hash with ${JSON.stringify(stray[0])} at position ${stray.index + 1}; expected hexadecimal digits only`
    : null;
}

/** The algorithm that a bare hash of that many hexadecimal digits can only be, or null when several could. */
export function algorithmByLength(digits: number): Algorithm | null {
  const fitting = algorithmNames.filter((name) => algorithms[name].bytes * 2 === digits);
  return fitting.length === 1 ? fitting[0]! : null;
}
