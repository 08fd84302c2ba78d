// From what a line says to the hashes that it lists, or why it cannot be taken.
import { Refusal } from '../../../kit/errors.ts';
import { type Algorithm, algorithmByLength, algorithmNames, isAlgorithm, whatIsWrong } from '../../hashes.ts';
import { BadLine } from './bad-line.ts';
import { type Cells, plainName } from './columns.ts';

/** A hash as it waits to be listed. */
export interface StagedHash {
  line: number;
  algorithm: Algorithm;
  /** In hexadecimal, either case. */
  hash: string;
  quality: number | null;
  classification: string | null;
  reference: string | null;
  note: string | null;
  /** ISO 8601 in UTC. */
  expiresAt: string | null;
  /** `active` becomes what the bank makes of a new hash. */
  state: 'active' | 'proposed' | 'withdrawn' | 'expired';
  /** Equal for hashes of one and the same file. */
  content: string | null;
}

export interface EntryOptions {
  /** Of hashes beside which none is named. `either`: what may be PDQ or SHA-256 is listed as both. */
  algorithm: Algorithm | 'either' | null;
  /** What is past its date then is not listed any more. */
  now: Date;
}

/**
 * The hashes that a line lists, all of one file.
 * @throws BadLine
 * @throws Refusal `algorithm-ambiguous`, which ends the whole import.
 */
export function readEntry(line: number, cells: Cells, options: EntryOptions): StagedHash[] {
  const hashes = hashesIn(line, cells, options.algorithm);
  const expiresAt = timeIn(cells.expires);
  const shared = {
    line,
    quality: qualityIn(cells.quality),
    classification: textIn('classification', cells.classification, 200),
    reference: textIn('reference', cells.reference, 500),
    note: textIn('note', cells.note, 255),
    expiresAt,
    state: stateIn(cells.state, expiresAt, options.now),
    content: textIn('content', cells.content, 200) ?? (hashes.length > 1 ? `line ${line}` : null),
  };
  return hashes.map(({ algorithm, hash }) => ({ ...shared, algorithm, hash }));
}

interface NamedHash {
  algorithm: Algorithm;
  hash: string;
}

function hashesIn(line: number, cells: Cells, fallback: EntryOptions['algorithm']): NamedHash[] {
  const found: NamedHash[] = [];
  const general = cells.hash?.trim();
  if (general)
    for (const algorithm of algorithmsIn(line, cells.algorithm, general, fallback))
      found.push({ algorithm, hash: general });
  for (const algorithm of algorithmNames) {
    const hash = cells[algorithm]?.trim();
    if (hash) found.push({ algorithm, hash });
  }
  if (found.length === 0) throw new BadLine('there is no hash on the line');
  for (const { algorithm, hash } of found) {
    const wrong = whatIsWrong(algorithm, hash);
    if (wrong) throw new BadLine(wrong);
  }
  return found;
}

function algorithmsIn(
  line: number,
  named: string | undefined,
  hash: string,
  fallback: EntryOptions['algorithm'],
): Algorithm[] {
  const name = named?.trim();
  if (name) {
    const plain = plainName(name);
    if (isAlgorithm(plain)) return [plain];
    throw new BadLine(`algorithm ${quote(name)}; expected one of ${algorithmNames.join(', ')}`);
  }
  if (fallback !== 'either') return [fallback ?? algorithmByLength(hash.length) ?? refuseUnnamed(line, hash)];
  const only = algorithmByLength(hash.length);
  if (only || whatIsWrong('pdq', hash) !== null) return [only ?? 'pdq'];
  return mayBePdq(hash) ? ['sha256', 'pdq'] : ['sha256'];
}

// A bit of a PDQ hash is set where a value is above the 128th smallest of 256: never in more than 128 places.
const mayBePdq = (hash: string): boolean => onesIn(hash) <= 128;

function onesIn(hash: string): number {
  let ones = 0;
  for (const digit of hash) ones += [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4][Number.parseInt(digit, 16)]!;
  return ones;
}

function refuseUnnamed(line: number, hash: string): never {
  if (whatIsWrong('pdq', hash) !== null)
    throw new BadLine(
      `hash of ${hash.length} characters; expected 32 (md5), 40 (sha1) or 64 (pdq, sha256), all hexadecimal digits`,
    );
  throw new Refusal(
    'bad-input',
    'algorithm-ambiguous',
    `The hash on line ${line} has 64 digits and no algorithm beside it: it may be pdq or sha256. Name the algorithm of this file`,
    { facts: { line }, fields: [{ path: 'algorithm', message: 'pdq or sha256' }] },
  );
}

function qualityIn(given: string | undefined): number | null {
  const text = given?.trim();
  if (!text) return null;
  const quality = Number(text);
  if (/^\d{1,3}$/.test(text) && quality <= 100) return quality;
  throw new BadLine(`quality ${quote(text)}; expected a whole number from 0 to 100`);
}

function textIn(column: string, given: string | undefined, longest: number): string | null {
  const text = given?.trim();
  if (!text) return null;
  if (text.length > longest) throw new BadLine(`${column} of ${text.length} characters; expected at most ${longest}`);
  // U+FFFD stands where bytes were no UTF-8; a database keeps no NUL.
  if (/[\0\uFFFD]/.test(text) || !text.isWellFormed())
    throw new BadLine(`${column} ${quote(text)} is not text in UTF-8`);
  return text;
}

const states = new Map<string, StagedHash['state']>([
  ['', 'active'],
  ['active', 'active'],
  ['listed', 'active'],
  ['proposed', 'proposed'],
  ['disputed', 'proposed'], // what its giver doubts waits for a second person here
  ['withdrawn', 'withdrawn'],
  ['deleted', 'withdrawn'],
  ['expired', 'expired'],
]);

function stateIn(given: string | undefined, expiresAt: string | null, now: Date): StagedHash['state'] {
  const name = given?.trim() ?? '';
  const state = states.get(name.toLowerCase());
  if (state === undefined)
    throw new BadLine(`state ${quote(name)}; expected one of ${[...states.keys()].filter(Boolean).join(', ')}`);
  const past = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  return past && state !== 'withdrawn' ? 'expired' : state;
}

// Without a zone a time is taken as UTC, without a time a date as its first moment.
const timePattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function timeIn(given: string | undefined): string | null {
  const text = given?.trim();
  if (!text) return null;
  const [, date, time = '00:00', zone = 'Z'] = timePattern.exec(text) ?? [];
  const at = new Date(`${date}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  // JavaScript rolls 30 February over into March.
  const isDay =
    date !== undefined && !Number.isNaN(at.getTime()) && new Date(`${date}T00:00Z`).toISOString().startsWith(date);
  if (isDay) return at.toISOString();
  throw new BadLine(
    `expires ${quote(text)}; expected a date or time in ISO 8601, such as 2031-05-01 or 2031-05-01T12:00:00Z`,
  );
}

const quote = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
