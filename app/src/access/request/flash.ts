// A notice that survives one redirect: said on the next page, once. In a cookie bound to the session, never in an address.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsPart } from '../../fields/index.ts';
import type { Html } from '../../kit/html.ts';
import { notice } from '../../kit/look/notice.ts';
import { minuteMs, secondMs } from '../../kit/time.ts';
import { sameText } from '../tokens.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';

/**
 * Redirects after a form was carried out (303, so that reloading repeats nothing) and says so on the next page.
 * @param to a path on this server.
 * @param said never a secret: it travels through the browser.
 * @param sessionId the session under which the next page is loaded, where it has just begun.
 */
export function redirectWithNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  said: string,
  sessionId = request.session?.id,
): FastifyReply {
  const text = Buffer.from(said, 'utf8').toString('base64url');
  setCookie(request, reply, 'suaka_notice', `${text}.${sign(request, text, sessionId)}`, minuteMs / secondMs);
  return reply.redirect(to, 303);
}

/** The notice that the request brought along, and never again. */
export function takeNotice(request: FastifyRequest, reply: FastifyReply): Html | null {
  const given = readCookie(request, 'suaka_notice');
  if (given === undefined) return null;
  clearCookie(request, reply, 'suaka_notice');
  const [text = '', signature = ''] = given.split('.', 2);
  if (!sameText(signature, sign(request, text, request.session?.id))) return null;
  return notice({ tone: 'success', title: Buffer.from(text, 'base64url').toString('utf8') });
}

function sign({ server }: FastifyRequest, text: string, sessionId = 'nobody'): string {
  return server.house.part(fieldsPart).blind('access.notice', `${sessionId} ${text}`).toString('base64url');
}
