// What the tests of this face share: a house with a server, mounted as the product mounts it, keys, and requests by name.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { identifyPrograms, registerAccess } from '../../access/http.ts';
import { makeKey, openAccess, type Scope } from '../../access/index.ts';
import { newId } from '../../kit/ids.ts';
import { openAssets } from '../../runtime/assets.ts';
import type { Configuration } from '../../runtime/configuration.ts';
import { inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { createServer } from '../../runtime/http.ts';
import { callerOf, openTestHouse } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { makeBank } from '../banks.ts';
import { openRecognise } from '../index.ts';
import { signalIndexKey } from '../signal-index.ts';
import type { Bank } from '../store/banks.ts';
import { everything } from '../testing.ts';
import { registerHma } from './api.ts';
import type { MediaOptions } from './media.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A program of one organisation. */
export interface Client {
  organisationId: string;
  key: string;
  /** A person of the same organisation, for what only the desk can do. */
  person: Caller;
  ask: (method: Method, url: string, body?: object | Form) => Promise<LightMyRequestResponse>;
}

export interface TestFace {
  house: House;
  server: FastifyInstance;
  /** A client of an organisation of its own, or of the one given. */
  client(scopes?: Scope[], organisationId?: string): Promise<Client>;
  /** Waits until this node's index holds all that is committed. */
  settle(): Promise<void>;
  forward(ms: number): void;
  close(): Promise<void>;
}

export async function openTestFace(
  configuration: Partial<Configuration> = {},
  media: MediaOptions = {},
): Promise<TestFace> {
  const made = await openTestHouse({ configuration });
  const { house } = made;
  await openAccess(house);
  await openRecognise(house);
  const server = await createServer(house);
  registerAccess(server, house, { assets: await openAssets(), navigation: [] });
  await mount(server, house, media);
  await server.ready();
  return {
    house,
    server,
    forward: made.forward,
    settle: () => house.part(signalIndexKey).follow(),
    client: async (scopes, organisationId) =>
      openClient(house, server, scopes ?? ['match', 'curate'], organisationId ?? (await made.organisation())),
    async close() {
      await server.close();
      await made.close();
    },
  };
}

async function mount(server: FastifyInstance, house: House, media: MediaOptions): Promise<void> {
  await server.register(
    async (scope) => {
      identifyPrograms(scope);
      registerHma(scope, house, media);
    },
    { prefix: '/hma' },
  );
  await server.register(
    async (scope) => {
      identifyPrograms(scope, (request) => (request.params as { key?: string }).key ?? null);
      registerHma(scope, house, media);
    },
    { prefix: '/hma/k/:key' },
  );
}

async function openClient(
  house: House,
  server: FastifyInstance,
  scopes: Scope[],
  organisationId: string,
): Promise<Client> {
  const administrator = callerOf(organisationId, ['access.manage-keys']);
  const { key } = await call(house, makeKey, administrator, {
    name: 'Made-up program',
    scopes,
    requestsAMinute: 100_000,
  });
  return {
    organisationId,
    key,
    person: callerOf(organisationId, everything),
    ask: (method, url, body) => server.inject({ method, url: `/hma${url}`, ...sent(body, key) }),
  };
}

function sent(body: object | Form | undefined, key: string): Pick<InjectOptions, 'headers' | 'payload'> {
  const headers = { host: 'localhost', authorization: `Bearer ${key}` };
  if (body instanceof Form) return { headers: { ...headers, 'content-type': body.type }, payload: body.bytes };
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(body) };
}

/** A multipart form as programs send it. */
export class Form {
  readonly #boundary = `made-up-${randomBytes(8).toString('hex')}`;
  readonly #pieces: Buffer[] = [];

  field(name: string, value: string): this {
    return this.#part(`name="${name}"`, Buffer.from(value));
  }

  file(name: string, bytes: Buffer, type = 'application/octet-stream'): this {
    return this.#part(`name="${name}"; filename="made-up"\r\ncontent-type: ${type}`, bytes);
  }

  get type(): string {
    return `multipart/form-data; boundary=${this.#boundary}`;
  }

  get bytes(): Buffer {
    return Buffer.concat([...this.#pieces, Buffer.from(`--${this.#boundary}--\r\n`)]);
  }

  #part(disposition: string, content: Buffer): this {
    const head = `--${this.#boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`;
    this.#pieces.push(Buffer.from(head), content, Buffer.from('\r\n'));
    return this;
  }
}

/** A random hash in hexadecimal. */
export const drawn = (bytes = 32): string => randomBytes(bytes).toString('hex');

/** Lets another organisation match against a bank of ours. */
export async function share(face: TestFace, from: Client, to: Client, bankId: string): Promise<void> {
  await inOrganisation(face.house.database, from.organisationId, ({ client }) =>
    client.query(
      `INSERT INTO access.grant (id, organisation_id, to_organisation_id, thing, allows, agreement, granted_at)
       VALUES ($1, $2, $3, $4, 'match', 'Made-up agreement', now())`,
      [newId('grant'), from.organisationId, to.organisationId, bankId],
    ),
  );
}

/** A bank made at the desk, active, which can be more than one made by a client. */
export function bankAtDesk(face: TestFace, { person }: Client, code: string, given: object = {}): Promise<Bank> {
  const plain = { name: `Made-up ${code}`, purpose: 'Tests', legalBasis: 'None, made up', active: true };
  const ground = 'child-sexual-exploitation' as const;
  return call(face.house, makeBank, person, { ...plain, ground, code, ...given });
}
