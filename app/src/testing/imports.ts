// Who imports whom, read from the sources: for the test of the architecture, and for the test command when it looks for
// the tests that need a database.
import { readFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import { join, posix } from 'node:path';

/** For each source file what it imports: paths of files as the keys are written, packages by their name. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the sources below `folders`; paths are from `root`, with slashes. */
export async function readImports(root: string, folders: string[]): Promise<ImportGraph> {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,mjs}`);
  const graph = new Map<string, string[]>();
  for await (const path of glob(patterns, { cwd: root, exclude: (name) => /(^|\/)node_modules$/.test(name) }))
    graph.set(path, importsOf(path, await readFile(join(root, path), 'utf8')));
  return graph;
}

// At the start of a line stands a statement, elsewhere only `import(...)`: the word in a text or a comment is no import.
const statement = /^(?:import|export)\s(?:[^'"`;]*\sfrom\s+)?['"]([^'"]+)['"]/gm;
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What one file imports, types included, in order and once each. */
export function importsOf(path: string, source: string): string[] {
  const specifiers = [...source.matchAll(statement), ...source.matchAll(call)].map((match) => match[1]!);
  return [...new Set(specifiers.map((specifier) => resolved(path, specifier)))];
}

function resolved(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
}

/** Every file that `path` imports, directly or through others. */
export function reachableFrom(graph: ImportGraph, path: string): Set<string> {
  const reached = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const target of graph.get(next) ?? [])
      if (!reached.has(target)) {
        reached.add(target);
        open.push(target);
      }
  return reached;
}
