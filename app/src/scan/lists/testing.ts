// What the tests of lists share: facts of a made-up file, and lists as files.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileFacts } from '../types.ts';
import { loadLists, type LoadOptions, type Matcher } from './index.ts';

export const testTime = new Date('2031-03-14T01:59:26.000Z');

/** What reading told of a file that nobody lists, but for what is given. */
export function factsOf(given: Partial<FileFacts> = {}): FileFacts {
  return {
    name: { text: 'rekaan.jpg', bytes: null },
    root: 0,
    sizeBytes: 1000,
    modifiedAt: null,
    createdAt: null,
    kind: 'picture',
    type: 'image/jpeg',
    md5: randomBytes(16).toString('hex'),
    sha1: randomBytes(20).toString('hex'),
    sha256: randomBytes(32).toString('hex'),
    width: 640,
    height: 480,
    pdq: null,
    quality: null,
    frames: null,
    unreadable: null,
    changed: false,
    ...given,
  };
}

/** Writes lists into a folder of their own and loads them; the folder is gone afterwards. */
export async function loadTexts(
  texts: Record<string, string | Uint8Array>,
  options: Partial<LoadOptions> = {},
): Promise<Matcher> {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-lists-'));
  try {
    const files = Object.entries(texts).map(([name, text]) => ({ path: join(folder, name), text }));
    for (const { path, text } of files) await writeFile(path, text);
    return await loadLists(
      files.map(({ path }) => path),
      { now: testTime, ...options },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
