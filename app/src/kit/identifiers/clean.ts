// Text as people type, paste and disguise it, brought to plain characters before anything is looked for in it. All
// replacements run once over the text, with bounded patterns.

/** Stands where something was already found: neither space nor letter. */
export const blank = '\u0001';

// Zero-width characters, marks of direction, soft hyphens, variation selectors: unseen, so two texts that look the same
// would differ by them.
const unseen = new RegExp(
  '[\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}\\u{200B}-\\u{200F}\\u{202A}-\\u{202E}' +
    '\\u{2060}-\\u{206F}\\u{3164}\\u{FE00}-\\u{FE0F}\\u{FEFF}\\u{FFA0}\\u{FFF9}-\\u{FFFB}]',
  'gu',
);

// "[.]", "(dot)", "{titik}": a full stop that was made harmless, or hidden from a filter.
const brackets = (inside: string) => new RegExp(`[[({<]{1,3}[ \\t]{0,2}(?:${inside})[ \\t]{0,2}[\\])}>]{1,3}`, 'gi');
const bracketedStop = brackets('\\.|dot|titik');
const bracketedAt = brackets('@|at');
const bracketedColon = brackets(':(?://)?|colon');
const bracketedSlash = brackets('/|slash');
const spokenStop = /(?<=[\p{L}\p{N}])[ \t]{1,3}(?:dot|titik)[ \t]{1,3}(?=[\p{L}\p{N}])/giu;

// hxxp, hXXps, h**p, htxp and the like, at the start of a word.
const maskedScheme = /(?<![\p{L}\p{N}/?=&#%._~-])h(?:xx|\*\*|tx|xt|__)p(s?)(?=:|\/\/)/giu;
const brokenScheme = /(?<![\p{L}\p{N}/?=&#%._~-])(https?)(?::?\/\/|:\/(?!\/))(?:\s?:?\/\/)?/giu;

/** The text with NFKC, without what is not seen, and with addresses written out. */
export function cleanText(text: string): string {
  return text
    .replace(unseen, '')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Zs}]/gu, (character) => (character === '\n' || character === '\r' ? '\n' : ' '))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(bracketedStop, '.')
    .replace(bracketedAt, '@')
    .replace(bracketedColon, (found) => (found.includes('//') ? '://' : ':'))
    .replace(bracketedSlash, '/')
    .replace(spokenStop, '.')
    .replace(maskedScheme, 'http$1')
    .replace(brokenScheme, '$1://')
    .replace(/[,;|]+(?=https?:\/\/)/gi, ' ');
}
