// Who may not call the verb behind a route is refused before a byte of the body is read.
import type { FastifyRequest } from 'fastify';
import { checkPermission, type Verb } from '../../verbs/verb.ts';

/** Options of a route that calls `verb`. */
export function needs(verb: Verb<never, unknown>) {
  return {
    async onRequest(request: FastifyRequest): Promise<void> {
      checkPermission(verb, request.caller);
    },
  };
}
