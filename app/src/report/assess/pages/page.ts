// What every page of assessment has: the desk's frame with this part's words.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, sight as frameSight } from '../../pages/frame.ts';
import { type Words, words } from '../words.ts';

export {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  show,
  submit,
} from '../../pages/frame.ts';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  frameSight(request, reply, words(request.language));

export const itemsPath = '/desk/report/items';
