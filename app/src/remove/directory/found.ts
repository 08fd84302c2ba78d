// The entry for where something was found to lie: the platform that an item names, an entry with the site's own domain, the
// host of its network, or a host that is entered now from what the registry says.
import type { NetworkFacts } from '../../outside/index.ts';
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { insertEntry } from '../store/entries.ts';
import { hostOfNetwork, insertPlatform, type Platform, platformByDomain } from './store.ts';

/** The entry whose own domain the host stands in. */
export function entryOfHost(work: Work, host: string): Promise<Platform | null> {
  const labels = host.toLowerCase().split('.');
  return platformByDomain(
    work,
    labels.slice(0, -1).map((_, at) => labels.slice(at).join('.')),
  );
}

/** What stands for the source of an entry that a lookup made, by the network that it looked up. */
const foundAt = (network: number): string => `RDAP, AS${network}`;

/**
 * Whether a person vouches for where notices go. What a registry says of a network is what its keeper wrote there, who may
 * be the very one that is to be reported, or keep a few addresses of a network that others share.
 */
export const isVouchedFor = ({
  source,
  network,
  checkedAt,
}: Pick<Platform, 'source' | 'network' | 'checkedAt'>): boolean =>
  checkedAt !== null || network === null || source !== foundAt(network);

/**
 * The host of a network. A new entry is made only where the registry names a place for reports; nobody has checked it, and
 * one that stands already is never changed by what a registry says: only people change where notices go.
 */
export async function hostFor(work: Work, found: NetworkFacts, now: Date): Promise<Platform | null> {
  const { network, name, country, abuseMail } = found;
  if (network === null) return null;
  const standing = await hostOfNetwork(work, network);
  if (standing || abuseMail === null) return standing;
  const id = newId('platform', now);
  await insertPlatform(work, {
    id,
    name: name ?? `AS${network}`,
    kind: 'host',
    country,
    language: country === 'ID' ? 'id' : 'en',
    way: 'mail',
    mail: abuseMail,
    network,
    source: foundAt(network),
    now,
  });
  await insertEntry(work, { thing: id, kind: 'entry-found', facts: { network, mail: abuseMail }, at: now });
  return hostOfNetwork(work, network);
}
