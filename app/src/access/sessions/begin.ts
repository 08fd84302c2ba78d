// Beginning and ending a session in the browser: the cookie, the session that it replaces, and the ticket on the way to it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { secondMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { clearCookie, readCookie, setCookie } from '../request/cookies.ts';
import { type NextStep, ticketMs } from '../second-factor/ticket.ts';
import type { OpenedSession } from './store.ts';
import { endSession } from './verbs.ts';

/** Hands a new session to the browser. A session under which the browser came is ended, never continued. */
export async function beginSession(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession): Promise<void> {
  await endPresentSession(request);
  if (ticketOf(request) !== '') clearCookie(request, reply, 'suaka_ticket');
  setCookie(request, reply, 'suaka_session', opened.token);
}

/** Leads on to the step before a session, with the ticket in a cookie of its own. @param to where all of it leads. */
export function leadOn(
  request: FastifyRequest,
  reply: FastifyReply,
  { ticket, next }: { ticket: string; next: NextStep },
  to: string,
): FastifyReply {
  setCookie(request, reply, 'suaka_ticket', ticket, ticketMs[next] / secondMs);
  return reply.redirect(`/desk/sign-in/${next}?to=${encodeURIComponent(to)}`, 303);
}

/** The ticket that the browser carries; empty text where there is none. */
export const ticketOf = (request: FastifyRequest): string => readCookie(request, 'suaka_ticket') ?? '';

/** Signs out: ends the session on the server, then forgets the cookie. */
export async function leaveSession(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await endPresentSession(request);
  clearCookie(request, reply, 'suaka_session');
  return reply.redirect('/desk/sign-in', 303);
}

async function endPresentSession({ server, caller, session }: FastifyRequest): Promise<void> {
  if (session) await call(server.house, endSession, caller, { id: session.id });
}
