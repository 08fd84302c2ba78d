// Refusing forged requests: a page elsewhere can make a browser send a form here, with the cookie if it were not
// SameSite=Strict. Two independent checks besides: where the request comes from, and a token bound to the session.
import type { FastifyRequest } from 'fastify';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { isLoopback } from '../../runtime/configuration.ts';
import { sameText } from '../tokens.ts';
import { sentBy } from './forms.ts';

/**
 * The token for this request's forms. Before anyone is signed in it is the same for everybody and proves nothing: there
 * the origin alone decides, which stops a stranger's page from signing someone in.
 */
export function csrfToken(request: FastifyRequest): string {
  const fields = request.server.house.part(fieldsPart);
  return fields.blind('access.csrf', request.session?.id ?? 'nobody').toString('base64url');
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads a multipart form and calls `checkFormToken`. */
    checksFormToken?: boolean;
  }
}

/**
 * Checks a request that changes something: its origin, and the token in `csrf` of the form or in the header
 * `x-csrf-token`. A multipart body is not read yet at this point: only routes that check the token themselves, with
 * `checkFormToken`, take one.
 * @throws Refusal `forged-request`.
 */
export function refuseForgery(request: FastifyRequest): void {
  if (harmless.has(request.method)) return;
  if (!isOwnOrigin(request)) throw forged('it does not come from a page of this desk');
  if (request.isMultipart() && request.routeOptions.config.checksFormToken) return;
  const sent = request.headers['x-csrf-token'] ?? sentBy(request).text('csrf');
  if (typeof sent !== 'string' || !sameText(sent, csrfToken(request)))
    throw forged('its form belongs to another session; load the page again');
}

/** For routes that read a multipart form themselves: checks its token. @throws Refusal `forged-request`. */
export function checkFormToken(request: FastifyRequest, sent: string): void {
  if (!sameText(sent, csrfToken(request))) throw forged('its form belongs to another session; load the page again');
}

// Every current browser says where a request comes from (Fetch Metadata); older ones at least name the origin.
function isOwnOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return request.headers.origin !== undefined && request.headers.origin === ownOrigin(request);
}

/** The origin of this desk's pages. On loopback it has several names; which are answered is checked elsewhere. */
export function ownOrigin(request: FastifyRequest): string {
  const { configuration } = request.server.house;
  const { protocol, origin } = new URL(configuration.publicUrl);
  return isLoopback(configuration) ? `${protocol}//${request.host}` : origin;
}

const forged = (why: string): Refusal =>
  new Refusal('forbidden', 'forged-request', `The request was not carried out: ${why}`);
