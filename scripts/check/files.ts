// Rules on the project's files that no other tool knows: their names, their first line, their length, and that nothing
// in them belongs to one machine or one registry of packages.
import { extname } from 'node:path';
import { isGenerated, type ProjectFile } from '../project.ts';

const maxLines = 400;

/** How the comment begins that every file of that kind opens with. */
const openings: Record<string, RegExp> = {
  '.ts': /^(\/\/|\/\*)/,
  '.mjs': /^(\/\/|\/\*)/,
  '.css': /^\/\*/,
  '.sql': /^--/,
};

/** Names that say nothing of what is inside. */
const empty = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'service', 'services']);

export function namesThatSayNothing(files: ProjectFile[]): string[] {
  return files
    .filter(({ path }) => path.split('/').some((part) => empty.has(part.replace(/\..*$/, '').toLowerCase())))
    .map(({ path }) => `${path}: name it after what is inside; ${[...empty].join(', ')} say nothing`);
}

export function missingOpenings(files: ProjectFile[]): string[] {
  return written(files)
    .filter(({ path, text }) => !openings[extname(path)]?.test(text.replace(/^#!.*\n/, '')))
    .map(({ path }) => `${path}: open it with one to three comment lines: what it is and where it stands`);
}

export function longFiles(files: ProjectFile[]): string[] {
  return written(files).flatMap(({ path, text }) => {
    const lines = text.split('\n').length - Number(text.endsWith('\n'));
    return lines > maxLines ? [`${path}: ${lines} lines, and ${maxLines} is the bound; find the seam`] : [];
  });
}

function written(files: ProjectFile[]): ProjectFile[] {
  return files.filter(({ path }) => extname(path) in openings && !isGenerated(path));
}

// Folders in which people and build machines keep their checkouts, named so that this file does not hold one itself.
const keepers = ['home', 'Users', 'root', 'work', 'workspace', 'workspaces', 'builds', 'tmp', 'mnt'];
const machinePath = new RegExp(`(?<![\\w.~)}\\]-])/(${keepers.join('|')})/[\\w.@-]`);
const registry =
  /https?:\/\/[^\s"'/]*(registry|npmjs|artifactory|nexus|verdaccio)|\bregistry\s*=\s*http|"resolved"\s*:\s*"http/;

/** Lines that would be wrong, or tell too much, on another machine. */
export function machineTraces(files: ProjectFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => {
      const trace = machinePath.exec(line)?.[0] ?? registry.exec(line)?.[0];
      return trace ? [`${path}:${at + 1}: "${trace}" is a place of one machine or one registry of packages`] : [];
    }),
  );
}
