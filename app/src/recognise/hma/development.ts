// For the tests of clients only: everything of the calling organisation away, as the original's development server does.
import type { FastifyInstance } from 'fastify';
import type { House } from '../../runtime/house.ts';
import { call } from '../../verbs/verb.ts';
import { endBank, readBanks } from '../banks.ts';
import { siblingOf } from './answers.ts';
import { endWhole } from './banks.ts';
import { needs } from './needs.ts';

const route = '/dev/factory_reset';

/** Registers the reset where the operator runs this server for tests; elsewhere it is not there. */
export function registerDevelopment(server: FastifyInstance, house: House): void {
  if (house.configuration.mode !== 'test') return;
  server.post(route, needs(endBank), async (request, reply) => {
    const banks = await call(house, readBanks, request.caller, {});
    for (const bank of banks.filter(({ shared, kind }) => !shared && kind !== 'device'))
      await endWhole(house, request, bank);
    return reply.redirect(siblingOf(request, route, '/'), 302);
  });
}
