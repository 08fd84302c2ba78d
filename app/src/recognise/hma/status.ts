// What load balancers ask, without a key: whether this node is alive, and whether its index is fit to answer.
import type { FastifyInstance } from 'fastify';
import type { House } from '../../runtime/house.ts';
import { signalIndexKey } from '../signal-index.ts';
import { siblingOf } from './answers.ts';

const alive = 'I-AM-ALIVE';

export function registerStatus(server: FastifyInstance, house: House): void {
  const map = siteMap(server);
  server.get('/', async (request, reply) => reply.redirect(siblingOf(request, '/', '/status'), 302));
  server.get('/status', async (_request, reply) => {
    const { ready, behind } = house.part(signalIndexKey).status;
    if (!ready) return reply.status(503).send('INDEX-NOT-LOADED');
    return behind ? reply.status(503).send('INDEX-STALE') : alive;
  });
  server.get('/status/live', async () => alive);
  server.get('/site-map', async () => [...map].toSorted());
}

/** The rules of every route registered on this scope from now on, as the original writes them: `/c/bank/<name>`. */
function siteMap(server: FastifyInstance): Set<string> {
  const rules = new Set<string>();
  server.addHook('onRoute', ({ url }) => {
    const path = url.slice(server.prefix.length) || '/';
    rules.add(path.replace(/:(\w+)(\([^)]*\))?/g, '<$1>'));
  });
  return rules;
}
