// The room's pages, and the few addresses that only lead on.
import type { FastifyInstance } from 'fastify';
import { isLanguage } from '../kit/words.ts';
import { dayMs, secondMs } from '../kit/time.ts';
import { identifyPeople } from './http.ts';
import { pathPart, queryPart } from './request/asked.ts';
import { setCookie } from './request/cookies.ts';
import { answerErrorPages } from './request/error-pages.ts';
import { localPath } from './request/places.ts';
import { doorPages } from './sessions/pages.ts';
import { setUpPages } from './setup/pages.ts';
import { isSetUp } from './setup/verbs.ts';

/** Makes this scope one for people: sessions, protected forms, errors as pages. Desks register their pages in it. */
export function servePeople(scope: FastifyInstance): void {
  identifyPeople(scope);
  answerErrorPages(scope);
}

/** Registers this room's pages in a scope for people. */
export function accessPages(scope: FastifyInstance): void {
  waysOn(scope);
  setUpPages(scope);
  doorPages(scope);
}

const yearSeconds = (365 * dayMs) / secondMs;

function waysOn(scope: FastifyInstance): void {
  scope.get('/', async (_request, reply) => reply.redirect((await isSetUp(scope.house)) ? '/desk' : '/setup', 303));
  scope.get('/desk', async (request, reply) => {
    const first = scope.navigation.find(
      ({ permission }) => permission === null || request.caller.permissions.has(permission),
    );
    return reply.redirect(request.session ? (first?.href ?? '/desk/me') : '/desk/sign-in', 303);
  });
  scope.get('/language/:language', async (request, reply) => {
    const language = pathPart(request, 'language');
    if (isLanguage(language)) setCookie(request, reply, 'suaka_language', language, yearSeconds);
    return reply.redirect(localPath(queryPart(request, 'to'), '/'), 303);
  });
}
