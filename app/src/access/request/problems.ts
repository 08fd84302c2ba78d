// Errors as programs read them: `application/problem+json` (RFC 9457).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemDetails, type Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { asRefusal, notFound, retryAfterSeconds } from './refusals.ts';

/** In this scope every error is a problem, unknown addresses included. */
export function answerProblems(scope: FastifyInstance): void {
  scope.setErrorHandler(refuseAsProblem);
  scope.setNotFoundHandler((request, reply) => refuseAsProblem(notFound(), request, reply));
}

/** The error handler of one route that programs call. */
export function refuseAsProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request.server.house, reply, thrown);
}

const fault = {
  type: '/problems/fault',
  title: 'fault',
  status: 500,
  detail: 'Something failed on our side; it was noted',
};

function sendProblem(house: House, reply: FastifyReply, thrown: unknown): FastifyReply {
  const refusal = asRefusal(thrown);
  if (refusal === null) house.log.error({ err: thrown }, 'a request to the API failed');
  else setRefusalHeaders(reply, refusal);
  return reply
    .status(refusal?.status ?? fault.status)
    .type('application/problem+json')
    .send(JSON.stringify(refusal === null ? fault : problemDetails(refusal)));
}

/** Headers that say to a program what to do about a refusal. */
export function setRefusalHeaders(reply: FastifyReply, refusal: Refusal): void {
  const seconds = retryAfterSeconds(refusal);
  if (seconds !== null) reply.header('retry-after', seconds);
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer realm="suaka"');
}
