// GET /metrics: for a program that holds the token, or on a desk that only this machine reaches. Requests are counted by the
// pattern of their route; the address itself, which may hold a key or a receipt, is never written down.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../kit/errors.ts';
import { isLoopback } from './configuration.ts';
import type { House } from './house.ts';
import { metricsPart } from './metrics.ts';

/** Counts the requests of every route that is registered afterwards, and answers `GET /metrics`. */
export function registerMetrics(server: FastifyInstance, house: House): void {
  const metrics = house.part(metricsPart);
  metrics.collectProcess();
  server.addHook('onResponse', async (request, reply) => {
    const { url: route } = request.routeOptions;
    metrics.countRequest({
      // Whatever method someone tries on an address that is not there: one label.
      method: route === undefined ? 'any' : request.method,
      route: route ?? 'none',
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
    });
  });
  server.get('/metrics', async (request, reply) => {
    refuseStrangers(request, house);
    const { contentType, body } = await metrics.show();
    return reply.type(contentType).send(body);
  });
}

function refuseStrangers({ headers }: FastifyRequest, { configuration }: House): void {
  const { metricsToken } = configuration;
  if (metricsToken === null && isLoopback(configuration)) return;
  if (metricsToken === null) throw new Refusal('not-found', 'nothing-here', 'Nothing has this address on this server');
  const [, given = ''] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!sameSecret(given, metricsToken))
    throw new Refusal('not-signed-in', 'metrics-token-wrong', 'Send the token of SUAKA_METRICS_TOKEN as bearer');
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** Compares without telling by its duration where two texts differ. */
const sameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));
