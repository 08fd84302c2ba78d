// How this face answers: errors are `{"message": "…"}` with their HTTP status, whatever went wrong, and ratios are written
// as decimals, because clients with strict types do not take `1` for `1.0`.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, retryAfterSeconds } from '../../access/http.ts';
import type { House } from '../../runtime/house.ts';

/** In this scope every error is a message, unknown addresses included. */
export function answerMessages(scope: FastifyInstance, house: House): void {
  scope.setErrorHandler((thrown, _request, reply) => {
    const refusal = asRefusal(thrown);
    if (refusal === null) {
      house.log.error({ err: thrown }, 'a request of an HMA client failed');
      return reply.status(500).send({ message: 'Something failed on our side; it was noted' });
    }
    const seconds = retryAfterSeconds(refusal);
    if (seconds !== null) reply.header('retry-after', seconds);
    if (refusal.status === 401) reply.header('www-authenticate', 'Bearer realm="suaka"');
    return reply.status(refusal.status).send({ message: refusal.message });
  });
  scope.setNotFoundHandler(notFound);
}

// Clients that join a base address ending in a slash with a path beginning with one ask for `//c/banks`. The original
// sends them on, so we do; anything else is not here.
function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = '', query] = request.url.split('?', 2);
  const merged = path.replace(/\/{2,}/g, '/');
  if (merged === path) return reply.status(404).send({ message: 'Nothing has this address on this server' });
  return reply.redirect(query === undefined ? merged : `${merged}?${query}`, 308);
}

// Of ECMAScript, in Node since 21; TypeScript's library does not list it yet.
const json = JSON as unknown as { rawJSON(text: string): object };

/** A number that JSON.stringify writes with a decimal point, also when it is whole: `1.0`. */
export function decimal(value: number): unknown {
  return Number.isInteger(value) ? json.rawJSON(`${value}.0`) : value;
}

/** The address of another route of this scope, from inside a request to `route`. */
export function siblingOf(request: FastifyRequest, route: string, target: string): string {
  const path = request.url.split('?', 1)[0]!.replace(/\/+$/, '');
  return `${route === '/' ? path : path.slice(0, -route.length)}${target}`;
}
