// Exchanges: this desk takes lists in through imports of its own, so there is none here, and every question about one is
// answered as the original answers when it has none.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { makeBank } from '../banks.ts';
import { named, objectOf, take, truthGiven } from './given.ts';
import { needs } from './needs.ts';
import { readNamedBanks } from './verbs.ts';

interface Named {
  Params: { name: string };
}

const toChange = z.object({ enabled: truthGiven.nullish() });

export function registerExchanges(server: FastifyInstance): void {
  const looking = needs(readNamedBanks);
  const changing = needs(makeBank);
  server.get('/c/exchanges/apis', looking, async () => []);
  server.get<Named>('/c/exchanges/api/:name', looking, async ({ params }) => refuseApi(params.name));
  server.post<Named>('/c/exchanges/api/:name', changing, async ({ params }) => refuseApi(params.name));
  server.get<Named>('/c/exchanges/api/:name/schema', looking, async ({ params }) =>
    refuse('not-found', `Exchange API '${params.name}' not found`),
  );
  server.get('/c/exchanges', looking, async () => []);
  server.post('/c/exchanges', changing, async ({ body }) => refuseExchange(body));
  server.get<Named>('/c/exchange/:name', looking, async ({ params }) => refuseName(params.name));
  server.get<Named>('/c/exchange/:name/status', looking, async ({ params }) => refuseName(params.name));
  server.put<Named>('/c/exchange/:name', changing, async ({ params, body }) => {
    take(toChange, body);
    return refuseName(params.name);
  });
  server.delete<Named>('/c/exchange/:name', changing, async () => ({ message: 'Exchange deleted' }));
}

const refuseApi = (name: string): never => refuse('bad-input', `no such Exchange API '${name}'`);
const refuseName = (name: string): never => refuse('not-found', `Exchange '${name}' not found`);

function refuseExchange(body: unknown): never {
  const { bank, api, api_json: json = {} } = objectOf(body, 'Request input was not a dict');
  if (bank === undefined || bank === null) refuse('bad-input', 'bank is required');
  if (typeof bank !== 'string' || !/^[A-Z0-9_]+$/.test(bank))
    refuse('bad-input', 'Field `bank` must match /^[A-Z0-9_]+$/');
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    refuse('bad-input', 'Field `api_json` must be object');
  if (api === undefined || api === null) refuse('bad-input', 'Field `api_type` is required');
  return refuse('bad-input', `No such exchange type '${named(api)}'`);
}

function refuse(kind: 'bad-input' | 'not-found', said: string): never {
  throw new Refusal(kind, 'no-exchanges-here', said);
}
