// How identifiers are shown: readable, and nothing that a browser, a mail program or a careless finger could open.
// `readIdentifier` reads what is shown here back to the same identifier.
import type { Identifier, IdentifierKind } from './identifier.ts';
import { showPhone } from './phone.ts';
import { platformOf } from './platforms.ts';
import { isShortLink } from './short-links.ts';

/** hxxps://contoh[.]example/jalan; "instagram: @nama"; "whatsapp: +62 811 0000 1234". */
export function defang({ kind, platform, value }: Identifier): string {
  if (kind === 'url') return defangUrl(value);
  if (kind === 'phone') return platform === null ? showPhone(value) : `${platform}: ${showPhone(value)}`;
  const address = value.slice(value.indexOf(':') + 1);
  if (platform === 'email') return `email: ${address.replaceAll('@', '[at]').replaceAll('.', '[.]')}`;
  return `${platform}: ${/^[^/+]+$/.test(address) ? `@${address}` : address}`;
}

function defangUrl(value: string): string {
  const url = new URL(value);
  return value.replace('https://', 'hxxps://').replace(url.host, url.host.replaceAll('.', '[.]'));
}

/** Finer than `kind`, for a word or a picture beside it. The words stand with the desks. */
export type DisplayKind = IdentifierKind | 'short-link' | 'onion' | 'email';

export function displayKind({ kind, platform, value }: Identifier): DisplayKind {
  if (kind === 'account' && platform === 'email') return 'email';
  if (kind !== 'url') return kind;
  const { hostname } = new URL(value);
  if (hostname.endsWith('.onion')) return 'onion';
  return isShortLink(hostname) ? 'short-link' : 'url';
}

/** The platform's own name, as people know it; null for none. */
export const platformName = (code: string | null): string | null => platformOf(code)?.name ?? null;
