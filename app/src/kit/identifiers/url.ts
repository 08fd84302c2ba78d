// The normal form of web addresses: one for all spellings that lead to the same page, as the WHATWG URL standard parses
// them. Made to be read again without change: nothing in it looks like the brackets and full stops of a sentence.
import { platformOfHost, readAddress, sameAddress } from './addresses.ts';
import { appLinkAsWeb } from './app-links.ts';
import type { Identifier } from './identifier.ts';
import type { Country } from './phone.ts';
import type { Platform } from './platform.ts';
import { isTracking } from './tracking.ts';

/** What an address with its scheme means: a page, or the account, group or number it is the address of. */
export function readUrl(text: string, country: Country): Identifier | undefined {
  let read = readOnce(appLinkAsWeb(text) ?? text, country);
  // What was taken off an address may make it one that says more: t.me/nama.#x is t.me/nama. Each round shortens it.
  for (let before = ''; read?.kind === 'url' && read.value !== before; ) {
    before = read.value;
    read = readOnce(before, country);
  }
  return read;
}

function readOnce(text: string, country: Country): Identifier | undefined {
  const url = parse(text);
  if (!url) return undefined;
  const known = platformOfHost(url.hostname);
  if (known) url.hostname = known.host;
  const found = known && readAddress(known.platform, url, country);
  if (found) return found;
  const kept = known ? sameAddress(known.platform, url) : url;
  return { kind: 'url', platform: known?.platform.code ?? null, value: write(kept, known?.platform) };
}

function parse(text: string): URL | undefined {
  // The standard takes any number of slashes; without this, "https:contoh" would be taken too.
  if (!/^https?:\/\//i.test(text)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return undefined;
  url.hostname = url.hostname.replace(/\.+$/, '');
  return isHost.test(url.hostname) && url.hostname.length <= 253 ? url : undefined;
}

// RFC 1035: labels of at most 63 letters, digits and hyphens (and underscores, which are used), 253 characters in all.
// A name without a full stop is a machine in someone's own network. In brackets stands an address of IP version 6.
const isHost = /^(?:(?:[a-z0-9_-]{1,63}\.)+[a-z0-9_-]{1,63}|\[[0-9a-f:.]+\])$/;

/** http and https join, so their ports go too, whichever of the two is written. */
function write(url: URL, platform: Platform | undefined): string {
  const port = ['', '80', '443'].includes(url.port) ? '' : `:${url.port}`;
  const fragment = withoutEnd(isRoute(url.hash) || platform?.keepsFragment ? plain(url.hash) : '').replace(/^#$/, '');
  const parts = plain(url.search.slice(1))
    .split('&')
    .filter((part) => part !== '' && !isTracking(keyOf(part), platform?.code ?? null));
  const query = fragment ? parts.join('&') : withoutEnd(parts.join('&'));
  const path = plain(url.pathname).replace(/\/+$/, '');
  const rest = (query && `?${query}`) + fragment;
  return `https://${url.hostname}${port}${rest ? path || '/' : withoutEnd(path)}${rest}`;
}

/** Pages that programs in the browser make: what stands after the # is the page. */
const isRoute = (hash: string): boolean => /^#(?:\/|!)./.test(hash);

/** What ends a sentence around an address does not belong to it. */
const withoutEnd = (text: string): string => text.replace(/[/.,;:!?*&]+$/, '');

function keyOf(part: string): string {
  const key = part.split('=', 1)[0] ?? '';
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/**
 * Percent-encoding in one form (RFC 3986, 6.2.2): unreserved characters as themselves, others in capitals. Brackets and
 * quotes are always encoded, so that an address in a sentence ends where it ends.
 */
const plain = (text: string): string =>
  text
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/%[0-9a-f]{2}/gi, (encoded) => {
      const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
    })
    .replace(/[()[\]{}'"`|\\^<>]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
