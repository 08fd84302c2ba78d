// Whether words can be read by a frightened twelve-year-old and blame nobody: a measure and lists, for every word of the
// public face in both languages. A measure proves no text good; it stops the ones that nobody can take in.
import { type Language, languages, missingWords } from '../../../kit/words.ts';

interface Bounds {
  /** Mean words a sentence. */
  meanWords: number;
  /** Words of the longest sentence. */
  mostWords: number;
  /** Words longer than this many letters count as long. */
  longLetters: number;
  /** LIX: words a sentence plus the percentage of long words (Björnsson 1968). */
  lix: number;
}

// LIX below 30 is what Björnsson found in children's books, with words of more than 6 letters as long. Indonesian glues
// meN-, di-, -kan and -mu to roots of five or six letters ("mengirimkannya" is "to send it"), so that a long word begins
// later there: at more than 8 letters the first-hour steps measure 16, a desk's own words 22, a sentence out of a regulation
// 60 and more. Plain-language guides ask for 15 to 20 words a sentence at most, of adults; who is afraid holds less.
const bounds: Record<Language, Bounds> = {
  en: { meanWords: 11, mostWords: 20, longLetters: 6, lix: 30 },
  id: { meanWords: 10, mostWords: 18, longLetters: 8, lix: 25 },
};

