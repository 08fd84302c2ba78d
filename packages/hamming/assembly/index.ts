// The kernel of @suaka/hamming. An instance plays one of two roles, each with a memory of its own:
// the rows (every code in full) or one part's table. The host connects them through the imports of the two files.

export * from './rows';
export * from './part';
