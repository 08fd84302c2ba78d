// Which registry answers for an address or a domain: IANA's lists of RDAP servers (RFC 9224), asked for once a day.
import { BlockList, isIPv6 } from 'node:net';
import { dayMs, minuteMs } from '../../kit/time.ts';
import type { AnswerSource } from './source.ts';

const lists = {
  ipv4: 'https://data.iana.org/rdap/ipv4.json',
  ipv6: 'https://data.iana.org/rdap/ipv6.json',
  dns: 'https://data.iana.org/rdap/dns.json',
} as const;
type List = keyof typeof lists;

const askAgainMs = 5 * minuteMs;

type Service = [entries: string[], servers: string[]];

export class Bootstrap {
  readonly #source: AnswerSource;
  readonly #now: () => Date;
  readonly #kept = new Map<List, { services: Service[]; at: number; until: number }>();

  constructor(source: AnswerSource, now: () => Date) {
    this.#source = source;
    this.#now = now;
  }

  /** Where to ask about an address; null where no registry is known to answer for it. */
  async forAddress(address: string): Promise<string | null> {
    const list = isIPv6(address) ? 'ipv6' : 'ipv4';
    const base = serverFor(await this.#services(list), (prefix) => bitsOfMatch(prefix, address));
    return base && `${base}ip/${encodeURIComponent(address)}`;
  }

  /** Where to ask about a domain; null where its ending has no server. */
  async forDomain(domain: string): Promise<string | null> {
    const labels = domain.toLowerCase().split('.');
    const base = serverFor(await this.#services('dns'), (entry) => labelsOfMatch(entry, labels));
    return base && `${base}domain/${encodeURIComponent(domain.toLowerCase())}`;
  }

  /** A list that cannot be had now is used as it was, and asked for again soon; nobody's work waits for IANA twice. */
  async #services(list: List): Promise<Service[]> {
    const kept = this.#kept.get(list);
    const at = this.#now().getTime();
    if (kept && at >= kept.at && at < kept.until) return kept.services;
    const services = readServices(await this.#source.json(lists[list]));
    const found = services.length > 0;
    const known = found ? services : (kept?.services ?? []);
    this.#kept.set(list, { services: known, at, until: at + (found ? dayMs : askAgainMs) });
    return known;
  }
}

/** The server of the longest match, over HTTPS only: an answer that anybody could change says where notices go. */
function serverFor(services: readonly Service[], lengthOf: (entry: string) => number): string | null {
  let best: { length: number; server: string } | null = null;
  for (const [entries, servers] of services) {
    const server = servers.find((url) => url.startsWith('https://'));
    const length = Math.max(-1, ...entries.map(lengthOf));
    if (server && length >= 0 && (best === null || length > best.length))
      best = { length, server: server.endsWith('/') ? server : `${server}/` };
  }
  return best?.server ?? null;
}

function bitsOfMatch(prefix: string, address: string): number {
  const [network = '', bits = ''] = prefix.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  try {
    const list = new BlockList();
    list.addSubnet(network, Number(bits), family);
    return list.check(address, family) ? Number(bits) : -1;
  } catch {
    return -1; // not a prefix of this family
  }
}

function labelsOfMatch(entry: string, labels: readonly string[]): number {
  const ending = entry.toLowerCase().split('.');
  return ending.every((label, at) => labels[labels.length - ending.length + at] === label) ? ending.length : -1;
}

function readServices(document: unknown): Service[] {
  const services = (document as { services?: unknown } | null)?.services;
  if (!Array.isArray(services)) return [];
  return services.filter(
    (service): service is Service =>
      Array.isArray(service) &&
      [service[0], service[1]].every((part) => Array.isArray(part) && part.every((one) => typeof one === 'string')),
  );
}
