// What every page of the directory has: the desk's frame with this part's words.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deskPath, type Sight as AnySight, sight as frameSight } from '../pages/frame.ts';
import { type Words, words } from './words.ts';

export { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit, typed } from '../pages/frame.ts';

export type Sight = AnySight<Words>;
export type ById = { Params: { id: string } };

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  frameSight(request, reply, words(request.language));

export const directoryPath = `${deskPath}/directory`;
