// The kinds of things that a receipt opens, told by their ids.
import { idPrefixes } from '../../kit/ids.ts';

const things = ['report', 'contest', 'submission'] as const;
export type ReceiptThing = (typeof things)[number];

/** The kind of a thing; null for one that no receipt opens. */
export function thingOf(id: string): ReceiptThing | null {
  return things.find((thing) => id.startsWith(`${idPrefixes[thing]}_`)) ?? null;
}
