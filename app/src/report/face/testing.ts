// A server with the public face on it, for tests: with made-up facts of the desk where a test gives some, and asked as
// browsers of different kinds ask.
import type { FastifyInstance } from 'fastify';
import type { Configuration } from '../../runtime/configuration.ts';
import type { Log } from '../../runtime/log.ts';
import { openTestDesk, type TestDesk } from '../../testing/desk.ts';
import { readDeskFacts } from './desk-facts.ts';
import type { DeskFacts, PublicFace } from './face.ts';
import { defaultLinesIn } from './default-lines.ts';
import { registerFace } from './register.ts';
import { servePublic } from './scope.ts';

export const madeUpFacts: DeskFacts = {
  founded: true,
  operator: 'Rumah Rekaan',
  live: true,
  texts: {},
  lines: defaultLinesIn('id'),
};

export function openTestFace(
  given: {
    face?: Partial<PublicFace>;
    configuration?: Partial<Configuration>;
    log?: Log;
    /** More pages in the scope of the public face. */
    pages?: (scope: FastifyInstance) => void;
  } = {},
): Promise<TestDesk> {
  return openTestDesk({
    access: { announce: () => {} },
    ...(given.configuration ? { configuration: given.configuration } : {}),
    ...(given.log ? { log: given.log } : {}),
    routes: (server) =>
      server.register(async (scope) => {
        servePublic(scope, { doors: [], read: readDeskFacts, ...given.face });
        registerFace(scope);
        given.pages?.(scope);
      }),
  });
}

/** Headers as a text browser sends them: nothing that tells where a form comes from. */
export const textBrowser = { host: 'localhost', 'user-agent': 'Lynx/2.9', accept: 'text/html' };

/** Headers as a current browser sends them with a form of a page that names no referrer. */
export const graphicalBrowser = { ...textBrowser, 'sec-fetch-site': 'same-origin', origin: 'null' };

export const formType = 'application/x-www-form-urlencoded';
