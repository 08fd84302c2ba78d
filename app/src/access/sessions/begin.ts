// Beginning and ending a session in the browser: the cookie, and the session that it replaces.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { call } from '../../verbs/verb.ts';
import { clearCookie, setCookie } from '../request/cookies.ts';
import type { OpenedSession } from './store.ts';
import { endSession } from './verbs.ts';

/** Hands a new session to the browser. A session under which the browser came is ended, never continued. */
export async function beginSession(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): Promise<void> {
  await endPresentSession(request);
  setCookie(request, reply, 'suaka_session', opened.token);
}

/** Signs out: ends the session on the server, then forgets the cookie. */
export async function leaveSession(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await endPresentSession(request);
  clearCookie(request, reply, 'suaka_session');
  return reply.redirect('/desk/sign-in', 303);
}

async function endPresentSession({ server, caller, session }: FastifyRequest): Promise<void> {
  if (session) await call(server.house, endSession, caller, { id: session.id });
}
