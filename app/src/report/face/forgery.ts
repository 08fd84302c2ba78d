// Refusing forms that another site makes a browser send. There is no session to steal here, so nothing more is asked of a
// browser than not to contradict itself: text browsers say neither where a form comes from nor who sent them, and work.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ownOrigin } from '../../access/http.ts';
import { Refusal } from '../../kit/errors.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/** In this scope what changes something is refused when the browser itself says that it comes from elsewhere. */
export function refuseForged(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request) => {
    if (!harmless.has(request.method) && comesFromElsewhere(request))
      throw new Refusal('forbidden', 'forged-request', 'The request was not carried out: it comes from another site');
  });
}

// Without a referrer a browser names the origin of its own form "null"; then Sec-Fetch-Site alone tells, where it is sent.
function comesFromElsewhere(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') return true;
  return origin !== undefined && origin !== 'null' && origin !== ownOrigin(request);
}
