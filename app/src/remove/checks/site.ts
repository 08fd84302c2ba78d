// Which addresses belong to the same site: what redirects are followed within, and beyond which it has moved.

/** The host without what only says which form of the site it is. */
const plainHost = (hostname: string): string => hostname.replace(/^(?:www|m|mobile)\d?\./, '').replace(/\.+$/, '');

/** Whether two addresses are of one site: the same host but for www or m before it, or one within the other. */
export function isSameSite(one: URL, other: URL): boolean {
  const [a, b] = [plainHost(one.hostname), plainHost(other.hostname)];
  return a === b || (a.endsWith(`.${b}`) && b.includes('.')) || (b.endsWith(`.${a}`) && a.includes('.'));
}
