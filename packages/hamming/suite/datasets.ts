// Codes to search among, and codes to search for: ordinary ones and those that are hardest on an index of parts.

import { correlatedCodes, flipBits, uniformCodes } from '../src/synthetic.ts';
import { split } from './oracle.ts';

export interface Dataset {
  name: string;
  codes: Uint8Array[];
  queries: Uint8Array[];
}

/** All data sets, the ordinary ones of `count` codes. */
export function datasets(count: number, seed: number, random: () => number): Dataset[] {
  const others = split(uniformCodes(count, random));
  return [
    withNearQueries('uniform', others, random),
    withNearQueries('correlated', split(correlatedCodes(seed)(count)), random),
    { name: 'empty', codes: [], queries: [filled(0), filled(255)] },
    withNearQueries('all equal', repeat(filled(0x5a), count), random),
    withNearQueries(
      'all zero or all one',
      [...repeat(filled(0), count / 2), ...repeat(filled(255), count / 2)],
      random,
    ),
    withNearQueries('each of a few codes many times', repeatEach(split(uniformCodes(5, random)), count / 5), random),
    withNearQueries('equal but for few bits', sparse(count, random), random),
    atTheBoundary('flips next to each other', adjacent, others),
    atTheBoundary('flips spread evenly', spread, others),
  ];
}

/** Searches near codes that are there, at all distances from 0 to 40, and for codes that are not. */
function withNearQueries(name: string, codes: Uint8Array[], random: () => number): Dataset {
  const near = Array.from({ length: 41 }, (_, flips) => flipBits(codes[random() % codes.length], flips, random));
  return { name, codes, queries: [...near, ...split(uniformCodes(5, random)), filled(0), filled(255)] };
}

/** One query, and codes around distance 31 from it, flipped at places that begin at each bit in turn. */
function atTheBoundary(
  name: string,
  bitsOf: (flips: number, first: number) => number[],
  others: Uint8Array[],
): Dataset {
  const query = filled(0xa5);
  const codes: Uint8Array[] = [];
  for (let flips = 28; flips <= 34; flips++) {
    for (let first = 0; first < 256; first++) codes.push(flipped(query, bitsOf(flips, first)));
  }
  return { name, codes: [...codes, ...others], queries: [query] };
}

function adjacent(flips: number, first: number): number[] {
  return Array.from({ length: flips }, (_, i) => (first + i) % 256);
}

function spread(flips: number, first: number): number[] {
  return Array.from({ length: flips }, (_, i) => (first + Math.floor((i * 256) / flips)) % 256);
}

function flipped(code: Uint8Array, bits: number[]): Uint8Array {
  const copy = code.slice();
  for (const bit of bits) copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

/** Codes whose ones are all among the first 40 bits, few of them. */
function sparse(count: number, random: () => number): Uint8Array[] {
  return Array.from({ length: count }, () => flipped(filled(0), [random() % 40, random() % 40, random() % 40]));
}

function filled(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

function repeat(code: Uint8Array, times: number): Uint8Array[] {
  return Array.from({ length: times }, () => code);
}

function repeatEach(codes: Uint8Array[], times: number): Uint8Array[] {
  return codes.flatMap((code) => repeat(code, times));
}
