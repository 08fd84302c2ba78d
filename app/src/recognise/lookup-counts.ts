// Counting lookups: of a lookup without a match nothing is kept but this. Added up in memory, written every few seconds.
import { z } from 'zod';
import { secondMs } from '../kit/time.ts';
import { asNode, type Database } from '../runtime/database.ts';
import { type House, partKey } from '../runtime/house.ts';
import { repeat } from '../runtime/repeat.ts';
import { askVerb } from '../verbs/verb.ts';
import { addLookups, lookupDays } from './store/lookups.ts';

export const lookupCountsKey = partKey<LookupCounts>('recognise.lookup-counts');

interface Count {
  organisationId: string;
  day: string;
  lookups: number;
  matched: number;
}

export class LookupCounts {
  readonly #database: Database;
  #counts = new Map<string, Count>();

  constructor(database: Database) {
    this.#database = database;
  }

  add(organisationId: string, lookups: number, matched: number, now: Date): void {
    const day = now.toISOString().slice(0, 10);
    const key = `${organisationId} ${day}`;
    const count = this.#counts.get(key) ?? { organisationId, day, lookups: 0, matched: 0 };
    count.lookups += lookups;
    count.matched += matched;
    this.#counts.set(key, count);
  }

  /** Writes what was counted since the last time; what cannot be written now is counted again later. */
  async flush(): Promise<void> {
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    if (counts.length === 0) return;
    try {
      await asNode(this.#database, async ({ client }) => {
        for (const { organisationId, day, lookups, matched } of counts)
          await addLookups(client, organisationId, day, lookups, matched);
      });
    } catch (fault) {
      for (const count of counts)
        this.add(count.organisationId, count.lookups, count.matched, new Date(`${count.day}T00:00:00Z`));
      throw fault;
    }
  }
}

export function placeLookupCounts(house: House): void {
  const counts = house.place(lookupCountsKey, new LookupCounts(house.database));
  repeat(house, 5 * secondMs, 'writing lookup counts', () => counts.flush());
  house.onClose(() => counts.flush());
}

/** Lookups by day, newest first. */
export const readLookupDays = askVerb({
  name: 'recognise.read-lookup-days',
  permission: 'recognise.look',
  input: z.object({ days: z.coerce.number().int().min(1).max(366).default(14) }),
  run: ({ client, input }) => lookupDays(client, input.days),
});