// What lays blame on who reads it (T6). "Not your fault" takes it away, and is let through.
const blame: Record<Language, RegExp> = {
  id: /\b(salahmu|salah kamu|kesalahan ?(mu|kamu)|(se)?harusnya|semestinya|(kenapa|mengapa) kamu|akibat (ulah|perbuatan)mu|ulahmu|aib|memalukan|bikin malu|ceroboh|gegabah|teledor|bodoh|nakal|menyesal|tidak bermoral|salah sendiri|gagal)/gi,
  en: /\b(your (own )?fault|should(n't| not)? have|why did(n't)? you|you let|careless|reckless|foolish|stupid|naughty|ashamed|shame|regret|your mistake|blame|asked for it|consequences of your|you failed|invalid|illegal)/gi,
};
const exonerating: Record<Language, RegExp> = {
  id: /\b(bukan|tidak|tak) (salahmu|salah kamu|kesalahanmu)/gi,
  en: /\b(not|never|isn't) your fault/gi,
};

// Words of the field that a child does not know, and what to write instead.
const jargon: Record<Language, Record<string, string>> = {
  id: {
    'CSAM|NCII|KBGO|TPPO|OCSEA': 'what happened, in a few words',
    'sextortion|sekstorsi|grooming|trafficking': 'what happened, in a few words',
    'hash|metadata|fingerprint': 'kode',
    URL: 'tautan',
    'takedown|take-down': 'dihapus',
    'eksploitasi|perundungan siber': 'dipaksa, diancam, disakiti',
    'terlapor|pelapor|tersangka|saksi korban': 'kamu, orang itu',
    'asesmen|rujukan|terminasi|intervensi': 'what is done, in a few words',
    'verifikasi|otentikasi|autentikasi': 'periksa',
    'silakan|mohon|Anda|saudara': 'kamu, without ceremony',
  },
  en: {
    'CSAM|NCII|OCSEA|TFGBV': 'what happened, in a few words',
    'sextortion|grooming|trafficking': 'what happened, in a few words',
    'hash|metadata|perceptual': 'code',
    'URL|hyperlink': 'link',
    takedown: 'removed',
    'exploitation|perpetrator|offender|abuser|minor': 'what happened, that person, child',
    'assessment|referral|intervention': 'what is done, in a few words',
    'verification|authentication': 'check',
    'submit|submission|utilise|pursuant|hereby': 'send, use',
  },
};

// Nobody is asked for the picture, or to describe it (T6); being told not to is well.
const asksForPicture: Record<Language, RegExp> = {
  id: /\b(kirim|unggah|lampirkan|sertakan|gambarkan|ceritakan isi|jelaskan isi)\w*[^.]*\b(gambar|foto|video)/i,
  en: /\b(send|upload|attach|include|describe|show us)\b[^.]*\b(picture|image|photo|video)/i,
};
const negated: Record<Language, RegExp> = {
  id: /\b(jangan|tidak|tak|bukan|tanpa|belum|pernah)\b/i,
  en: /\b(not|never|no|nobody|without|only the code|don't|cannot|if you)\b/i,
};

const longestLabelWords = 12;

/**
 * What is wrong with words for the public face, one line each; an empty list where nothing is. `{ id, en }` hold texts,
 * lists, groups of them and functions of facts, as `speak` takes them; functions are called with stand-ins.
 */
export function readable(words: Record<Language, object>): string[] {
  return [
    ...missingWords(words.id, words.en).map((path) => `${path}: is not the same in both languages`),
    ...languages.flatMap((language) =>
      complaints(language, textsOf(words[language])).map((each) => `${language}: ${each}`),
    ),
  ];
}

function complaints(language: Language, texts: readonly string[]): string[] {
  const sentences = texts.flatMap(sentencesOf);
  return [
    ...texts.flatMap((text) => wording(language, text)),
    ...sentences
      .filter((sentence) => wordsOf(sentence).length > bounds[language].mostWords)
      .map(
        (sentence) =>
          `${wordsOf(sentence).length} words in one sentence, at most ${bounds[language].mostWords}: ${sentence}`,
      ),
    ...texts
      .filter((text) => sentencesOf(text).length === 0 && wordsOf(text).length > longestLabelWords)
      .map((text) => `${wordsOf(text).length} words without an end, at most ${longestLabelWords}: ${text}`),
    ...measure(language, sentences),
  ];
}

function wording(language: Language, text: string): string[] {
  const kind = text.replaceAll(exonerating[language], '');
  const blamed = [...kind.matchAll(blame[language])].map(([found]) => `"${found}" lays blame: ${text}`);
  const unknown = Object.entries(jargon[language]).flatMap(([terms, instead]) =>
    [...text.matchAll(new RegExp(`\\b(${terms})\\b`, language === 'id' ? 'g' : 'gi'))].map(
      ([found]) => `"${found}" is a word of the field, write ${instead}: ${text}`,
    ),
  );
  const asked = text
    .split(/(?<=[.!?])\s/)
    .filter((part) => asksForPicture[language].test(part) && !negated[language].test(part))
    .map((part) => `asks for the picture: ${part}`);
  return [...blamed, ...unknown, ...asked];
}

// Of a handful of sentences a mean says nothing.
const fewestSentences = 8;

function measure(language: Language, sentences: readonly string[]): string[] {
  if (sentences.length < fewestSentences) return [];
  const { meanWords, lix } = bounds[language];
  const found = measureOf(language, sentences);
  return [
    ...(found.meanWords > meanWords ? [`${found.meanWords.toFixed(1)} words a sentence, at most ${meanWords}`] : []),
    ...(found.lix > lix ? [`LIX is ${found.lix.toFixed(1)}, at most ${lix}`] : []),
  ];
}

/** Mean words a sentence, and LIX with the language's own length of a long word. */
export function measureOf(language: Language, sentences: readonly string[]): { meanWords: number; lix: number } {
  const words = sentences.flatMap(wordsOf);
  const long = words.filter((word) => word.length > bounds[language].longLetters).length;
  const meanWords = words.length / sentences.length;
  return { meanWords, lix: meanWords + (100 * long) / words.length };
}

/** Every text in a set of words, functions called with stand-ins. */
export function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return textsOf(words(...Array.from({ length: words.length }, () => '3')));
  if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(textsOf);
  return [];
}

/** The sentences of a text: what ends with a full stop, a question or an exclamation mark, or leads to a list. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?:…][”’"]?)\s+/)
    .map((part) => part.trim())
    .filter((part) => /[.!?:…][”’"]?$/.test(part));
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];
