// What was given as addresses, accounts, numbers and groups, line by line: what was recognised in it, and what was not
// and stays as words, so that nothing that somebody wrote is lost.
import { findIdentifiers, type Identifier, readIdentifier } from '../../kit/identifiers/index.ts';

export interface Given {
  /** Each once, in their order. */
  identifiers: Identifier[];
  /** Numbers, from 1, of the lines in which nothing was recognised. */
  unreadLines: number[];
  /** Lines that say more than an address, or none: they belong to the report's words. */
  words: string;
}

/** A line with more words than these says something besides the address in it. */
const wordsOfAddress = 6;
/** A line with no more words than these is read as what was asked for, also where a running text would not be. */
const wordsOfAnswer = 3;

/** As many as a report's page shows; one form fits twice as many. What is beyond stays as words. */
export const mostItems = 500;

export function readGiven(text: string): Given {
  const lines = text.split(/\r\n|\r|\n/).map((line) => ({ line, words: line.split(/\s+/).filter(Boolean).length }));
  const read = lines.map(({ line, words }, position) => (position < mostItems ? identifiersIn(line, words) : []));
  // The whole text first: a platform named on one line may belong to the name on the next.
  const all = eachOnce([...findIdentifiers(text, { defaultCountry: 'ID' }), ...read.flat()]);
  const identifiers = all.slice(0, mostItems);
  const beyond = new Set(all.slice(mostItems).map(({ value }) => value));
  const isUnread = (position: number) =>
    lines[position]!.words > 0 &&
    (read[position]!.length === 0 || read[position]!.some(({ value }) => beyond.has(value)));
  const kept = lines.filter(({ words }, position) => isUnread(position) || words > wordsOfAddress);
  return {
    identifiers,
    unreadLines: lines.flatMap((_, position) => (isUnread(position) ? [position + 1] : [])),
    words: kept.map(({ line }) => line.trim()).join('\n'),
  };
}

// The first of those that mean the same counts.
function eachOnce(identifiers: readonly Identifier[]): Identifier[] {
  const kept = new Map<string, Identifier>();
  for (const one of identifiers) if (!kept.has(one.value)) kept.set(one.value, one);
  return [...kept.values()];
}

function identifiersIn(line: string, words: number): Identifier[] {
  const found = findIdentifiers(line, { defaultCountry: 'ID' });
  if (found.length > 0 || words === 0 || words > wordsOfAnswer) return found;
  const reading = readIdentifier(line, { defaultCountry: 'ID' });
  return reading.ok ? [reading.identifier] : [];
}
