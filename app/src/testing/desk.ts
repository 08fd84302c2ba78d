// A house with its doors open for a test: access placed, a server to `inject` into, and visitors who keep their cookies
// and fill in forms as a browser without JavaScript does.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { registerAccess, type ServerParts } from '../access/http.ts';
import { type AccessOptions, openAccess, type Role } from '../access/index.ts';
import { accessNavigation, accessPages, servePeople } from '../access/pages.ts';
import { hashPassword } from '../access/passwords/hash.ts';
import { insertPerson } from '../access/people/store.ts';
import { permissionsOfRoles } from '../access/roles.ts';
import { insertSession } from '../access/sessions/store.ts';
import { fieldsPart } from '../fields/index.ts';
import { newId } from '../kit/ids.ts';
import { openAssets } from '../runtime/assets.ts';
import type { Configuration } from '../runtime/configuration.ts';
import { inOrganisation } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import type { Log } from '../runtime/log.ts';
import { createServer } from '../runtime/http.ts';
import type { Caller } from '../verbs/caller.ts';
import { openTestHouse, type TestHouse } from './house.ts';

export interface TestDesk extends TestHouse {
  server: FastifyInstance;
  /** Someone who has just opened a browser. */
  visitor(): Visitor;
  /** Adds a person with these roles, signed in. */
  person(organisationId: string, roles: Role[]): Promise<{ visitor: Visitor; caller: Caller }>;
}

export interface TestDeskOptions {
  configuration?: Partial<Configuration>;
  database?: string;
  access?: AccessOptions;
  /** Where what the house logs goes; nowhere where none is given. */
  log?: Log;
  server?: Partial<ServerParts>;
  /** Registers what the test needs besides access's own pages: in the scope for people, or on the server itself. */
  pages?: (scope: FastifyInstance) => void;
  routes?: (server: FastifyInstance) => unknown;
}

export async function openTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const { configuration = {}, database, log } = options;
  const made = await openTestHouse({ configuration, ...(database ? { database } : {}), ...(log ? { log } : {}) });
  try {
    return await openDoors(made, options);
  } catch (fault) {
    await made.close();
    throw fault;
  }
}

async function openDoors(made: TestHouse, options: TestDeskOptions): Promise<TestDesk> {
  await openAccess(made.house, options.access);
  const server = await createServer(made.house);
  registerAccess(server, made.house, { assets: await openAssets(), navigation: accessNavigation, ...options.server });
  await server.register(async (scope) => {
    servePeople(scope);
    accessPages(scope);
    options.pages?.(scope);
  });
  await options.routes?.(server);
  await server.ready();
  return {
    ...made,
    server,
    visitor: () => new Visitor(server),
    async person(organisationId, roles) {
      const { caller, token } = await addTestPerson(made.house, organisationId, roles);
      const visitor = new Visitor(server);
      visitor.cookies.set('suaka_session', token);
      return { visitor, caller };
    },
    async close() {
      await server.close();
      await made.close();
    },
  };
}

/** The password of everybody in tests. */
export const testPassword = 'enam kerbau memanjat pagar';
let testPasswordHash: Promise<string> | undefined;

/** Adds a person with these roles, and a session of theirs. */
export async function addTestPerson(
  house: House,
  organisationId: string,
  roles: Role[],
): Promise<{ caller: Caller; token: string }> {
  const id = newId('person');
  const name = `Made-up ${roles.join(' ')}`;
  testPasswordHash ??= hashPassword(testPassword);
  const email = `${id}@made-up.example`;
  const person = { id, name, email, roles, password: await testPasswordHash, now: house.now() };
  const { token } = await inOrganisation(house.database, organisationId, async (work) => {
    await insertPerson(work, house.part(fieldsPart), person);
    return insertSession(work, { personId: id, organisationId, signedInWith: 'password', now: house.now() });
  });
  return { caller: { kind: 'person', id, organisationId, permissions: permissionsOfRoles(roles) }, token };
}

type FormFields = Record<string, string | string[]>;

/** A browser without JavaScript. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #server: FastifyInstance;
  #csrf = '';

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  /** Loads a page; its token is used by the next form. */
  async get(url: string): Promise<LightMyRequestResponse> {
    return this.#send({ method: 'GET', url });
  }

  /** Sends a form from the page loaded last. Headers may be overridden to act as a stranger's page. */
  async submit(
    url: string,
    fields: FormFields = {},
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ csrf: this.#csrf, ...fields }))
      for (const one of [value].flat()) body.append(name, one);
    return this.#send({
      method: 'POST',
      url,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  async #send(request: { method: 'GET' | 'POST'; url: string; payload?: string; headers?: Record<string, string> }) {
    const cookies = Object.fromEntries(this.cookies);
    const reply = await this.#server.inject({
      ...request,
      cookies,
      headers: { host: 'localhost', ...request.headers },
    });
    for (const { name, value, expires } of reply.cookies)
      if (value === '' || (expires !== undefined && expires.getTime() === 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? this.#csrf;
    return reply;
  }
}
