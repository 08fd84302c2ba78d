// Whether a file is known: its digests are equal to listed ones, or its picture's or its video's PDQ hashes are near.
import type { FileFacts, Known } from '../types.ts';
import { hashBytes, type Listed, type ListedAlgorithm, type ListFacts, type Listing } from './listed.ts';

/** The widest distance at which two PDQ hashes are one picture, and the quality below which a picture is too plain. */
export const widestRadiusBits = 31;
export const usualQualityFloor = 50;
/** Of a video's frames, how many have to be listed: what nobody has seen yet may stand beside what is known. */
const leastFramesKnown = 0.8;

const digests = ['sha256', 'sha1', 'md5'] as const;

export class Matcher {
  readonly #listed: Listed;

  constructor(listed: Listed) {
    this.#listed = listed;
  }

  /** Every list that was asked. */
  get lists(): readonly ListFacts[] {
    return this.#listed.lists;
  }

  /** The algorithms of the hashes in them. */
  get algorithms(): ListedAlgorithm[] {
    return this.#listed.algorithms;
  }

  /** The algorithms by which a file was asked about: listed ones that it has a hash of. */
  askedOf(facts: FileFacts): ListedAlgorithm[] {
    const compared = comparable(facts.quality) && facts.pdq !== null;
    const pdq = compared || (facts.frames?.some(({ quality }) => comparable(quality)) ?? false);
    return this.algorithms.filter((algorithm) => (algorithm === 'pdq' ? pdq : facts[algorithm] !== null));
  }

  /**
   * What the lists say: of each list at most one equal digest and the nearest picture or video; nearest first, digests
   * before pictures, then in the order of the lists. Empty: no list knows it.
   */
  match(facts: FileFacts): Known[] {
    const near = facts.frames ? this.#matchVideo(facts.frames) : this.#matchPicture(facts);
    return [...this.#matchDigests(facts), ...near];
  }

  #matchDigests(facts: FileFacts): Known[] {
    const found = new Map<number, Known>();
    for (const algorithm of digests) {
      const digest = facts[algorithm];
      if (digest === null) continue;
      for (const listing of this.#listed.equal(algorithm, bytesOf(digest, hashBytes[algorithm])))
        if (!found.has(listing.list)) found.set(listing.list, this.#known(listing, algorithm, 0));
    }
    return inOrder(found);
  }

  #matchPicture({ pdq, quality }: FileFacts): Known[] {
    if (pdq === null || quality === null) return [];
    const found = new Map<number, Known>();
    for (const near of this.#near(pdq, quality))
      if (!found.has(near.list)) found.set(near.list, this.#known(near, 'pdq', near.distanceBits));
    return inOrder(found);
  }

  #matchVideo(frames: NonNullable<FileFacts['frames']>): Known[] {
    const distinct = new Map<string, number>();
    for (const { pdq, quality } of frames) if (quality > (distinct.get(pdq) ?? -1)) distinct.set(pdq, quality);
    const [counts, nearest] = [new Map<number, number>(), new Map<number, Known>()];
    let compared = 0;
    for (const [pdq, quality] of distinct) {
      if (!comparable(quality)) continue;
      compared += 1;
      const lists = new Set<number>();
      for (const near of this.#near(pdq, quality)) {
        lists.add(near.list);
        const best = nearest.get(near.list);
        if (!best || near.distanceBits < best.distanceBits)
          nearest.set(near.list, this.#known(near, 'vpdq', near.distanceBits));
      }
      for (const list of lists) counts.set(list, (counts.get(list) ?? 0) + 1);
    }
    const enough = [...nearest].filter(([list]) => counts.get(list)! >= compared * leastFramesKnown);
    return inOrder(new Map(enough));
  }

  /** What is near and within its own list's radius, nearest first; nothing for a picture too plain for the list. */
  *#near(pdq: string, quality: number): Generator<Listing & { distanceBits: number }> {
    if (!comparable(quality)) return;
    for (const near of this.#listed.near(bytesOf(pdq, hashBytes.pdq), widestRadiusBits)) {
      const { radiusBits, qualityFloor } = this.#listed.lists[near.list]!;
      if (near.distanceBits <= radiusBits && quality >= qualityFloor) yield near;
    }
  }

  #known({ list, entry, classification }: Listing, algorithm: Known['algorithm'], distanceBits: number): Known {
    return { list: this.#listed.lists[list]!.name, entry, algorithm, distanceBits, classification };
  }
}

const comparable = (quality: number | null): boolean => quality !== null && quality >= usualQualityFloor;

function inOrder(found: ReadonlyMap<number, Known>): Known[] {
  return [...found]
    .toSorted(([list, a], [other, b]) => a.distanceBits - b.distanceBits || list - other)
    .map(([, known]) => known);
}

function bytesOf(hex: string, bytes: number): Buffer {
  const code = Buffer.from(hex, 'hex');
  if (code.length === bytes) return code;
  throw new RangeError(`a hash of ${hex.length} characters; expected ${bytes * 2} hexadecimal digits`);
}
