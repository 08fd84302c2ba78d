// Hashes as values: how far two lie apart, and their hexadecimal form.

const HASH_BYTES = 32;

/**
 * Number of bits, 0 to 256, in which two hashes differ. The field counts up to 31 as a match.
 *
 * @throws TypeError or RangeError if either is not 32 bytes.
 */
export function distance(a: Uint8Array, b: Uint8Array): number {
  checkHash(a);
  checkHash(b);
  let distanceBits = 0;
  for (let i = 0; i < HASH_BYTES; i++) distanceBits += onesIn(a[i]! ^ b[i]!);
  return distanceBits;
}

/**
 * The 64 lower-case digits by which hash lists name a hash.
 *
 * @throws TypeError or RangeError if it is not 32 bytes.
 */
export function toHex(hash: Uint8Array): string {
  checkHash(hash);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The 32 bytes of a hash from its 64 hexadecimal digits, of either case.
 *
 * @throws TypeError if it is not a string; RangeError if it is anything but 64 digits.
 */
export function fromHex(hex: string): Uint8Array {
  if (typeof hex !== 'string') throw new TypeError(`hash is ${typeof hex}; expected a string of 64 hexadecimal digits`);
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new RangeError(`hash is ${quote(hex)} (${hex.length} characters); expected 64 hexadecimal digits`);
  }
  return Uint8Array.from({ length: HASH_BYTES }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function checkHash(hash: Uint8Array): void {
  if (!(hash instanceof Uint8Array)) throw new TypeError(`hash is ${typeof hash}; expected a Uint8Array of 32 bytes`);
  if (hash.length !== HASH_BYTES) throw new RangeError(`hash holds ${hash.length} bytes; expected 32`);
}

/** Number of bits set in a byte. */
function onesIn(byte: number): number {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/** The value as a string literal, shortened so that a whole file passed by mistake does not fill the log. */
function quote(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
}
