// Where an item lies: the platform that it names, or what name service and registries say of its host. Slow and outside,
// so it is never done within a transaction; what it says is noted afterwards.
import { isIP } from 'node:net';
import { getDomain } from 'tldts';
import type { Lookups, NetworkFacts } from '../../outside/index.ts';
import type { OpenItem } from '../../report/index.ts';
import type { Platform } from '../directory/index.ts';
import { type Looked, nothing } from './found.ts';

/** A name points to many addresses where a content network serves it; a few tell whose it is. */
const mostAsked = 4;

export async function lookUp(
  lookups: Lookups,
  item: Pick<OpenItem, 'kind' | 'platform' | 'value'>,
  entry: Platform | null,
): Promise<Looked> {
  if (entry) return { outcome: 'found', found: { ...nothing, platform: entry.code, country: entry.country } };
  const host = item.kind === 'url' && item.value !== null ? hostOf(item.value) : null;
  if (host === null) return { outcome: 'nowhere', why: 'no-platform', found: { ...nothing, platform: item.platform } };
  const place = { ...nothing, host, domain: isIP(host) ? null : getDomain(host, { allowPrivateDomains: false }) };
  if (host.endsWith('.onion')) return { outcome: 'nowhere', why: 'hidden-service', found: place };
  const [addresses, registered] = await Promise.all([
    isIP(host) ? [host] : lookups.addressesOf(host),
    place.domain === null ? null : lookups.registrationOf(place.domain),
  ]);
  if (addresses === null) return { outcome: 'not-known' };
  const known = {
    ...place,
    addresses,
    registrar: registered?.registrar ?? null,
    registrarMail: registered?.abuseMail ?? null,
    registrarCountry: registered?.country ?? null,
  };
  if (addresses.length === 0) return { outcome: 'nowhere', why: 'no-address', found: known };
  const networks = await networksOf(lookups, addresses);
  const [first] = networks;
  if (!first) return { outcome: 'not-known' };
  return {
    outcome: 'found',
    found: {
      ...known,
      networks: [...new Set(networks.map(({ network }) => network))],
      networkName: first.name,
      country: first.country,
      abuseMail: first.abuseMail,
    },
  };
}

type Known = NetworkFacts & { network: number };

/** The networks behind some addresses, by number: the order of addresses in an answer means nothing. */
async function networksOf(lookups: Lookups, addresses: readonly string[]): Promise<Known[]> {
  const found = await Promise.all(addresses.slice(0, mostAsked).map((address) => lookups.networkOf(address)));
  return found
    .filter((facts): facts is Known => facts !== null && facts.network !== null)
    .toSorted((a, b) => a.network - b.network);
}

// RFC 1035, 2.3.4, without the last full stop: nothing longer is a name.
const longestHost = 253;

/** The host of an address, in lower case and without brackets; null where it has none. */
function hostOf(address: string): string | null {
  const host = URL.parse(address)
    ?.hostname.toLowerCase()
    .replace(/^\[|\]$|\.+$/g, '');
  return host && host.length <= longestHost ? host : null;
}
