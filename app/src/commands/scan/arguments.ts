// The arguments of `suaka scan` and of its verbs, as they were given.
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Refusal } from '../../kit/errors.ts';
import { readScanSecret } from '../../recognise/index.ts';
import { readKey } from '../verify.ts';

export const args = {
  folders: {
    type: 'positional',
    required: false,
    description:
      'Folders and files to scan; or "known RUN" for what a run found so far, "again RUN" to ask other lists about what it read, "compare RUN RUN" for two runs over the same evidence',
  },
  out: { type: 'string', description: 'The folder of the run, never within the evidence; by default scan-DATE here' },
  list: { type: 'string', description: 'A list of what is known; may be given several times' },
  case: { type: 'string', description: 'The case number' },
  authority: { type: 'string', description: 'The legal authority, such as the order of a court' },
  operator: { type: 'string', description: 'Who scans' },
  key: { type: 'string', description: 'For the export of a desk: the file of the secret key that it is encrypted to' },
  'signed-by': { type: 'string', description: 'The public key of the desk whose exports are taken; otherwise any' },
  'keep-good': { type: 'boolean', description: 'Take the good lines of lists even if others are bad' },
  'video-decoder': { type: 'string', description: 'The folder in which node-av is installed, to look into videos' },
  'seconds-per-hash': { type: 'string', description: 'Of videos, one frame in so many seconds; 0 for every frame' },
  'max-pixels': { type: 'string', description: 'The largest picture that is decoded' },
  timeout: { type: 'string', description: 'Seconds for one picture, or for the next frame of a video' },
  workers: { type: 'string', description: 'Files read at the same time; by default one for each processor' },
  json: { type: 'boolean', description: 'One line of JSON', default: false },
} as const;

/** As long as a manifest takes it. */
const longestName = 1000;
/** As large as the readers take it. */
const largestWhole = 2 ** 31 - 1;
/** Seconds: timers take no more. */
const longestTimeout = 2_147_483;

type Option = Exclude<keyof typeof args, 'folders'>;
type Flag = 'json' | 'keep-good';
type Texts = Partial<Record<Exclude<Option, 'list' | Flag>, string>>;
export type Values = Texts & Partial<Record<Flag, boolean>> & { list?: string[] };

/** @throws Refusal for an option that there is not. */
export function parse(rawArgs: string[]): { values: Values; positionals: string[] } {
  const options = Object.entries(args).filter(([name]) => name !== 'folders');
  const types = options.map(([name, { type }]) => [name, { type, multiple: name === 'list' }]);
  try {
    const { values, positionals } = parseArgs({
      args: rawArgs,
      options: Object.fromEntries(types) as Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
      allowPositionals: true,
    });
    return { values: values as Values, positionals };
  } catch (cause) {
    throw new Refusal('bad-input', 'unknown-argument', (cause as Error).message, { cause });
  }
}

/** @throws Refusal for an option that a verb has no use for. */
export function takeOnly(values: Values, verb: string, taken: readonly Option[]): void {
  const other = Object.keys(values).find((name) => !taken.includes(name as Option));
  if (other === undefined) return;
  const said = `--${other} says nothing to "suaka scan ${verb}"; it takes ${taken.map((name) => `--${name}`).join(', ')}`;
  throw new Refusal('bad-input', 'unknown-argument', said);
}

/** For whom a run is, and where it lies: `scan-DATE` where nothing else is said. */
export function runOf(values: Values) {
  return {
    out: values.out ?? `scan-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}Z`,
    caseNumber: nameOf(values, 'case'),
    legalAuthority: nameOf(values, 'authority'),
    operator: nameOf(values, 'operator'),
    now: () => new Date(),
  };
}

/** Named, it is said: an empty variable of a script would make a run that counts a trial. */
function nameOf(values: Texts, name: keyof Texts): string | null {
  const given = values[name];
  if (given === undefined) return null;
  if (given.trim() !== '' && given.length <= longestName) return given;
  const is = given.length > longestName ? `${given.length} characters long` : `"${given}"`;
  throw new Refusal('bad-input', 'not-a-name', `--${name} is ${is}; expected 1 to ${longestName} characters`);
}

export async function listsOf(values: Values) {
  return {
    lists: values.list ?? [],
    secret: values.key === undefined ? null : await readSecret(values.key),
    issuerKey: values['signed-by'] === undefined ? null : await readKey(values['signed-by']),
    keepGood: values['keep-good'] === true,
  };
}

/** How files are read. */
export function readingOf(values: Values) {
  return {
    videoDecoder: values['video-decoder'] ?? null,
    secondsPerHash: numberOf(values, 'seconds-per-hash', 1, 0),
    maxPixels: wholeOf(values, 'max-pixels', 400_000_000),
    timeoutMs: Math.round(numberOf(values, 'timeout', 60, 0.001, longestTimeout) * 1000),
    workers: values.workers === undefined ? null : wholeOf(values, 'workers', 1),
  };
}

function numberOf(values: Texts, name: keyof Texts, usual: number, least: number, most = Infinity): number {
  const given = values[name];
  if (given === undefined) return usual;
  const number = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isFinite(number) && number >= least && number <= most) return number;
  const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
  throw new Refusal('bad-input', 'not-a-number', `--${name} is "${given}"; expected a number ${range}`);
}

function wholeOf(values: Texts, name: keyof Texts, usual: number): number {
  const number = numberOf(values, name, usual, 1, largestWhole);
  if (Number.isInteger(number)) return number;
  throw new Refusal('bad-input', 'not-a-number', `--${name} is "${values[name]}"; expected a whole number`);
}

/** @throws Refusal `not-a-secret-key`. */
async function readSecret(path: string): Promise<KeyObject> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (cause) {
    throw notASecret(path, (cause as Error).message, cause);
  }
  const key = readScanSecret(pem);
  if (key === null) throw notASecret(path, 'it is another kind of file');
  return key;
}

function notASecret(path: string, why: string, cause?: unknown): Refusal {
  const said = `"${path}" holds no secret key as "suaka scan-key" writes it: ${why}`;
  return new Refusal('bad-input', 'not-a-secret-key', said, { cause });
}
