// The pages of the directory: the list, one entry, its form.
import type { FastifyInstance } from 'fastify';
import { registerEntry } from './entry-page.ts';
import { registerEntryForm } from './form-page.ts';
import { registerDirectory } from './list-page.ts';

export { eventWords, refusalWords } from './words.ts';

export function registerDirectoryPages(scope: FastifyInstance): void {
  registerDirectory(scope);
  registerEntryForm(scope);
  registerEntry(scope);
}
