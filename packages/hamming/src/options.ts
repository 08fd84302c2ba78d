// What an index can be told on making it, and how it chooses its inner sizes when it is told nothing.

/** From `codes` codes on, the 256 bits are split into `parts` parts of floor(256 / parts) bits, each with a table. */
export interface Tier {
  codes: number;
  parts: number;
}

export interface HammingOptions {
  /** Ascending; below the first tier every code is read. Measured defaults suit all sizes; none at all is a plain scan. */
  tiers?: readonly Tier[];
  /** How many new codes, 1 to 32,768, gather before they go into the tables; until then searches read each of them. */
  freshCodes?: number;
}

/**
 * Measured on correlated codes, radius 31, with 11 to 20 parts: 16 are the fastest from 100,000 to 10 million codes. The
 * second tier only learns the order of the bits anew, from more codes.
 */
const TIERS: readonly Tier[] = [
  { codes: 8192, parts: 16 },
  { codes: 262_144, parts: 16 },
];

const MIN_FRESH = 1024;
const MAX_FRESH = 32_768;

/** Fewer parts could not search radius 31 with two flips each; more would have keys of less than four bits. */
const MIN_PARTS = 11;
const MAX_PARTS = 64;

/** What an index goes by. */
export interface Settings {
  tiers: readonly Tier[];
  /** How many fresh codes go into the tables together, at a given size of the index. */
  freshCodes: (size: number) => number;
}

/**
 * The settings asked for, and the default ones for the rest.
 *
 * @throws RangeError if an option is outside its range.
 */
export function settingsOf({ tiers = TIERS, freshCodes }: HammingOptions): Settings {
  checkTiers(tiers);
  if (freshCodes === undefined) return { tiers, freshCodes: balancedFreshCodes };
  if (!Number.isInteger(freshCodes) || freshCodes < 1 || freshCodes > MAX_FRESH) {
    throw new RangeError(`freshCodes is ${freshCodes}; expected an integer from 1 to ${MAX_FRESH}`);
  }
  return { tiers, freshCodes: () => freshCodes };
}

function checkTiers(tiers: readonly Tier[]): void {
  let before = -1;
  for (const { codes, parts } of tiers) {
    if (!Number.isInteger(parts) || parts < MIN_PARTS || parts > MAX_PARTS) {
      throw new RangeError(`A tier has ${parts} parts; expected an integer from ${MIN_PARTS} to ${MAX_PARTS}`);
    }
    if (!Number.isInteger(codes) || codes <= before) {
      throw new RangeError(`A tier starts at ${codes} codes; expected an integer above ${before}`);
    }
    before = codes;
  }
}

/** So many that reading them with every search and moving all entries of the tables for them cost alike. */
function balancedFreshCodes(size: number): number {
  return Math.min(MAX_FRESH, Math.max(MIN_FRESH, Math.floor(size / 64)));
}
