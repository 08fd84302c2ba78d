// The kernel of @suaka/hamming. An instance plays one of two roles, each with a memory of its own:
// the rows (every code in full) or one part's table. The host connects them through the imports of both roles.

export * from './rows';
export { BITS, MASKS, BLOCK, CODES, SLOTS, RANKS, choose, length, endOf, widen } from './part';
export * from './probe';
export * from './changes';
