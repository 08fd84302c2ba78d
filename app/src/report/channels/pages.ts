// The channels' pages at the desk: recording a report for a caller, and filing many from a file.
import type { FastifyInstance } from 'fastify';
import { registerFilePages } from './file/pages.ts';
import { registerStaffPages } from './staff-pages.ts';

export { eventWords, refusalWords } from './words.ts';

export function registerChannelPages(scope: FastifyInstance): void {
  registerStaffPages(scope);
  registerFilePages(scope);
}
