// The product's cookies. None is set before it is needed; over https they carry the __Host- prefix, so that no
// neighbouring name can set them.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type CookieName = 'suaka_session' | 'suaka_language' | 'suaka_notice' | 'suaka_ticket';

const isHttps = (request: FastifyRequest): boolean =>
  request.server.house.configuration.publicUrl.startsWith('https://');

const fullName = (request: FastifyRequest, name: CookieName): string => (isHttps(request) ? `__Host-${name}` : name);

const options = (request: FastifyRequest): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: isHttps(request),
});

export function readCookie(request: FastifyRequest, name: CookieName): string | undefined {
  return request.cookies[fullName(request, name)];
}

/** @param maxAgeSeconds without it, the cookie ends with the browser. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: CookieName,
  value: string,
  maxAgeSeconds?: number,
): void {
  const age = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds };
  reply.setCookie(fullName(request, name), value, { ...options(request), ...age });
}

export function clearCookie(request: FastifyRequest, reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(request, name), options(request));
}

/** Takes back every cookie of ours that the request brought along. */
export function forgetBrowser(request: FastifyRequest, reply: FastifyReply): void {
  for (const name of Object.keys(request.cookies))
    if (/^(__Host-)?suaka_/.test(name)) reply.clearCookie(name, options(request));
}
