// Verbs over HTTP: a route names its verb and where the input comes from; everything else follows from the verb.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { House } from '../runtime/house.ts';
import type { Caller } from './caller.ts';
import { call, type Verb } from './verb.ts';

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
    async handler(request, reply: FastifyReply) {
      const merged = {
        ...(request.query as object),
        ...(request.body as object | undefined),
        ...(request.params as object),
        ...route.fixed,
      };
      const input = route.input ? route.input(request, merged) : merged;
      const output = await call(house, route.verb, request.caller, input as Given);
      return reply
        .status(route.status ?? 200)
        .send(route.answer ? route.answer(output, request.caller) : (output ?? { done: true }));
    },
  });
}

/** What the OpenAPI document says of a route. Verbs check their own input, so the schema documents and does not validate. */
function describeRoute<Given, Output>(route: Route<Given, Output>): Record<string, unknown> {
  const inUrl = [...route.url.matchAll(/:(\w+)/g)].map((found) => found[1]!);
  const fields = inputFields(route.verb.input, [...inUrl, ...Object.keys(route.fixed ?? {})]);
  return {
    summary: route.summary,
    description: route.verb.permission ? `Needs the permission \`${route.verb.permission}\`.` : 'Open to everyone.',
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
