// What the product says, in Indonesian and English: typed words, the choice of language, and numbers and times as people
// write them. Every desk keeps its words in words.en.ts and words.id.ts and joins them with `speak`.

/** The languages that every page speaks, the first one being the one spoken when nothing is known. */
export const languages = ['id', 'en'] as const;

export type Language = (typeof languages)[number];

/** Words of one place: texts, functions that return text, or groups of them. */
export interface Words {
  readonly [key: string]: string | ((...facts: never[]) => string) | Words;
}

/** The same words in another language: exactly the same keys, and functions that take the same facts. */
export type WordsLike<W> = {
  readonly [K in keyof W]: W[K] extends string
    ? string
    : W[K] extends (...facts: infer Facts) => string
      ? (...facts: Facts) => string
      : WordsLike<W[K]>;
};

/**
 * Joins the two files of words: `export const words = speak({ id, en })`, then `words(language).greeting`.
 * The English file sets the shape; the Indonesian one is declared `WordsLike<typeof en>`.
 */
export function speak<W extends Words>(words: Record<Language, W>): (language: Language) => W {
  return (language) => words[language];
}

/**
 * Paths at which two sets of words differ at run time, for tests: missing, extra, of another kind, or empty text.
 * Types catch most of it; empty texts and words that came through a cast they cannot.
 */
export function missingWords(id: object, en: object, path = ''): string[] {
  const left = new Map(Object.entries(id));
  const right = new Map(Object.entries(en));
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(left.get(key), right.get(key), path + key),
  );
}

function differences(id: unknown, en: unknown, path: string): string[] {
  if (isGroup(id) && isGroup(en)) return missingWords(id, en, `${path}.`);
  if (typeof id === 'function' && typeof en === 'function') return [];
  return isText(id) && isText(en) ? [] : [path];
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** Whether a text, for instance from a cookie or a form, names a language that we speak. */
export function isLanguage(text: string | undefined): text is Language {
  return languages.some((language) => language === text);
}

/**
 * The language to answer in: the one chosen before (`cookie`), else what the Accept-Language header (RFC 9110 12.5.4)
 * prefers of the two, else Indonesian. A header that says neither, or both alike, gets Indonesian.
 */
export function pickLanguage(asked: { cookie?: string | undefined; acceptLanguage?: string | undefined }): Language {
  if (isLanguage(asked.cookie)) return asked.cookie;
  const header = asked.acceptLanguage ?? '';
  // Old Android phones still send the language code that Indonesian had before 1989.
  const indonesian = Math.max(preference(header, 'id'), preference(header, 'in'));
  return preference(header, 'en') > indonesian ? 'en' : 'id';
}

function preference(header: string, language: string): number {
  const weights = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    if (tag.split('-')[0] !== language) return 0;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  });
  return Math.max(...weights);
}
