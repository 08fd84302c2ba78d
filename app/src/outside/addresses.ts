// Which addresses are on the public internet. Everything that is not, by number or by name, is refused: a desk that
// fetches what data names must not become a way into the network it stands in.
import { BlockList, isIP } from 'node:net';

// IANA special-purpose registry of IPv4 (RFC 6890 and its updates), multicast and reserved space, and one public address
// that a cloud answers its own machines on (168.63.129.16, Azure). 169.254.169.254 and 100.100.100.200 lie in ranges below.
const closedIpv4: readonly [network: string, prefixBits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

// Within global unicast: protocol assignments with Teredo, documentation, 6to4. Each of the tunnels carries an IPv4
// address that would have to be judged again.
const closedIpv6: readonly [network: string, prefixBits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, prefixBits] of closedIpv4) closed.addSubnet(network, prefixBits, 'ipv4');
for (const [network, prefixBits] of closedIpv6) closed.addSubnet(network, prefixBits, 'ipv6');

// Only 2000::/3 is global unicast (RFC 4291, 2.4), so loopback, link-local, unique local, multicast, IPv4-mapped and
// NAT64 (64:ff9b::/96, RFC 6052) need no line of their own.
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address in text form is on the public internet; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.check(address, 'ipv4');
  return version === 6 && globalIpv6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

// Names that never lead to the public internet (RFC 6761, 6762, 8375; .internal is reserved by ICANN for private use).
const privateName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|test|invalid|onion)$/;

/** Whether a host name, in lower case, names something inside a network: one label, or a name reserved for that. */
export function isPrivateName(hostname: string): boolean {
  const name = hostname.replace(/\.+$/, '');
  return !name.includes('.') || privateName.test(name);
}
