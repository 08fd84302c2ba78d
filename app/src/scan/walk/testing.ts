// A folder of its own for each test of the walk, and what a walk finds in words that can be compared.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { EntryUnreadable, type Found, walk, type WalkLimits, whyOf } from './index.ts';

export async function emptyFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-walk-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder that holds one file. */
export async function folderWith(test: TestContext, name: string, bytes: Buffer | string): Promise<string> {
  const folder = await emptyFolder(test);
  await writeFile(join(folder, name), bytes);
  return folder;
}

export async function allFound(roots: Array<string | Buffer>, limits: Partial<WalkLimits> = {}): Promise<Found[]> {
  const all: Found[] = [];
  for await (const found of walk(roots, { limits })) all.push(found);
  return all;
}

/** One line each, such as `file a.zip!/b.txt`, `unreadable archive a.zip: bomb`, `passed c: link`; in order of the names. */
export async function lines(roots: Array<string | Buffer>, limits: Partial<WalkLimits> = {}): Promise<string[]> {
  return (await allFound(roots, limits)).map(line).toSorted();
}

export function line(found: Found): string {
  const { text } = found.name;
  if (found.is === 'file') return `file ${text}`;
  return found.is === 'passed' ? `passed ${text}: ${found.what}` : `unreadable ${found.of} ${text}: ${found.why}`;
}

/** The files, each read in its turn: a line with its bytes, or why they could not be had. */
export async function readAll(roots: string[], limits: Partial<WalkLimits> = {}): Promise<Map<string, string>> {
  const read = new Map<string, string>();
  for await (const found of walk(roots, { limits })) {
    if (found.is === 'file') read.set(found.name.text, await contentOf(found));
  }
  return read;
}

/** Of what is no file, its line. */
export async function contentOf(found: Found): Promise<string> {
  if (found.is !== 'file') return line(found);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of found.entry.open()) chunks.push(chunk);
  } catch (error) {
    const isOfFile = error instanceof EntryUnreadable || (error instanceof Error && 'code' in error);
    return `! ${isOfFile ? whyOf(error) : String(error)}`;
  }
  const bytes = Buffer.concat(chunks);
  return bytes.length > 100 ? sha256(bytes) : bytes.toString('latin1');
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
