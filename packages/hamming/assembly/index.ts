// The kernel of @suaka/hamming. An instance plays one of two roles, each on a memory that the host gives it and may share
// among threads: the rows (every code in full) or one part's table. The host connects them through the imports of both.

export { sit } from './seat';
export * from './rows';
export { BITS, MASKS, BLOCK, CODES, SLOTS, RANKS, choose, open, length, endOf, widen } from './part';
export * from './probe';
export * from './changes';
