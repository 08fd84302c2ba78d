// Lookups over a source of answers: the DNS says where a name points, Team Cymru whose network that is, RDAP who keeps
// the network or the domain and where reports go.
import { isIP } from 'node:net';
import { Bootstrap } from './bootstrap.ts';
import type { Lookups, NetworkFacts } from './lookups.ts';
import { originName, readOrigin, readSystem, systemName } from './origin.ts';
import { readNetwork, readRegistration } from './rdap.ts';
import type { AnswerSource } from './source.ts';

const mostAddresses = 16;

export function lookupsFrom(source: AnswerSource, now: () => Date): Lookups {
  const bootstrap = new Bootstrap(source, now);
  return {
    async addressesOf(name) {
      if (!source.isPublic(name)) return null;
      const found = await source.addresses(name);
      return (
        found &&
        found
          .filter((address) => isIP(address) !== 0)
          .toSorted()
          .slice(0, mostAddresses)
      );
    },
    async networkOf(address) {
      if (isIP(address) === 0 || !source.isPublic(address)) return null;
      const [origin, registered] = await Promise.all([
        originOf(source, address),
        registeredNetwork(source, bootstrap, address),
      ]);
      return joined(origin, registered);
    },
    async registrationOf(domain) {
      if (!source.isPublic(domain)) return null;
      const url = await bootstrap.forDomain(domain);
      return url === null ? null : readRegistration(await source.json(url));
    },
  } satisfies Lookups;
}

async function originOf(source: AnswerSource, address: string): Promise<NetworkFacts | null> {
  const origin = readOrigin((await source.texts(originName(address))) ?? []);
  if (!origin) return null;
  const name = readSystem((await source.texts(systemName(origin.network))) ?? []);
  return { ...origin, name, abuseMail: null };
}

async function registeredNetwork(
  source: AnswerSource,
  bootstrap: Bootstrap,
  address: string,
): Promise<NetworkFacts | null> {
  const url = await bootstrap.forAddress(address);
  return url === null ? null : readNetwork(await source.json(url));
}

// The routing says who announces the address today; the registry knows names, countries and contacts better.
function joined(origin: NetworkFacts | null, registered: NetworkFacts | null): NetworkFacts | null {
  if (!origin || !registered) return origin ?? registered;
  return {
    network: origin.network ?? registered.network,
    name: origin.name ?? registered.name,
    country: registered.country ?? origin.country,
    abuseMail: registered.abuseMail,
  };
}
