// Address templates of the table of platforms, such as `t.me/+{code}` or `facebook.com/profile.php?id={number}`: matched
// against an address, written from what was matched. Every pattern is bounded and anchored, so that matching is linear.
import type { Platform } from './platform.ts';

/** What stood for each variable of a template, already in its one form. */
export type Matched = Record<string, string>;

interface Compiled {
  pattern: RegExp;
  variables: string[];
  query: [key: string, pattern: RegExp, variable: string][];
}

// 128 characters: longer than any code a platform in the table gives out (the longest seen have 64).
const variablePatterns: Record<string, string> = {
  code: '[A-Za-z0-9_-]{2,128}',
  word: '[A-Za-z0-9_-]{2,128}',
  number: '[0-9]{1,25}',
  phone: '\\+?[0-9]{7,15}',
  locale: '[a-z]{2}(?:-[a-z]{2})?',
  any: '[^/]{1,300}',
};

const compiled = new WeakMap<Platform, Map<string, Compiled>>();

function compile(platform: Platform, template: string): Compiled {
  const known = compiled.get(platform) ?? new Map<string, Compiled>();
  compiled.set(platform, known);
  const before = known.get(template);
  if (before) return before;
  const [address = '', query] = template.split('?', 2);
  const variables: string[] = [];
  const made = {
    pattern: new RegExp(`^${source(platform, address, variables)}/*$`, 'iu'),
    variables,
    query: (query?.split('&') ?? []).map((part): [string, RegExp, string] => {
      const [key = '', value = ''] = part.split('=', 2);
      const names: string[] = [];
      return [key, new RegExp(`^${source(platform, value, names)}$`, 'iu'), names[0] ?? ''];
    }),
  };
  known.set(template, made);
  return made;
}

/** The regular expression of a template's text; the names of its variables are put into `variables`. */
function source(platform: Platform, template: string, variables: string[]): string {
  return template
    .split(/\{([a-z]+)\}/)
    .map((part, place) => {
      if (place % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll('\\-', '-');
      variables.push(part);
      return `(${part === 'name' ? platform.names : variablePatterns[part]})`;
    })
    .join('');
}

/**
 * What the variables of a template stand for in an address without scheme, such as `t.me/nama`, or undefined.
 * The first of several variables of one name counts.
 */
export function matchTemplate(
  platform: Platform,
  template: string,
  address: string,
  query?: URLSearchParams,
): Matched | undefined {
  const { pattern, variables, query: wanted } = compile(platform, template);
  const found = pattern.exec(address);
  if (!found) return undefined;
  const matched: Matched = {};
  const keep = (variable: string, text: string) => (matched[variable] ??= oneForm(platform, variable, text));
  variables.forEach((variable, place) => keep(variable, found[place + 1] ?? ''));
  for (const [key, valuePattern, variable] of wanted) {
    const value = valuePattern.exec(query?.get(key)?.trim() ?? '');
    if (!value) return undefined;
    keep(variable, value[1] ?? '');
  }
  // A name may be none any more in its one form: only full stops where they do not count, a letter that came apart.
  if (matched.name !== undefined && !isName(platform, matched.name)) return undefined;
  return isReserved(platform, template, matched) ? undefined : matched;
}

/** The text of a template with its variables filled in. */
export const writeTemplate = (template: string, matched: Matched): string =>
  template.replace(/\{([a-z]+)\}/g, (_, variable: string) => matched[variable] ?? '');

/** The keys that a template takes from the query. */
export const queryKeysOf = (platform: Platform, template: string): string[] =>
  compile(platform, template).query.map(([key]) => key);

/** A name as the platform tells names apart; a full stop at its end is the sentence's. */
function foldName(platform: Platform, name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\.+$/, '');
  return platform.ignored ? folded.replaceAll(platform.ignored, '') : folded;
}

const isName = (platform: Platform, name: string): boolean => compile(platform, '{name}').pattern.test(name);

function oneForm(platform: Platform, variable: string, text: string): string {
  if (variable === 'name') return foldName(platform, text);
  return variable === 'word' || variable === 'locale' ? text.toLowerCase() : text;
}

/** Whether a name stands first in the path, where the platform's own pages are too. */
const isReserved = (platform: Platform, template: string, { name }: Matched): boolean =>
  name !== undefined &&
  /^[^/]+\/@?\{name\}/.test(template) &&
  (platform.reserved?.some((word) => foldName(platform, word) === name) ?? false);
