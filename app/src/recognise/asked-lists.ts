// Which lists a lookup asks, for the answer that must say so. Kept for half a second, so that a node answering thousands
// of lookups does not read the same few rows for each.
import { partKey } from '../runtime/house.ts';
import type { Work } from '../runtime/database.ts';
import { listBanks } from './store/banks.ts';

export const askedListsKey = partKey<AskedLists>('recognise.asked-lists');

export interface AskedList {
  code: string;
  name: string;
  shared: boolean;
}

type Transact = <T>(work: (work: Work) => Promise<T>) => Promise<T>;

const keptMs = 500;

export class AskedLists {
  readonly #kept = new Map<string, { until: number; lists: AskedList[] }>();

  /** The active banks that the organisation's lookups consult. */
  async of(organisationId: string, transact: Transact): Promise<{ lists: AskedList[] }> {
    const kept = this.#kept.get(organisationId);
    if (kept && kept.until > performance.now()) return kept;
    const banks = await transact(({ client }) => listBanks(client));
    const lists = banks
      .filter((bank) => bank.state === 'active')
      .map(({ code, name, organisationId: owner }) => ({ code, name, shared: owner !== organisationId }));
    const fresh = { until: performance.now() + keptMs, lists };
    this.#kept.set(organisationId, fresh);
    return fresh;
  }
}
