// What every page of the desk has: its ways along the top. Each part of the desk brings its own words; `frame` adds the
// shared ones.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, type ShownPage, showInDesk, sightOf } from '../../access/shell.ts';
import { type FrameWords, frameWords } from '../words/index.ts';

export { noProblems, onlyWhoMay, type Problems, redirectWithNotice, submit, typed } from '../../access/shell.ts';

export const deskPath = '/desk/remove';

export interface Sight<W> extends AnySight<W> {
  frame: FrameWords;
}

export function sight<W>(request: FastifyRequest, reply: FastifyReply, words: W): Sight<W> {
  return { ...sightOf(request, reply, words), frame: frameWords(request.language) };
}

/** The parts of the desk, in the order of its ways; shown to whoever has the permission. */
const ways = [
  { way: 'overview', href: deskPath, permission: 'remove.look' },
  { way: 'removals', href: `${deskPath}/removals`, permission: 'remove.look' },
  { way: 'notices', href: `${deskPath}/notices`, permission: 'remove.look' },
  { way: 'directory', href: `${deskPath}/directory`, permission: 'remove.look' },
  { way: 'deliveries', href: `${deskPath}/deliveries`, permission: 'outside.look' },
  { way: 'rules', href: `${deskPath}/rules`, permission: 'clocks.look' },
  { way: 'settings', href: `${deskPath}/settings`, permission: 'remove.look' },
] as const;

export type Way = (typeof ways)[number]['way'];

/** Sends a page of the desk. `way` is the part of the desk it belongs to. */
export const show = (sight: Sight<unknown>, way: Way, page: ShownPage): Promise<FastifyReply> =>
  showInDesk(sight, ways, way, page);
