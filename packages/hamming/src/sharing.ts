// How an index and a crew of threads that search it beside its owner stand to each other. Only the owner adds and removes.
// A table is not changed while anybody may search it: one of the crew makes it anew in a spare memory, it is shown in the
// place of the old one, and the old one's memory is used again once everything has been answered that was asked until
// then. So no search waits for a change, and none sees half of one. Only where that does not do, for very many codes at
// once or with a crew that is lost, the owner has the crew read every code, waits for it, and changes tables where they are.

import type { LivesMemories } from './lives.ts';
import type { Moment } from './search.ts';
import type { Renewal, TablesView } from './tables.ts';

/** What the owner needs of the crew. */
export interface Crew {
  /** Has all later searches use these tables, or read every code if there are none. */
  show(tables: TablesView | undefined): void;
  /** Resolves once everything that was asked or shown until now is answered or seen. */
  passed(): Promise<void>;
  /** Waits for the same, and holds this thread up. */
  waitPassed(): void;
  /** Makes a table anew in a thread of its own. Resolves to how many entries it has room for. */
  make(renewal: Renewal): Promise<number>;
  /** Waits until nothing is being made, and holds this thread up. */
  waitMade(): void;
}

/** What the crew needs of the owner. */
export interface Shared {
  module: WebAssembly.Module;
  rows: WebAssembly.Memory;
  lives: LivesMemories;
  moment: () => Moment;
}
