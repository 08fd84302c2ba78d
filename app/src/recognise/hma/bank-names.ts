// How banks are called by clients that know names only. Ours go by their code; so do those that partners share with us,
// unless the code is taken: then an ending from the bank's id tells them apart, and no match is lost or ascribed wrongly.
import type { Bank } from '../store/banks.ts';

export interface NamedBank extends Bank {
  /** What clients call it. */
  clientName: string;
  /** True when another organisation shares it with us: it can be matched against, not changed. */
  shared: boolean;
}

/**
 * The banks that clients see, in the order given. A list of what is known to be harmless is not among them: clients
 * would take a hit in it for a hit.
 */
export function nameBanks(banks: readonly Bank[], organisationId: string): NamedBank[] {
  const listing = banks.filter((bank) => bank.kind !== 'negative');
  const uses = Map.groupBy(listing, (bank) => bank.code);
  return listing.map((bank) => {
    const shared = bank.organisationId !== organisationId;
    const clientName = shared && uses.get(bank.code)!.length > 1 ? `${bank.code}__${endingOf(bank.id)}` : bank.code;
    return { ...bank, clientName, shared };
  });
}

const endingOf = (id: string): string => id.slice(-6).toUpperCase();
