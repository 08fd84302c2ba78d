// What stands in a cell, as the codes that verbs take: the codes themselves, or the words that forms and pages have for
// them in Indonesian and English. What is not understood goes on as it is, for the verb to say what would be right.
import { frameWords } from '../../words/index.ts';
import { contactOf, reportOf } from '../typed.ts';
import { words } from '../words.ts';
import { type Cells, type Column, plain } from './columns.ts';

type Codes = ReadonlyMap<string, string>;

/** By column: a word as it is compared, and the code that it means. */
const codesOf: Partial<Record<Column, Codes>> = (() => {
  const frames = (['id', 'en'] as const).map((language) => frameWords(language));
  const records = (['id', 'en'] as const).map((language) => words(language).record);
  const yesNo = [
    ['ya', 'yes'],
    ['yes', 'yes'],
    ['y', 'yes'],
    ['true', 'yes'],
    ['benar', 'yes'],
    ['1', 'yes'],
    ['tidak', 'no'],
    ['no', 'no'],
    ['n', 'no'],
    ['false', 'no'],
    ['belum', 'no'],
    ['0', 'no'],
  ] as const;
  return {
    concern: known(...frames.map(({ concerns }) => concerns)),
    relation: known(...frames.map(({ relations }) => relations)),
    ageBand: known(...frames.map(({ ageBands }) => ageBands)),
    extortion: known(
      ...frames.map(({ extortions }) => extortions),
      { now: 'ya', none: 'tidak' },
      { now: 'yes', none: 'no' },
    ),
    spread: known(...frames.map(({ spreads }) => spreads)),
    inDanger: new Map(yesNo),
    paid: new Map(yesNo),
    language: known(
      { id: 'Indonesia', en: 'Inggris' },
      { id: 'Indonesian', en: 'English' },
      { id: 'Bahasa Indonesia' },
    ),
    way: known(...records.map(({ ways }) => ways), { phone: 'telp', whatsapp: 'wa' }),
    voicemail: known(...records.map(({ voicemails }) => voicemails)),
  };
})();

function known(...named: Readonly<Record<string, string>>[]): Codes {
  return new Map(
    named.flatMap((names) =>
      Object.entries(names).flatMap(([code, word]) => [[plain(code), code] as const, [plain(word), code] as const]),
    ),
  );
}

/** The words of which one may stand in a column, in a language, as a sentence lists them. */
export function wordsFor(language: 'id' | 'en', column: Column): string {
  const { concerns, relations, ageBands, extortions, spreads } = frameWords(language);
  const { ways, voicemails } = words(language).record;
  const named: Partial<Record<Column, Readonly<Record<string, string>>>> = {
    concern: concerns,
    relation: relations,
    ageBand: ageBands,
    extortion: extortions,
    spread: spreads,
    way: ways,
    voicemail: voicemails,
  };
  return Object.values(named[column] ?? {}).join(', ');
}

/** The columns whose cells hold one of a few words, which may be shown again when it is not among them. */
export const isCoded = (column: Column): boolean => column in codesOf;

/** What a line tells, as `told` takes it. */
export function toldOf(cells: Cells): Record<string, unknown> {
  const text = Object.fromEntries(
    Object.entries(cells).map(([column, value]) => [column, codeOf(column as Column, value)]),
  );
  const { channel: _, ...told } = reportOf(text);
  return { ...told, contact: contactOf(text) };
}

function codeOf(column: Column, value: string): string {
  if (column === 'ageBand' && /^\d{1,3}$/.test(value)) return bandOf(Number(value));
  return codesOf[column]?.get(plain(value)) ?? value;
}

const bandOf = (years: number): string => (years < 13 ? 'under-13' : years < 18 ? '13-17' : 'adult');
