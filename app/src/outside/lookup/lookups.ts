// What can be looked up about a place on the internet, and what the answers hold. Null is "not known": nothing answered,
// or not in the form that was specified. It never means that there is nothing.
import { partKey } from '../../runtime/house.ts';

/** Whose network an address is in, as far as it is known. */
export interface NetworkFacts {
  /** Autonomous system number of its origin. */
  network: number | null;
  /** The network's own name, up to 120 characters. */
  name: string | null;
  /** Where the network is registered, as ISO 3166-1 alpha-2. A machine in it may stand elsewhere. */
  country: string | null;
  /** Where its keeper takes reports of abuse. */
  abuseMail: string | null;
}

/** Through whom a domain is registered. */
export interface Registration {
  registrar: string | null;
  abuseMail: string | null;
  country: string | null;
}

export interface Lookups {
  /** The addresses of a host name, sorted; empty where it has none (it does not exist, or points nowhere). */
  addressesOf(name: string): Promise<string[] | null>;
  networkOf(address: string): Promise<NetworkFacts | null>;
  /** @param domain the part of a host name that is registered, such as contoh.example. */
  registrationOf(domain: string): Promise<Registration | null>;
}

/** Where the lookups stand in the house; tests place their own. */
export const lookupsPart = partKey<Lookups>('outside.lookups');
