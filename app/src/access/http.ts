// Who is asking over HTTP: people by their session on pages, programs by their key on the API. Each scope of the server
// says which of the two it answers, and in which form it refuses.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Language, pickLanguage } from '../kit/words.ts';
import type { Assets } from '../runtime/assets.ts';
import type { House } from '../runtime/house.ts';
import { type Caller, nobody } from '../verbs/caller.ts';
import { callerOfKey, keyInHeader } from './keys/identify.ts';
import { readCookie } from './request/cookies.ts';
import { refuseForgery } from './request/forgery.ts';
import { takeAllowance } from './request/limits.ts';
import { callerOfToken } from './sessions/identify.ts';
import type { LiveSession } from './sessions/store.ts';
import type { EventWords, RefusalWords } from './request/say.ts';
import type { NavigationEntry } from './shell.ts';
import { words } from './words.ts';

declare module 'fastify' {
  interface FastifyInstance {
    house: House;
    assets: Assets;
    navigation: readonly NavigationEntry[];
    refusalWords: readonly ((language: Language) => RefusalWords)[];
    eventWords: readonly ((language: Language) => EventWords)[];
  }
  interface FastifyRequest {
    /** Who asks; nobody until a session or a key says otherwise. */
    caller: Caller;
    /** The session behind the cookie, on pages. */
    session: LiveSession | null;
    language: Language;
  }
}

export interface ServerParts {
  assets: Assets;
  /** The ways down the side of the desk, in order. */
  navigation: readonly NavigationEntry[];
  /** What other desks say to their refusals, by code. */
  refusalWords?: readonly ((language: Language) => RefusalWords)[];
  /** What other desks' events say in the record, by verb. */
  eventWords?: readonly ((language: Language) => EventWords)[];
}

/** Tells every scope registered afterwards about the house, its assets, and who asks. */
export function registerAccess(server: FastifyInstance, house: House, parts: ServerParts): void {
  server.decorate('house', house);
  server.decorate('assets', parts.assets);
  server.decorate('navigation', parts.navigation);
  server.decorate('refusalWords', [(language) => words(language).refusals, ...(parts.refusalWords ?? [])]);
  server.decorate('eventWords', [(language) => words(language).events, ...(parts.eventWords ?? [])]);
  parts.assets.register(server);
  server.decorateRequest('caller', null as never); // set by the hook below; an object here would be shared
  server.decorateRequest('session', null);
  server.decorateRequest('language', 'id');
  server.addHook('onRequest', async (request) => {
    request.caller = nobody;
    const { 'accept-language': acceptLanguage } = request.headers;
    request.language = pickLanguage({ cookie: readCookie(request, 'suaka_language'), acceptLanguage });
  });
}

/** In this scope people are known by their session, and what changes something must come from a page of this desk. */
export function identifyPeople(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request) => {
    const token = readCookie(request, 'suaka_session');
    const known = token ? await callerOfToken(scope.house, token) : null;
    if (known) Object.assign(request, known);
  });
  scope.addHook('preHandler', async (request) => refuseForgery(request));
}

/**
 * In this scope programs are known by the key they send, and asked no more than their allowance. Without a key the
 * caller is nobody, and each verb decides.
 * @param keyOf where else a key may stand, such as in the path for clients that can send no header.
 */
export function identifyPrograms(
  scope: FastifyInstance,
  keyOf: (request: FastifyRequest) => string | null = () => null,
): void {
  scope.addHook('onRequest', async (request, reply) => {
    const { authorization } = request.headers;
    const key = keyOf(request) ?? (authorization === undefined ? null : keyInHeader(authorization));
    if (key === null) return;
    const { caller, requestsAMinute } = await callerOfKey(scope.house, key);
    request.caller = caller;
    takeAllowance(request, reply, caller.id, requestsAMinute);
  });
}

export { honourIdempotencyKeys } from './idempotency.ts';
export { forgetBrowser } from './request/cookies.ts';
export { ownOrigin } from './request/forgery.ts';
export { answerProblems } from './request/problems.ts';
export { asRefusal, notFound, retryAfterSeconds } from './request/refusals.ts';
export type { EventWords, RefusalWords } from './request/say.ts';
