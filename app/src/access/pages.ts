// The room's pages, and the few addresses that only lead on.
import type { FastifyInstance } from 'fastify';
import { isLanguage } from '../kit/words.ts';
import { dayMs, secondMs } from '../kit/time.ts';
import type { Permission } from '../verbs/caller.ts';
import { sharingPages } from './grants/pages.ts';
import { identifyPeople } from './http.ts';
import { keyPages } from './keys/pages.ts';
import { myPages } from './me/pages.ts';
import { passkeyRoutes } from './passkeys/routes.ts';
import { peoplePages } from './people/pages.ts';
import { recordPages } from './record/pages.ts';
import { pathPart, queryPart } from './request/asked.ts';
import { setCookie } from './request/cookies.ts';
import { answerErrorPages } from './request/error-pages.ts';
import { localPath } from './request/places.ts';
import { doorPages } from './sessions/pages.ts';
import { setUpPages } from './setup/pages.ts';
import type { NavigationEntry } from './shell.ts';
import { words } from './words.ts';

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
  myPages(scope);
  peoplePages(scope);
  keyPages(scope);
  sharingPages(scope);
  recordPages(scope);
  passkeyRoutes(scope);
}

const way = (name: keyof ReturnType<typeof words>['navigation'], permission: Permission | null): NavigationEntry => ({
  href: `/desk/${name}`,
  label: (language) => words(language).navigation[name],
  permission,
});

/** This room's ways down the side of the desk; main puts them after those of the desks. */
export const accessNavigation: readonly NavigationEntry[] = [
  way('people', 'access.manage-people'),
  way('keys', 'access.manage-keys'),
  way('sharing', 'access.manage-grants'),
  way('record', 'access.read-record'),
  way('me', null),
];

const yearSeconds = (365 * dayMs) / secondMs;

function waysOn(scope: FastifyInstance): void {
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
