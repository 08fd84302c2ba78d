// Comparing two hashes that a client has: nothing is looked up.
import { distance } from '@suaka/pdq';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { widestRadiusBits } from '../hashes.ts';
import { match } from '../match.ts';
import { objectOf } from './given.ts';
import { needs } from './needs.ts';
import { findSignalType, normaliseSignal, type SignalType } from './signal-types.ts';

export function registerComparison(server: FastifyInstance): void {
  server.post('/m/compare', needs(match), async (request) => {
    const pairs = Object.entries(objectOf(request.body, 'Request input was not a dict'));
    return Object.fromEntries(pairs.map(([type, pair]) => [type, compare(type, pair)]));
  });
}

function compare(named: string, pair: unknown): [boolean, { distance: number }] {
  if (!Array.isArray(pair))
    throw new Refusal('bad-input', 'not-a-pair', `Comparison hashes for ${named} was not a list`);
  if (pair.length !== 2) throw new Refusal('bad-input', 'not-a-pair', 'Comparison hash list length must be exactly 2');
  const type = findSignalType(named);
  const [left, right] = pair.map((hash) => normaliseSignal(type, hash, `Invalid ${type} hash`)) as [string, string];
  const bits = distanceBetween(type, left, right);
  return [bits <= (type === 'pdq' ? widestRadiusBits : 0), { distance: bits }];
}

/** Bits between two PDQ hashes; of exact hashes 0 when equal and 1 when not. */
function distanceBetween(type: SignalType, left: string, right: string): number {
  if (type === 'pdq') return distance(Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
  return left === right ? 0 : 1;
}
