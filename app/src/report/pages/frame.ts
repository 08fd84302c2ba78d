// What every page of the desk has: its ways along the top. Each part of the desk brings its own words; `frame` adds the
// shared ones.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, type ShownPage, showInDesk, sightOf } from '../../access/shell.ts';
import { type FrameWords, frameWords } from '../words/index.ts';

export { noProblems, onlyWhoMay, type Problems, redirectWithNotice, submit, typed } from '../../access/shell.ts';

export const deskPath = '/desk/report';

export interface Sight<W> extends AnySight<W> {
  frame: FrameWords;
}

export function sight<W>(request: FastifyRequest, reply: FastifyReply, words: W): Sight<W> {
  return { ...sightOf(request, reply, words), frame: frameWords(request.language) };
}

/** The parts of the desk, in the order of its ways; shown to whoever has the permission. */
const ways = [
  { way: 'queue', href: deskPath, permission: 'report.look' },
  { way: 'record', href: `${deskPath}/new`, permission: 'report.work' },
  { way: 'items', href: `${deskPath}/items`, permission: 'report.classify' },
  { way: 'search', href: `${deskPath}/search`, permission: 'report.search-identity' },
  { way: 'contests', href: `${deskPath}/contests`, permission: 'report.look' },
  { way: 'settings', href: `${deskPath}/settings`, permission: 'report.look' },
] as const;

export type Way = (typeof ways)[number]['way'];

/** Sends a page of the desk. `way` is the part of the desk it belongs to. */
export const show = (sight: Sight<unknown>, way: Way, page: ShownPage): Promise<FastifyReply> =>
  showInDesk(sight, ways, way, page);
