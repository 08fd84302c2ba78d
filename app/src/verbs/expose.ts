// Verbs over HTTP: a route names its verb and where the input comes from; everything else follows from the verb.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../kit/errors.ts';
import type { House } from '../runtime/house.ts';
import type { Caller } from './caller.ts';
import { call, checkPermission, type Verb } from './verb.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route changes something, so it takes an Idempotency-Key. */
    changes?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; `nobody` until a session or a key says otherwise. */
    caller: Caller;
  }
}

export interface Route<Given, Output> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Such as `/v1/banks/:id`; parameters become fields of the input. */
  url: string;
  verb: Verb<Given, Output>;
  summary: string;
  /** What a program has to know besides; the permission is said anyway. */
  description?: string;
  /** Default 200. */
  status?: number;
  /** Fields of the input that are not the verb's own: fixed by the route (`{ transition: 'activate' }`). */
  fixed?: Record<string, unknown>;
  /** Shapes path, query and body into the input where merging them is not enough. */
  input?: (request: FastifyRequest, merged: Record<string, unknown>) => unknown;
  /** What is sent of the verb's answer; by default all of it. */
  answer?: (output: Output, caller: Caller) => unknown;
}

/** Registers a route on a scope whose callers are known and whose errors are problem details. */
export function expose<Given, Output>(server: FastifyInstance, house: House, route: Route<Given, Output>): void {
  server.route({
    method: route.method,
    url: route.url,
    schema: describeRoute(route),
    config: { changes: route.verb.kind === 'do' },
    // Who may not ask is refused before a byte of the body is read.
    onRequest: async (request) => checkPermission(route.verb, request.caller),
    async handler(request, reply: FastifyReply) {
      // Only what reads takes its input from the query: addresses end up in the logs of proxies.
      const asked = route.method === 'GET' ? (request.query as object) : jsonBody(request.body);
      const merged = { ...asked, ...(request.params as object), ...route.fixed };
      const input = route.input ? route.input(request, merged) : merged;
      const output = await call(house, route.verb, request.caller, input as Given);
      return reply
        .status(route.status ?? 200)
        .send(route.answer ? route.answer(output, request.caller) : (output ?? { done: true }));
    },
  });
}

function jsonBody(body: unknown): object {
  if (body === undefined || body === null) return {};
  if (Object.getPrototypeOf(body) === Object.prototype) return body;
  throw new Refusal('bad-input', 'body-not-an-object', 'The body is not a JSON object; send one as application/json');
}

/** What the OpenAPI document says of a route. Verbs check their own input, so the schema documents and does not validate. */
function describeRoute<Given, Output>(route: Route<Given, Output>): Record<string, unknown> {
  const inUrl = [...route.url.matchAll(/:(\w+)/g)].map((found) => found[1]!);
  const fields = inputFields(route.verb.input, [...inUrl, ...Object.keys(route.fixed ?? {})]);
  return {
    summary: route.summary,
    description: [
      route.description,
      route.verb.permission ? `Needs the permission \`${route.verb.permission}\`.` : 'Open to everyone.',
    ]
      .filter(Boolean)
      .join(' '),
    ...(inUrl.length > 0
      ? { params: { type: 'object', properties: Object.fromEntries(inUrl.map((name) => [name, { type: 'string' }])) } }
      : {}),
    ...(route.method === 'GET' ? { querystring: fields } : { body: fields }),
  };
}

function inputFields(schema: z.ZodType, leaveOut: string[]): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  if (typeof json.properties !== 'object' || json.properties === null) return json;
  const properties = Object.fromEntries(Object.entries(json.properties).filter(([name]) => !leaveOut.includes(name)));
  const required = ((json.required as string[] | undefined) ?? []).filter((name) => !leaveOut.includes(name));
  return {
    ...json,
    properties,
    ...(required.length > 0 ? { required } : { required: undefined }),
    additionalProperties: undefined,
  };
}
