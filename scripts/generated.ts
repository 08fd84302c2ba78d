// Files that are made from other files: written by `npm run generate`, compared by `npm run check`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './project.ts';

/**
 * Writes `content` to a file of the project; with `--check` on the command line it writes nothing.
 * @throws Error when `--check` is given and the file differs; it names the first line that does.
 */
export async function keepGenerated(path: string, content: string): Promise<void> {
  if (!process.argv.includes('--check')) return writeFile(join(root, path), content);
  const kept = await readFile(join(root, path), 'utf8').catch(() => '');
  const difference = firstDifference(kept, content);
  if (difference) throw new Error(`${path} is out of date; run \`npm run generate\`. ${difference}`);
}

/** The first line at which two texts differ, in words; undefined when they are the same. */
export function firstDifference(kept: string, fresh: string): string | undefined {
  if (kept === fresh) return undefined;
  const [old, now] = [kept.split('\n'), fresh.split('\n')];
  const at = now.findIndex((line, position) => line !== old[position]);
  const line = at === -1 ? now.length : at;
  return `Line ${line + 1} is\n  ${old[line] ?? '(missing)'}\nand would be\n  ${now[line] ?? '(missing)'}`;
}
