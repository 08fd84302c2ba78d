// Which test files a run takes: all of them, those below the folders or files that were named, or those of them that
// need a database, with or without those that open a browser.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type ImportGraph, reachableFrom, readImports } from '../../app/src/testing/imports.ts';
import { root } from '../project.ts';

export interface Choice {
  /** Test files, from the project's folder, in order. */
  files: string[];
  /** What was given for node itself, such as --test-name-pattern=word. */
  nodeOptions: string[];
}

const folders = ['packages', 'app', 'scripts'];
const onlyWithDatabase = '--with-database';
const withoutBrowser = '--without-browser';
const own = [onlyWithDatabase, withoutBrowser];

/** @throws Error when a name is neither a folder nor a file, or when no test is left. */
export async function chooseTests(words: string[]): Promise<Choice> {
  const named = words.filter((word) => !word.startsWith('-')).map(projectPath);
  const graph = await readImports(root, folders);
  const tests = [...graph.keys()].filter((path) => path.endsWith('.test.ts')).toSorted();
  const files = tests.filter((path) => isNamed(path, named));
  const chosen = files
    .filter((path) => !words.includes(onlyWithDatabase) || needsDatabase(graph, path))
    .filter((path) => !words.includes(withoutBrowser) || !opensBrowser(graph, path));
  if (chosen.length === 0) throw new Error(`There is no test in ${named.join(', ') || folders.join(', ')}`);
  return { files: chosen, nodeOptions: words.filter((word) => word.startsWith('-') && !own.includes(word)) };
}

/** A name as it was typed, from the project's folder. npm runs scripts there, wherever it was called. */
function projectPath(word: string): string {
  const path = relative(root, join(root, word));
  if (!existsSync(join(root, path))) throw new Error(`"${word}" is neither a folder nor a file of the project`);
  return path;
}

function isNamed(path: string, named: string[]): boolean {
  return named.length === 0 || named.some((name) => name === '' || path === name || path.startsWith(`${name}/`));
}

/** Whether a test comes, through whatever it imports, to the room that hands out databases. */
export function needsDatabase(graph: ImportGraph, path: string): boolean {
  return reachableFrom(graph, path).has('app/src/testing/database.ts');
}

/** Whether a test opens a browser: what that shows depends on no server's version. */
export function opensBrowser(graph: ImportGraph, path: string): boolean {
  return reachableFrom(graph, path).has('scripts/chromium.ts');
}
