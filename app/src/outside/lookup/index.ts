// Lookups: where on the internet something lies, and who keeps that place. The folder's door.
import type { House } from '../../runtime/house.ts';
import { type Lookups, lookupsPart } from './lookups.ts';
import { onlineSource } from './online.ts';
import { lookupsFrom } from './read-lookups.ts';

export { type Lookups, lookupsPart, type NetworkFacts, type Registration } from './lookups.ts';
export { lookupsFrom } from './read-lookups.ts';
export type { AnswerSource } from './source.ts';

/** Places the lookups in the house: the real internet, unless a test has placed its own. */
export function openLookups(house: House): Lookups {
  return house.has(lookupsPart)
    ? house.part(lookupsPart)
    : house.place(lookupsPart, lookupsFrom(onlineSource(), house.now));
}
