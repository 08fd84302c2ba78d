// Several threads may search the same memories, each with an instance of its own. What an instance notes down in a memory
// while it searches stands at its seat there, so that none gets in another's way.

/** How many seats there are; the first is the owner's. */
export const SEATS: u32 = 64;

export let seat: u32 = 0;

/** To be called once, before anything else, by an instance that is not the owner's. */
export function sit(number: u32): void {
  seat = number;
}
