// Accounts and groups as people type them: "ig: nama", "@nama di instagram", "tiktok @nama". The words that may stand
// around a name are data; nothing here guesses that a word is a name unless it stands in one of those forms.
import { readTyped } from './addresses.ts';
import type { Identifier } from './identifier.ts';
import type { Country } from './phone.ts';
import { platforms } from './platforms.ts';

const codeByCalled = new Map(
  platforms.flatMap(({ code, name, called }) =>
    [code, name.toLowerCase(), ...called].map((word) => [word, code] as const),
  ),
);

// Longest first: "free fire" before "ff", "id line" before "line".
const called = [...codeByCalled.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', ' {1,2}'))
  .join('|');

const start = '(?<![\\p{L}\\p{N}_@./#-])';
const end = '(?![\\p{L}\\p{N}_])';
// 140: the longest code in a template and a word before it.
const name = '[\\p{L}\\p{N}_+~%][\\p{L}\\p{M}\\p{N}_+~%./#@:·-]{0,139}';
const between = '(?: {1,2}(?:nya|saya|dia|akun|id|user|username|account|named?|nama|grup|group|channel))?';

const afterColon = new RegExp(
  `${start}(${called})${end}${between} {0,3}[:=] {0,3}@?(${name})([^\\n]?)([^\\n]?)`,
  'giu',
);
const afterName = new RegExp(`${start}(${called})${end}${between}[ (]{1,3}@(${name})`, 'giu');
const beforeName = new RegExp(
  `(?<![\\p{L}\\p{N}._@/-])@(${name}) {0,3}[(\\[/-]? {0,3}(?:(?:di|on|at|in|pada|dari|from|akun|app|aplikasi) {1,3}){0,2}(${called})${end}(?! {0,3}[:=@])`,
  'giu',
);

export interface Finding {
  start: number;
  end: number;
  identifier: Identifier;
}

/** The code of the platform that people call by these words. */
export const platformCalled = (words: string): string | undefined =>
  codeByCalled.get(words.toLowerCase().replaceAll(/ +/g, ' '));

/** A platform's name at the end or at the start of a short text, as "wa" in "wa: 0811…" and in "0811… (wa)". */
const atEnd = new RegExp(`${start}(${called})${end}${between} {0,3}[:=]? {0,3}$`, 'iu');
const atStart = new RegExp(
  `^ {0,3}[(\\[/-]? {0,3}(?:(?:di|on|pada|via|lewat) {1,3})?(${called})${end}(?! {0,3}[:=@])`,
  'iu',
);

export function platformBeside(before: string, after: string): string | undefined {
  const found = atEnd.exec(before)?.[1] ?? atStart.exec(after)?.[1];
  return found === undefined ? undefined : platformCalled(found);
}

/** Names in the forms above, with where they stand. */
export function* findColonNames(text: string, country: Country): Generator<Finding> {
  for (const found of text.matchAll(afterColon)) {
    const [whole, words = '', typed = '', next = '', second = ''] = found;
    // "ig: sedang libur" is a sentence: an ordinary word with more words after it.
    const inSentence = /^[\p{L}]+$/u.test(typed) && next === ' ' && /[\p{L}\p{N}]/u.test(second);
    if (inSentence) continue;
    const finding = read(words, typed, country, found.index, found.index + whole.length - next.length - second.length);
    if (finding) yield finding;
  }
}

export function* findNamesAfter(text: string, country: Country): Generator<Finding> {
  for (const found of text.matchAll(afterName)) {
    const finding = read(found[1] ?? '', found[2] ?? '', country, found.index, found.index + found[0].length);
    if (finding) yield finding;
  }
}

export function* findNamesBefore(text: string, country: Country): Generator<Finding> {
  for (const found of text.matchAll(beforeName)) {
    const finding = read(found[2] ?? '', found[1] ?? '', country, found.index, found.index + found[0].length);
    if (finding) yield finding;
  }
}

function read(words: string, typed: string, country: Country, start: number, end: number): Finding | undefined {
  const code = platformCalled(words);
  const ends = typed.replace(/[.:@/+~%#]+$/, '');
  const identifier = code && (readTyped(code, typed, country) ?? readTyped(code, ends, country));
  return identifier ? { start, end, identifier } : undefined;
}

// Words around a name that are not the name, in a line where only one other word stands.
const around = new Set(
  (
    'di pada dari akun akunnya account acc user username usernya usn id nama namanya name on at in the is it nya ini itu ' +
    'dia saya aku adalah pakai pake lewat via my his her profil profile grup group channel kanal aplikasi app game a an'
  ).split(' '),
);

/** A line such as "nama_satu instagram": a platform's name and exactly one other word that could be a name there. */
export function readLooseLine(line: string, country: Country, chosen: string | undefined): Identifier | undefined {
  const words = line.replaceAll(/[\s:=,;"'“”‘’()[\]<>]+/g, ' ').trim();
  if (chosen !== undefined) return readOnlyWord(words, chosen, country);
  // At most three words name a platform; the table has none longer.
  const parts = words.split(' ');
  for (let length = Math.min(3, parts.length - 1); length > 0; length -= 1)
    for (let from = 0; from + length <= parts.length; from += 1) {
      const code = platformCalled(parts.slice(from, from + length).join(' '));
      const rest = [...parts.slice(0, from), ...parts.slice(from + length)].join(' ');
      const identifier = code && readOnlyWord(rest, code, country);
      if (identifier) return identifier;
    }
  return undefined;
}

function readOnlyWord(words: string, code: string, country: Country): Identifier | undefined {
  const parts = words.split(' ').filter((word) => word !== '');
  const rest = parts.length === 1 ? parts : parts.filter((word) => !around.has(word.toLowerCase()));
  const [word = ''] = rest;
  return rest.length === 1 ? readTyped(code, word.replace(/[.!?]+$/, ''), country) : undefined;
}
