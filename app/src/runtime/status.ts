// /status for whoever watches the node: is it alive, does the database answer, is its index behind. No key, no detail.
import type { FastifyInstance } from 'fastify';
import type { House } from './house.ts';

/** What rooms add: parts with `ready` and `behind`. */
export type Readiness = Record<string, { ready: boolean; behind: boolean }>;

/**
 * `GET /status` answers 200 while the node can do its work and 503 while it cannot, with the reason; `GET /status/live`
 * answers 200 as long as the process does.
 */
export function registerStatus(server: FastifyInstance, house: House, readiness: () => Readiness): void {
  server.get('/status/live', async () => ({ status: 'alive' }));
  server.get('/status', async (_request, reply) => {
    const database = await databaseAnswers(house);
    const parts = readiness();
    const shown = Object.entries(parts).map(([name, part]) => [name, { ready: part.ready, behind: part.behind }]);
    const ready = database && Object.values(parts).every((part) => part.ready);
    return reply.status(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      database: database ? 'answers' : 'does not answer',
      ...Object.fromEntries(shown),
    });
  });
}

async function databaseAnswers(house: House): Promise<boolean> {
  try {
    await house.database.pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
