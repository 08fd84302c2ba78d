// Everything in a text that can be recognised, in its order. One pass for each way of writing, surest first; what a pass
// found is blanked out for the next. Every pattern is bounded, so that the time grows with the length of the text only.
import { platformOfHost, readTyped } from './addresses.ts';
import { appSchemes } from './app-links.ts';
import { blank } from './clean.ts';
import { type Finding, nameForms, platformBeside } from './handles.ts';
import { isPublicHost, looksLikeWords } from './hosts.ts';
import type { Identifier } from './identifier.ts';
import { type Country, readPhone } from './phone.ts';
import { platformOf } from './platforms.ts';
import { readUrl } from './url.ts';

/** How many a text gives at most: more in one report is a list, which is imported as one. */
export const mostIdentifiers = 100;

/** RFC 9110, 4.1: addresses of 8,000 characters work everywhere; longer ones are not taken as one. */
export const longestAddress = 8000;

const wordEnd = `[^\\s${blank}<>"“”«»]`;
// Only at the start of a word, and only what is unmistakable: "data: 0811…" is how people write.
const refused = new RegExp(
  '(?<![^\\s"“”«»\'([{<])(?:(?:javascript|vbscript|view-source):|data:(?:[a-z]{1,20}/|[,;])|blob:https?:|(?:file|ftp|chrome|intent|content)://)' +
    `${wordEnd}{1,8000}`,
  'giu',
);
const schemed = new RegExp(
  `(?:https?|(?<![\\p{L}\\p{N}])(?:${appSchemes.join('|')})):\\/\\/${wordEnd}{1,${longestAddress}}`,
  'giu',
);
const email =
  /(?<![\p{L}\p{N}._%+@/-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,6}[\p{L}\p{N}-]{2,63}(?![\p{L}\p{N}@])/giu;
const hostlike = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}@._/\\\\-])(?:[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_-]{0,62}\\.){1,10}[\\p{L}\\p{M}\\p{N}-]{2,63}(?:\\.?(?::\\d{1,5}|(?=[/?#])))?(?![\\p{L}\\p{M}\\p{N}@-])(?:[/?#]${wordEnd}{0,${longestAddress}})?`,
  'giu',
);
// E.164: at most 15 digits, and 00 or a trunk 0 before them; at least 7, below which no subscriber's number lies.
const phone = /(?<![\p{L}\p{N}_@#=/.,-])[+(]{0,2}\d(?:[ ().-]{0,3}\d){6,17}(?![\p{L}\p{N}_@])/gu;

export interface Reading {
  country: Country;
  /** One line about one thing, typed where it was asked for: readings that a text would give by chance count too. */
  asked: boolean;
}

/** What a cleaned text holds, in its order, each once. */
export function findAll(text: string, reading: Reading): Identifier[] {
  let rest = withoutRefused(text);
  const findings: Finding[] = [];
  for (const pass of passes) {
    const found = take(pass(rest, reading));
    findings.push(...found);
    rest = withoutFindings(rest, found);
  }
  return distinct(findings.toSorted((a, b) => a.start - b.start).map(({ identifier }) => identifier)).slice(
    0,
    mostIdentifiers,
  );
}

/** Addresses that run, open or carry something, blanked out. */
export const withoutRefused = (text: string): string => text.replace(refused, (found) => blank.repeat(found.length));

type Pass = (text: string, reading: Reading) => Iterable<Finding>;

const passes: Pass[] = [
  findSchemed,
  findEmails,
  (text, reading) => findHosts(text, reading, true),
  ...nameForms.map(
    (find): Pass =>
      (text, { country }) =>
        find(text, country),
  ),
  (text, reading) => findHosts(text, reading, false),
  findPhones,
];

/** As many as could still be among the first that count. */
function take(findings: Iterable<Finding>): Finding[] {
  const taken: Finding[] = [];
  const values = new Set<string>();
  for (const finding of findings) {
    taken.push(finding);
    values.add(finding.identifier.value);
    if (values.size >= mostIdentifiers) break;
  }
  return taken;
}

function withoutFindings(text: string, findings: Finding[]): string {
  if (findings.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of findings) {
    parts.push(text.slice(at, start), blank.repeat(end - start));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Each value once; a number that is named with a platform somewhere keeps the platform. */
function distinct(identifiers: Identifier[]): Identifier[] {
  const kept = new Map<string, Identifier>();
  for (const identifier of identifiers) {
    const key = `${identifier.kind} ${identifier.value}`;
    const before = kept.get(key);
    if (!before) kept.set(key, identifier);
    else if (before.platform === null) kept.set(key, { ...before, platform: identifier.platform });
  }
  return [...kept.values()];
}

function* findSchemed(text: string, { country }: Reading): Generator<Finding> {
  for (const { 0: found, index } of text.matchAll(schemed)) {
    const trimmed = withoutSentence(found);
    const identifier = readUrl(trimmed, country);
    if (identifier) yield { start: index, end: index + found.length, identifier };
  }
}

function* findEmails(text: string, { country }: Reading): Generator<Finding> {
  for (const { 0: found, index } of text.matchAll(email)) {
    const [name = '', host = ''] = found.split('@', 2);
    const ascii = asciiHost(host);
    const identifier = ascii && isPublicHost(ascii) ? readTyped('email', `${name}@${ascii}`, country) : undefined;
    if (identifier) yield { start: index, end: index + found.length, identifier };
  }
}

/** Addresses without their scheme: first only pages on hosts of the table, for "instagram.com" may say where a name is. */
function* findHosts(text: string, { country, asked }: Reading, onlyKnown: boolean): Generator<Finding> {
  for (const { 0: found, index } of text.matchAll(hostlike)) {
    const trimmed = withoutSentence(found);
    const host = asciiHost(/^[^/?#:]+/.exec(trimmed)?.[0] ?? '');
    if (host === undefined || (onlyKnown && !(platformOfHost(host) && /[/?#]./.test(trimmed)))) continue;
    if (!onlyKnown && (!isPublicHost(host) || (!asked && looksLikeWords(trimmed)))) continue;
    const identifier = readUrl(`https://${trimmed}`, country);
    if (identifier) yield { start: index, end: index + found.length, identifier };
  }
}

const asciiHost = (host: string): string | undefined => {
  const address = `https://${host}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : undefined;
};

/** An address without what closes the sentence or the bracket around it. */
function withoutSentence(found: string): string {
  let open = 0;
  for (const character of found) open += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found[end - 1] ?? '';
    if (')]}'.includes(last)) {
      if (open >= 0) break;
      open += 1;
    } else if (!`.,;:!?*'’‘…`.includes(last)) break;
  }
  return found.slice(0, end);
}

function* findPhones(text: string, { country, asked }: Reading): Generator<Finding> {
  phone.lastIndex = 0;
  for (let found = phone.exec(text); found; found = phone.exec(text)) {
    const { 0: whole, index } = found;
    const before = text.slice(Math.max(0, index - 40), index);
    const read = asked || looksLikePhone(whole, before) ? firstPhone(whole, country) : undefined;
    if (!read) continue;
    const end = index + read.length;
    phone.lastIndex = end;
    const code = platformBeside(before, text.slice(end, end + 40));
    const platform = code !== undefined && platformOf(code)?.phones ? code : null;
    yield { start: index, end, identifier: { kind: 'phone', platform, value: read.value } };
  }
}

/** The longest beginning, up to a gap, that is a number: two numbers may stand beside each other. */
function firstPhone(text: string, country: Country): { value: string; length: number } | undefined {
  for (let end = text.length; end > 6; end -= 1) {
    if (end < text.length && /\d/.test(text[end] ?? '')) continue;
    if (!/\d/.test(text[end - 1] ?? '')) continue;
    const value = readPhone(text.slice(0, end), country);
    if (value !== undefined) return { value, length: end };
  }
  return undefined;
}

const date = /^\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}(?!\d)/;
const amount = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const bankBefore = /(?:\brek\b|rekening|norek|\bbca\b|\bbri\b|\bbni\b|mandiri|\bnik\b|\brp\.?)\D{0,15}$/i;

/** In running text a number has to begin as telephone numbers do, and be no date, amount or bank account. */
const looksLikePhone = (text: string, before: string): boolean =>
  /^\(?(?:\+|0|62)/.test(text) && !date.test(text) && !amount.test(text) && !bankBefore.test(before);
