// What a lookup comes to: pure rules over the listed hashes near a query. No database, no time, no side effect.
import { distance } from '@suaka/pdq';
import { type Algorithm, algorithms } from './hashes.ts';
import type { Bank } from './store/banks.ts';
import type { ListedHash } from './store/lookups.ts';

export interface Query {
  algorithm: Algorithm;
  code: Buffer;
  /** PDQ quality 0 to 100; null when the asker did not say. */
  quality: number | null;
}

/** A listed hash that may be a hit. */
export interface Candidate extends ListedHash {
  /** How far a sealed hash is, which only the index can say: its code is not here. */
  sealedBits?: number;
}

/** `block` refuses that file, never an account; `review` asks a person; `log` is only told. */
export type Action = Bank['action'];

export interface Hit extends ListedHash {
  /** Of a device hash its bank's radius: from how far it is to a few hundred chosen queries, it could be computed. */
  distanceBits: number;
  action: Action;
  /** A negative bank lists it too, and may not overrule this hit: a person decides. */
  conflict: boolean;
  /** A negative bank lists it as harmless and overrules this hit. */
  knownHarmless: boolean;
}

const strength: Record<Action, number> = { log: 0, review: 1, block: 2 };

/**
 * The hits of one query, strongest first, among listed hashes that are in force.
 * - PDQ hits lie within their bank's radius, and only when the query's quality reaches the bank's floor.
 * - A hash in quarantine (disputed) blocks nothing; it asks for review.
 * - A device hash is sealed; it is a hit under the same rules, without telling how near it is.
 * - A negative bank turns hits to `log`, but never a cryptographic one or one that a second person reviewed: there it is
 *   a conflict, and the conflict goes to review.
 */
export function decide(query: Query, candidates: Candidate[]): Hit[] {
  const near = candidates.flatMap((listed) => {
    const distanceBits = distanceWithin(query, listed);
    return distanceBits === null ? [] : [{ signal: listed.signal, bank: listed.bank, distanceBits }];
  });
  const harmless = near.some((hit) => hit.bank.kind === 'negative' && hit.signal.state === 'active');
  const hits = near.filter((hit) => hit.bank.kind !== 'negative').map((hit) => ({ ...hit, ...effect(hit, harmless) }));
  return hits.toSorted(
    (a, b) =>
      strength[b.action] - strength[a.action] || a.distanceBits - b.distanceBits || a.signal.number - b.signal.number,
  );
}

/** The strongest action among hits, or null when there is none. */
export function strongest(hits: Pick<Hit, 'action'>[]): Action | null {
  return hits.reduce<Action | null>(
    (best, { action }) => (best === null || strength[action] > strength[best] ? action : best),
    null,
  );
}

function distanceWithin(query: Query, { signal, bank, sealedBits = Infinity }: Candidate): number | null {
  const { algorithm, code } = signal;
  if (algorithm !== query.algorithm) return null;
  if (!algorithms[algorithm].radius) return (code === null ? sealedBits === 0 : query.code.equals(code)) ? 0 : null;
  if (query.quality !== null && query.quality < bank.qualityFloor) return null;
  const bits = code === null ? sealedBits : distance(query.code, code);
  if (bits > bank.radiusBits) return null;
  return code === null ? bank.radiusBits : bits;
}

function effect({ signal, bank }: ListedHash, harmless: boolean): Pick<Hit, 'action' | 'conflict' | 'knownHarmless'> {
  const action = signal.state === 'disputed' ? weaker(bank.action, 'review') : bank.action;
  if (!harmless) return { action, conflict: false, knownHarmless: false };
  const firm = !algorithms[signal.algorithm].radius || signal.reviewedAt !== null;
  return firm
    ? { action: 'review', conflict: true, knownHarmless: false }
    : { action: 'log', conflict: false, knownHarmless: true };
}

function weaker(a: Action, b: Action): Action {
  return strength[a] < strength[b] ? a : b;
}
