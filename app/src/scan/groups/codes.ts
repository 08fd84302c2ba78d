// PDQ hashes one after another as words, and how far two of them are apart.

/** Words of one hash. */
export const codeWords = 8;

/** Hashes by place. */
export class Codes {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;

  constructor(size: number) {
    this.size = size;
    this.words = new Uint32Array(size * codeWords);
    this.bytes = new Uint8Array(this.words.buffer);
  }

  at(place: number): Uint8Array {
    return this.bytes.subarray(place * codeWords * 4, (place + 1) * codeWords * 4);
  }

  /** In how many bits two differ. */
  distance(one: number, other: number): number {
    let bits = 0;
    for (let word = 0; word < codeWords; word += 1)
      bits += onesIn(this.words[one * codeWords + word]! ^ this.words[other * codeWords + word]!);
    return bits;
  }
}

function onesIn(word: number): number {
  let ones = word - ((word >>> 1) & 0x5555_5555);
  ones = (ones & 0x3333_3333) + ((ones >>> 2) & 0x3333_3333);
  return Math.imul((ones + (ones >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
