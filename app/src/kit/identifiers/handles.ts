// Accounts and groups as people type them: "ig: nama", "@nama di instagram", "tiktok @nama". The words that may stand
// around a name are data; nothing here guesses that a word is a name unless it stands in one of those forms.
import { readTyped } from './addresses.ts';
import type { Identifier } from './identifier.ts';
import type { Country } from './phone.ts';
import { platforms } from './platforms.ts';

const codeByCalled = new Map(
  platforms.flatMap(({ code, name, called, hosts }) =>
    [code, name.toLowerCase(), ...called, ...hosts.flat()].map((word) => [word, code] as const),
  ),
);

// Longest first: "free fire" before "ff", "id line" before "line".
const called = [...codeByCalled.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', ' {1,2}'))
  .join('|');

const start = '(?<![\\p{L}\\p{N}_@./#-])';
const end = '(?![\\p{L}\\p{N}_])';
const platform = `(?<called>${called})`;
// "ignya", "tele-nya", "wa dia", "akun ig nya": what may stand between the platform and the name.
const between =
  '(?:-?nya)?(?![\\p{L}\\p{N}_])(?: {1,2}(?:nya|saya|dia|akun|id|user|username|account|named?|nama|grup|group|channel))?';
// 140: the longest code in a template and a word before it.
const name = '(?<name>[\\p{L}\\p{N}_+~%][\\p{L}\\p{M}\\p{N}_+~%./#@:·-]{0,139})';
// No ordinary word: an underscore in it, or three digits at its end.
const oddName =
  '(?<name>(?=[a-z0-9.]{0,60}_[a-z0-9]|[a-z._]{1,60}[0-9]{3,9}(?![\\p{L}\\p{N}]))[a-z0-9_][a-z0-9._]{2,60})(?![\\p{L}\\p{N}@/-])';
const on = '(?:(?:di|on|at|in|pada|dari|from|akun|app|aplikasi) {1,3})';

/** The forms, surest first. */
const forms = {
  /** "ig: nama" */
  colon: `${start}${platform}${between} {0,3}[:=] {0,3}@?${name}(?=(?<next>[^\\n]{0,2}))`,
  /** "tiktok @nama", "IG nya (@nama)", "ig - @nama" */
  after: `${start}${platform}${between}[ (>-]{1,4}@${name}`,
  /** "@nama di instagram", "@nama (ig)" */
  before: `(?<![\\p{L}\\p{N}._@/-])@${name} {0,3}[(\\[/-]? {0,3}${on}{0,2}${platform}${end}(?! {0,3}[:=@])`,
  /** "ig nama_satu" */
  oddAfter: `${start}${platform}${between} {1,2}${oddName}`,
  /** "nama_satu di instagram", "nama_satu (ig)" */
  oddBefore: `${start}${oddName} {1,2}(?:${on}{1,2}|[(\\[])${platform}${end}(?! {0,3}[:=@])`,
} as const;

const patterns = Object.values(forms).map((form) => new RegExp(form, 'giu'));

export interface Finding {
  start: number;
  end: number;
  identifier: Identifier;
}

/** The code of the platform that people call by these words. */
export const platformCalled = (words: string): string | undefined =>
  codeByCalled.get(words.toLowerCase().replaceAll(/ +/g, ' '));

/** A platform's name at the end or at the start of a short text, as "wa" in "wa: 0811…" and in "0811… (wa)". */
const atEnd = new RegExp(`${start}${platform}${between} {0,3}[:=]? {0,3}$`, 'iu');
const atStart = new RegExp(
  `^ {0,3}[(\\[/-]? {0,3}(?:(?:di|on|pada|via|lewat) {1,3})?${platform}${end}(?! {0,3}[:=@])`,
  'iu',
);

export function platformBeside(before: string, after: string): string | undefined {
  const found = atEnd.exec(before)?.groups ?? atStart.exec(after)?.groups;
  return found && platformCalled(found.called ?? '');
}

/** One pass over a text for each form: the names in it, with where they stand. */
export const nameForms: ((text: string, country: Country) => Iterable<Finding>)[] = patterns.map(
  (pattern) =>
    function* (text, country) {
      for (const { 0: whole, index, groups = {} } of text.matchAll(pattern)) {
        const { called = '', name = '', next = '' } = groups;
        const code = platformCalled(called);
        if (code === undefined || isSentence(name, next)) continue;
        const identifier = readTyped(code, name.replace(/[.:@/+~%#]+$/, ''), country);
        if (identifier) yield { start: index, end: index + whole.length, identifier };
      }
    },
);

/** "ig: sedang libur" is a sentence: an ordinary word with more words after it. */
const isSentence = (name: string, next: string): boolean => /^\p{L}+$/u.test(name) && /^ [\p{L}\p{N}]/u.test(next);

// Words around a name that are not the name, in a line where only one other word stands.
const around = new Set(
  (
    'di pada dari akun akunnya account acc user username usernya usn id nama namanya name on at in the is it nya ini itu ' +
    'dia saya aku adalah pakai pake lewat via my his her profil profile grup group channel kanal aplikasi app game a an'
  ).split(' '),
);

/** More words than name an account and say where it is: "nama akun instagram yang dia pakai adalah nama_satu". */
const mostWords = 12;

/** A line such as "nama_satu instagram": a platform's name and exactly one other word that could be a name there. */
export function readLooseLine(line: string, country: Country, chosen: string | undefined): Identifier | undefined {
  const words = line.replaceAll(/[\s:=,;"'“”‘’()[\]<>]+/g, ' ').trim();
  const parts = words.split(' ', mostWords + 1);
  if (parts.length > mostWords) return undefined;
  if (chosen !== undefined) return readOnlyWord(words, chosen, country);
  // At most three words name a platform; the table has none longer.
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
