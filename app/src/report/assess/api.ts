// What the operator's viewer calls: a hand-over's token for the item's address, once. Registered on the scope `/v1`.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { call, checkPermission } from '../../verbs/verb.ts';
import { redeemHandOver } from './viewer/verbs.ts';

export function registerViewerApi(server: FastifyInstance, house: House): void {
  // Not `expose`d: an answer that is kept for an Idempotency-Key would be a second one, a day long.
  const onRequest = async (request: FastifyRequest) => checkPermission(redeemHandOver, request.caller);
  server.post('/viewer/redeem', { onRequest, schema: document }, async (request) => {
    refuseIdempotencyKey(request);
    return call(house, redeemHandOver, request.caller, (request.body ?? {}) as { token: string });
  });
}

function refuseIdempotencyKey({ headers }: FastifyRequest): void {
  if (headers['idempotency-key'] === undefined) return;
  throw new Refusal(
    'bad-input',
    'idempotency-key-not-taken',
    'Redeeming takes no Idempotency-Key: a token is exchanged once and never again; hand the item over anew instead',
  );
}

const document = {
  summary: 'Exchange a hand-over for the address of its item, once',
  description:
    'For the operator’s isolated viewer. `token` is what stood in its address, good once and for five minutes. Answers `id`, `kind` (`url`, `account` or `group`), `platform` and `address`, which the viewer fetches itself, away from this server. A token that is unknown, used or over is answered 404 `token-not-valid`, all alike. Needs the permission `report.redeem`.',
  body: {
    type: 'object',
    required: ['token'],
    properties: { token: { type: 'string', minLength: 43, maxLength: 43 } },
  },
};
