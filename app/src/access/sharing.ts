// What may be shared with another organisation: each desk says which of its things, and for which use.
import type { Language } from '../kit/words.ts';
import type { Work } from '../runtime/database.ts';
import { partKey } from '../runtime/house.ts';

/** How a partner may use a thing: ask whether something matches it, or read what is in it. */
export const uses = ['match', 'read'] as const;
export type Use = (typeof uses)[number];

/** A kind of thing that can be shared. Main hands in one for each kind. */
export interface Sharable {
  /** What people call such a thing, such as "Bank". */
  label(language: Language): string;
  uses: readonly Use[];
  /** The things of this kind that belong to the transaction's organisation. */
  list(work: Work): Promise<{ id: string; name: string }[]>;
  /** Refuses a further partner for one of them, in the transaction that would let it in. Left out: any number may. */
  admit?(work: Work, thing: string): Promise<void>;
}

export const sharablesPart = partKey<readonly Sharable[]>('access.sharables');
