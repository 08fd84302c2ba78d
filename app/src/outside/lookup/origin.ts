// Which autonomous system an address comes from, and what it is called: Team Cymru's mapping over DNS, which needs one
// small question and no list of registries (https://team-cymru.com/community-services/ip-asn-mapping).
//
//     1.2.0.192.origin.asn.cymru.com  TXT  "64500 | 192.0.2.0/24 | ID | apnic | 2010-01-01"
//     AS64500.asn.cymru.com           TXT  "64500 | ID | apnic | 2010-01-01 | CONTOH-AS - Hosting Contoh, ID"
import { isIP, isIPv6 } from 'node:net';
import { cleanText, countryCode } from './values.ts';

export interface Origin {
  network: number;
  country: string | null;
}

/** The name to ask about an address's origin. @throws TypeError for what is no address. */
export function originName(address: string): string {
  if (isIP(address) === 0) throw new TypeError(`"${address}" is no IP address`);
  if (!isIPv6(address)) return `${address.split('.').toReversed().join('.')}.origin.asn.cymru.com`;
  return `${nibbles(address).split('').toReversed().join('.')}.origin6.asn.cymru.com`;
}

/** The 32 hexadecimal digits of an IPv6 address. */
function nibbles(address: string): string {
  // The URL parser brings every way of writing one, also with dotted numbers at its end, to hexadecimal groups.
  const written = new URL(`http://[${address.split('%', 1)[0]}]/`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const between = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...between, ...last].map((group) => group.padStart(4, '0')).join('');
}

/** The name to ask about what an autonomous system is called. */
export const systemName = (network: number): string => `AS${network}.asn.cymru.com`;

/** The origin of the narrowest prefix among the answers. Where several systems announce it, the one named first. */
export function readOrigin(texts: readonly string[]): Origin | null {
  const read = texts.flatMap((text) => {
    const [systems = '', prefix = '', country = ''] = text.split('|').map((part) => part.trim());
    const network = systemNumber(systems.split(/\s+/)[0] ?? '');
    const bits = Number(/\/(\d{1,3})$/.exec(prefix)?.[1] ?? Number.NaN);
    return network === null || Number.isNaN(bits) ? [] : [{ network, country: countryCode(country), bits }];
  });
  const [narrowest] = read.toSorted((a, b) => b.bits - a.bits);
  return narrowest ? { network: narrowest.network, country: narrowest.country } : null;
}

/** What a system is called, without the country that its description ends in. */
export function readSystem(texts: readonly string[]): string | null {
  for (const text of texts) {
    const parts = text.split('|').map((part) => part.trim());
    if (parts.length < 5) continue;
    const name = cleanText(
      parts
        .slice(4)
        .join(' | ')
        .replace(/,\s*[A-Z]{2}$/, ''),
    );
    if (name !== null) return name;
  }
  return null;
}

/** The number, if it is one that a public network can have (RFC 6996, RFC 5398: documentation is let through). */
export function systemNumber(given: unknown): number | null {
  const number = typeof given === 'string' && /^\d{1,10}$/.test(given) ? Number(given) : given;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 2 ** 31 - 1 ? number : null;
}
