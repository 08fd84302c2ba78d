// Doubles for tests of runs: files that are only described, a walk over them, readers that make up what they read, and a
// run with them in a folder of its own.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { join } from '../groups/index.ts';
import type { FileFacts, FileName, Known, Unreadable } from '../types.ts';
import type { Found } from '../walk/index.ts';
import { type RunFile, runFiles } from './folder.ts';
import type { Parts } from './parts.ts';
import { type RunOptions, type RunOutcome, runScan } from './scan.ts';

export interface MadeUp {
  name: string | Buffer;
  /** What it holds: the same content is the same file. */
  content: string;
  place?: string;
  pdq?: string;
  known?: Known[];
  unreadable?: Unreadable;
  kind?: FileFacts['kind'];
  type?: string | null;
}

export const nameOf = (name: string | Buffer): FileName =>
  typeof name === 'string'
    ? { text: name, bytes: null }
    : { text: name.toString('utf8'), bytes: name.toString('base64') };

export function foundFile({ name, content, place = '' }: Pick<MadeUp, 'name' | 'content' | 'place'>): Found {
  const entry = {
    name: nameOf(name),
    root: 0,
    sizeBytes: content.length,
    modifiedAt: '2031-03-14T01:59:26.000Z',
    createdAt: null,
    path: place === '' ? Buffer.from(name) : null,
    open: async function* () {
      yield Buffer.from(content);
    },
  };
  return { is: 'file', name: entry.name, root: 0, place, entry, waits: false };
}

const digest = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

export function factsOf(file: MadeUp): FileFacts {
  const { name, content, pdq = null, unreadable = null, kind = 'picture', type = 'image/jpeg' } = file;
  return {
    name: nameOf(name),
    root: 0,
    sizeBytes: content.length,
    modifiedAt: '2031-03-14T01:59:26.000Z',
    createdAt: null,
    kind,
    type,
    md5: digest('md5', content),
    sha1: digest('sha1', content),
    sha256: digest('sha256', content),
    width: 640,
    height: 480,
    pdq,
    quality: pdq === null ? null : 100,
    frames: null,
    unreadable,
    changed: false,
  };
}

export interface MadeParts {
  parts: Parts;
  /** The names of what was read, as often as it was. */
  read: string[];
}

/** @param more what the walk meets besides. */
export function madeParts(files: readonly MadeUp[], more: readonly Found[] = []): MadeParts {
  const read: string[] = [];
  const byEntry = new WeakMap<object, MadeUp>();
  const byContent = new Map(files.map((file) => [digest('sha256', file.content), file]));
  const parts: Parts = {
    async *walk() {
      for (const file of files) {
        const found = foundFile(file);
        if (found.is === 'file') byEntry.set(found.entry, file);
        yield found;
      }
      yield* more;
    },
    count: async () => ({ files: files.length, bytes: 0 }),
    readers: {
      parallel: 3,
      async read(entry) {
        await new Promise((resolve) => setImmediate(resolve));
        read.push(entry.name.text);
        return factsOf(byEntry.get(entry)!);
      },
      close: async () => undefined,
    },
    lists: {
      lists: [madeList],
      algorithms: ['sha256'],
      match: (facts) => byContent.get(facts.sha256 ?? '')?.known ?? [],
    },
    join,
  };
  return { parts, read };
}

export const madeList = {
  name: 'rekaan.csv',
  kind: 'plain',
  sha256: 'a'.repeat(64),
  entries: 1,
  algorithms: ['sha256'],
  radiusBits: 31,
  qualityFloor: 50,
  leftOut: 0,
  bad: 0,
  package: null,
};

export interface RunHere {
  folder: string;
  evidence: string;
  out: string;
  run(parts: Parts, options?: Partial<RunOptions>): Promise<RunOutcome>;
  file(name: RunFile): Promise<string>;
  close(): Promise<void>;
}

export async function openRunHere(): Promise<RunHere> {
  const folder = await mkdtemp(joinPath(tmpdir(), 'suaka-run-'));
  const evidence = await mkdtemp(joinPath(tmpdir(), 'suaka-evidence-'));
  const out = joinPath(folder, 'run');
  const usual: RunOptions = {
    out,
    roots: [evidence],
    caseNumber: 'K-1',
    legalAuthority: 'Penetapan rekaan 7',
    operator: 'Ayu Rekaan',
    settings: { secondsPerHash: 1 },
    versions: { suaka: '0.1.0' },
    videoDecoder: false,
    signal: new AbortController().signal,
    now: () => new Date('2031-03-14T01:59:26.000Z'),
  };
  return {
    folder,
    evidence,
    out,
    run: (parts, options = {}) => runScan({ ...usual, ...options }, async () => parts),
    file: (name) => readFile(joinPath(out, runFiles[name]), 'utf8'),
    async close() {
      await rm(folder, { recursive: true, force: true });
      await rm(evidence, { recursive: true, force: true });
    },
  };
}

/** What has to be the same for the same evidence and lists, by name; of the summary all but the times. */
export async function sameOf(out: string): Promise<Record<string, string>> {
  const same: Record<string, string> = {};
  for (const file of ['results', 'csv', 'read', 'vics1', 'vics2'] as const)
    same[file] = (await readFile(joinPath(out, runFiles[file]))).toString('base64');
  const summary = JSON.parse(await readFile(joinPath(out, runFiles.summary), 'utf8')) as Record<string, unknown>;
  const { times: _times, ...rest } = summary;
  return { ...same, summary: JSON.stringify(rest) };
}
