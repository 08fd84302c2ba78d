// Between web addresses and the accounts, groups and numbers that they are the addresses of, by the table of platforms.
import type { Identifier } from './identifier.ts';
import { type Country, readWholePhone } from './phone.ts';
import type { AddressRule, Platform } from './platform.ts';
import { platformOf, platforms } from './platforms.ts';
import { matchTemplate, queryKeysOf, writeTemplate } from './template.ts';

const everyPlatformsLabels = ['www', 'm', 'mobile'];

const byHost = new Map(
  platforms.flatMap((platform) =>
    platform.hosts.flatMap((same) => same.map((host) => [host, { platform, host: same[0] ?? host }] as const)),
  ),
);

/**
 * The platform of a host and the host that stands for all that show the same. A host below a platform's, of which
 * nothing is known, belongs to the platform and stays what it is.
 */
export function platformOfHost(host: string): { platform: Platform; host: string } | undefined {
  const labels = host.split('.');
  for (let cut = 0; cut < labels.length - 1; cut += 1) {
    const found = byHost.get(labels.slice(cut).join('.'));
    if (!found) continue;
    const extra = labels.slice(0, cut);
    const { platform } = found;
    const same = extra.every((label) => everyPlatformsLabels.includes(label) || platform.labels?.includes(label));
    return same ? found : { platform, host };
  }
  return undefined;
}

/** The account, group or number that a web address is the address of. Its host is already the one kept. */
export function readAddress(platform: Platform, url: URL, country: Country): Identifier | undefined {
  const address = addressOf(url);
  for (const rule of platform.addresses) {
    const [template] = rule;
    const matched =
      address &&
      matchTemplate(platform, template, template.includes('#') ? address.whole : address.plain, url.searchParams);
    const identifier = matched && fromRule(platform, rule, matched, country);
    if (identifier) return identifier;
  }
  return undefined;
}

/** An address that shows the same as the one given, in the form kept; the same object when there is none. */
export function sameAddress(platform: Platform, url: URL): URL {
  const address = addressOf(url);
  for (const [from, to] of platform.same ?? []) {
    const matched = address && matchTemplate(platform, from, address.plain, url.searchParams);
    if (!matched) continue;
    const kept = new URL(`https://${writeTemplate(to, matched)}`);
    const taken = new Set([...queryKeysOf(platform, from), ...queryKeysOf(platform, to)]);
    const rest = url.search
      .slice(1)
      .split('&')
      .filter((part) => !taken.has(part.split('=', 1)[0] ?? ''));
    kept.search = [kept.search.slice(1), ...rest].filter((part) => part !== '').join('&');
    return kept;
  }
  return url;
}

/** An account or group as people type it after the platform's name, or as `value` has it after its code. */
export function readTyped(code: string, typed: string, country: Country): Identifier | undefined {
  const platform = platformOf(code);
  if (!platform) return undefined;
  const text = typed.replace(/^@/, '');
  if (isNumber(platform, text)) return undefined;
  for (const rule of platform.addresses) {
    if (rule[1] === '{name}') continue;
    const matched = matchTemplate(platform, rule[1], text);
    const identifier = matched && fromRule(platform, rule, matched, country);
    if (identifier) return identifier;
  }
  const matched = matchTemplate(platform, '{name}', text);
  return matched && fromRule(platform, ['', '{name}', 'account'], matched, country);
}

/** Digits alone are a telephone number where numbers reach accounts, and are read as one. */
const isNumber = (platform: Platform, address: string): boolean => platform.phones === true && /^\+?\d+$/.test(address);

function fromRule(
  platform: Platform,
  [, form, kind]: AddressRule,
  matched: Record<string, string>,
  country: Country,
): Identifier | undefined {
  if (kind === 'phone') {
    const value = readWholePhone(matched.phone ?? '', country);
    return value === undefined ? undefined : { kind, platform: platform.code, value };
  }
  const address = writeTemplate(form, matched);
  return isNumber(platform, address)
    ? undefined
    : { kind, platform: platform.code, value: `${platform.code}:${address}` };
}

function addressOf(url: URL): { plain: string; whole: string } | undefined {
  try {
    const plain = (url.hostname + decodeURIComponent(url.pathname)).normalize('NFKC');
    return { plain, whole: plain + decodeURIComponent(url.hash).normalize('NFKC') };
  } catch {
    return undefined; // a stray % in the path: no account has one
  }
}
