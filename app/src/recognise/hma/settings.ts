// Signal types, content types and the state of the index, as far as the asking organisation may see it.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { secondMs } from '../../kit/time.ts';
import type { House } from '../../runtime/house.ts';
import { call } from '../../verbs/verb.ts';
import { makeBank } from '../banks.ts';
import { match } from '../match.ts';
import { signalIndexKey } from '../signal-index.ts';
import { decimal } from './answers.ts';
import { isObject, named, numberGiven, queryOf } from './given.ts';
import { needs } from './needs.ts';
import { contentTypeNames, isSignalType, type SignalType, signalTypeNames, signalTypes } from './signal-types.ts';
import { readListedCounts, readNamedBanks } from './verbs.ts';

export function registerSettings(server: FastifyInstance, house: House): void {
  server.get('/c/content_type', needs(readNamedBanks), async () =>
    contentTypeNames.map((name) => ({ name, enabled: true })),
  );
  server.get('/c/signal_type', needs(readNamedBanks), async () =>
    signalTypeNames.map((name) => ({ name, enabled_ratio: decimal(1) })),
  );
  server.put<{ Params: { type: string } }>('/c/signal_type/:type', needs(makeBank), async (request, reply) => {
    keepEnabled(request.params.type, request.body);
    return reply.status(204).send();
  });
  server.get('/c/signal_type/index', needs(readListedCounts), async (request) =>
    eachType(await indexStates(house, request), ({ size, newest, current }) => ({
      db_size: size,
      index_size: size,
      index_out_of_date: !current,
      newest_db_item: newest,
      index_built_to: newest,
    })),
  );
  server.get('/m/index/status', needs(match), async (request) =>
    eachType(await indexStates(house, request), ({ size, newest }) => ({ present: size > 0, built_to: newest, size })),
  );
}

// The signal types are the same for every organisation on this server, so no client of one of them switches one off.
function keepEnabled(type: string, body: unknown): void {
  const given = isObject(body) ? body.enabled_ratio : undefined;
  if (given === undefined || given === null)
    throw new Refusal('bad-input', 'ratio-missing', 'enabled_ratio is required');
  const ratio = numberGiven.safeParse(given);
  if (!ratio.success) throw new Refusal('bad-input', 'bad-ratio', `Invalid float: '${named(given)}'`);
  if (!isSignalType(type)) throw noSuchType(type);
  if (ratio.data !== 1)
    throw new Refusal('forbidden', 'fixed-here', 'Signal types are always enabled here; change the ratio of a bank');
}

interface IndexState {
  type: SignalType;
  size: number;
  /** The second in which the newest hash was listed; -1 when there is none. */
  newest: number;
  current: boolean;
}

/** Counts are the organisation's own view: how much others list on this server is not told. */
async function indexStates(house: House, request: FastifyRequest): Promise<IndexState[]> {
  const { signal_type: only } = queryOf(request);
  if (only !== undefined && !isSignalType(only)) throw noSuchType(only);
  const counts = await call(house, readListedCounts, request.caller, {});
  const { ready, behind } = house.part(signalIndexKey).status;
  return signalTypeNames
    .filter((type) => only === undefined || type === only)
    .map((type) => {
      const listed = counts.find(({ algorithm }) => algorithm === signalTypes[type].algorithm);
      const newest = listed ? Math.floor(listed.newest.getTime() / secondMs) : -1;
      // Only PDQ has an index to follow; the others are looked up in the tables.
      return { type, size: listed?.count ?? 0, newest, current: type !== 'pdq' || (ready && !behind) };
    });
}

function eachType(states: IndexState[], shape: (state: IndexState) => object): Record<string, object> {
  return Object.fromEntries(states.map((state) => [state.type, shape(state)]));
}

function noSuchType(named: string): Refusal {
  return new Refusal('bad-input', 'no-such-signal-type', `No such signal type '${named}'`);
}
