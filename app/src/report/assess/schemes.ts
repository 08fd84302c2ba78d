// How items are classified, as data: the desk's own few values, and what each is called in the schemes of others. Terms
// are neutral and nothing says what material shows. What others' schemes and laws say is dated, has its source, and is
// not relied on until a person has checked it.
import type { ItemKind } from '../items/store.ts';

/** The scheme's name as it stands in each classification; another one begins with any change of meaning. */
export const scheme = 'suaka-1';

interface Value {
  /** The ground that work against such an item stands on, out of the product's closed list; null: none. */
  ground:
    | 'child-sexual-exploitation'
    | 'image-based-sexual-abuse'
    | 'sexual-extortion'
    | 'grooming'
    | 'trafficking'
    | null;
  /** Whether a second person has to say the same before it is in force. */
  secondOpinion: boolean;
  /** Attributes that contradict it: the international baseline is about real children only. */
  not?: readonly Attribute[];
}

/** What can be said of how it was made. */
export const attributes = ['generated', 'altered', 'self-produced', 'drawn'] as const;
export type Attribute = (typeof attributes)[number];

export const values = {
  baseline: { ground: 'child-sexual-exploitation', secondOpinion: true, not: ['generated', 'drawn'] },
  national: { ground: 'child-sexual-exploitation', secondOpinion: true },
  'image-abuse': { ground: 'image-based-sexual-abuse', secondOpinion: false },
  extortion: { ground: 'sexual-extortion', secondOpinion: false },
  grooming: { ground: 'grooming', secondOpinion: false },
  trafficking: { ground: 'trafficking', secondOpinion: false },
  doubtful: { ground: null, secondOpinion: false },
  'nothing-illegal': { ground: null, secondOpinion: false },
} as const satisfies Record<string, Value>;

export type ClassificationValue = keyof typeof values;
export const valueCodes = Object.keys(values) as ClassificationValue[];

/** What contradicts a value among the attributes given; nothing when they fit. */
export function contradicting(value: ClassificationValue, given: readonly Attribute[]): Attribute[] {
  const { not = [] }: Value = values[value];
  return given.filter((attribute) => not.includes(attribute));
}

interface Sourced {
  source: string;
  /** The day on which it was written down here. */
  recordedOn: string;
  /** Who confirmed it, and when; null: nobody yet. */
  checked: null | { by: string; on: string };
}

interface Mapping extends Sourced {
  name: string;
  /** Their categories that a value of ours may be called; a value that is missing is called nothing there. */
  categories: Partial<Record<ClassificationValue, readonly string[]>>;
}

const recordedOn = '2026-11-26';

/** The schemes of others. Several categories under one value: theirs cut elsewhere, and any of them may be meant. */
export const mappings = {
  inhope: {
    name: 'INHOPE',
    categories: {
      baseline: ['baseline'],
      national: ['national'],
      doubtful: ['doubtful'],
      'nothing-illegal': ['not-illegal'],
    },
    source: 'https://inhope.org/EN/articles/what-is-a-hotline-analyst',
    recordedOn,
    checked: null,
  },
  interpol: {
    name: 'INTERPOL',
    categories: { baseline: ['baseline'] },
    source: 'https://www.interpol.int/Crimes/Crimes-against-children/Blocking-and-categorizing-content',
    recordedOn,
    checked: null,
  },
  iwf: {
    name: 'IWF',
    // Theirs grade by what happens, ours by whether the international baseline is met.
    categories: { baseline: ['A', 'B', 'C'], national: ['A', 'B', 'C'] },
    source: 'https://www.iwf.org.uk/our-technology/intelligrade/creating-intelligrade/',
    recordedOn,
    checked: null,
  },
  ncmec: {
    name: 'NCMEC',
    // A and B tell ages apart, 1 and 2 tell what happens; what is generated or drawn is national with us at any age.
    categories: { baseline: ['A1', 'A2'], national: ['A1', 'A2', 'B1', 'B2'] },
    source: 'https://report.cybertip.org/ispws/xsd',
    recordedOn,
    checked: null,
  },
} as const satisfies Record<string, Mapping>;

export type MappedScheme = keyof typeof mappings;
export const mappedSchemes = Object.keys(mappings) as MappedScheme[];

interface Law extends Sourced {
  cited: string;
  values: readonly ClassificationValue[];
}

/** Indonesian law that a value may stand on, as citations. */
export const laws = {
  'uu-44-2008': {
    cited: 'UU 44/2008 Pasal 4, 5, 6 dan 11',
    values: ['baseline', 'national'],
    source: 'https://wiki.javasatu.com/wiki/Undang-Undang_Nomor_44_Tahun_2008/BAB_II',
    recordedOn,
    checked: null,
  },
  'uu-12-2022-14': {
    cited: 'UU 12/2022 (TPKS) Pasal 14',
    values: ['baseline', 'national', 'image-abuse', 'extortion'],
    source: 'https://nasional.kompas.com/read/2022/04/12/14522271/',
    recordedOn,
    checked: null,
  },
  'uu-1-2024-27': {
    cited: 'UU 11/2008 (ITE) Pasal 27 ayat (1), diubah dengan UU 1/2024',
    values: ['baseline', 'national', 'image-abuse'],
    source:
      'https://justitiafortis.com/index.php/tindak-pidana-menurut-undang-undang-nomor-1-tahun-2024-perubahan-kedua-uu-ite',
    recordedOn,
    checked: null,
  },
  'uu-1-2024-27b': {
    cited: 'UU 11/2008 (ITE) Pasal 27B, diubah dengan UU 1/2024',
    values: ['extortion'],
    source:
      'https://justitiafortis.com/index.php/tindak-pidana-menurut-undang-undang-nomor-1-tahun-2024-perubahan-kedua-uu-ite',
    recordedOn,
    checked: null,
  },
} as const satisfies Record<string, Law>;

export type LawCode = keyof typeof laws;
const lawCodes = Object.keys(laws) as LawCode[];

/** Laws that a value may stand on. */
export const lawsOf = (value: ClassificationValue): LawCode[] =>
  lawCodes.filter((code) => laws[code].values.some((one) => one === value));

/** What an authorised body may have called an item: `iwf:A`, a law that it named, or words of its own. */
export const bodyCategories: readonly string[] = [
  ...mappedSchemes.flatMap((code) =>
    [...new Set(Object.values(mappings[code].categories).flat())].map((name) => `${code}:${name}`),
  ),
  ...lawCodes.map((code) => `law:${code}`),
  'other:other',
];

/** What a category of another scheme is called there: "IWF A". */
export function categoryName(category: string): string {
  const [code = '', name = ''] = category.split(':');
  if (code === 'law' && name in laws) return laws[name as LawCode].cited;
  return code in mappings ? `${mappings[code as MappedScheme].name} ${name}` : category;
}

/** Whether what a body called it can be this value. Words of its own fit everything: nobody mapped them. */
export function fits(value: ClassificationValue, category: string): boolean {
  const [code = '', name = ''] = category.split(':');
  if (code === 'law') return lawsOf(value).some((law) => law === name);
  if (!(code in mappings)) return code === 'other';
  const { categories }: Mapping = mappings[code as MappedScheme];
  return categories[value]?.includes(name) ?? false;
}

/** What a value may be called in another scheme. */
export function calledIn(code: MappedScheme, value: ClassificationValue): readonly string[] {
  const { categories }: Mapping = mappings[code];
  return categories[value] ?? [];
}

/** Kinds of items that a viewer can show: behind a telephone number there is nothing to look at. */
export const isViewable = (kind: ItemKind): boolean => kind !== 'phone';
