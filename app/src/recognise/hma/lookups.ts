// Lookups: `raw_lookup` says whatever is listed near a hash, `lookup` what is enabled, bank by bank.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import { call } from '../../verbs/verb.ts';
import { signalIndexKey } from '../signal-index.ts';
import { namesIn, queryOf, take, truthGiven } from './given.ts';
import { type Hashed, hashAddress, hashUpload, type MediaOptions } from './media.ts';
import { needs } from './needs.ts';
import { findSignalType, normaliseSignal, signalTypes } from './signal-types.ts';
import { type Found, lookUp } from './verbs.ts';

const rawQuery = z.object({
  signal: z.string(),
  signal_type: z.string(),
  banks: z.string().optional(),
  include_distance: truthGiven.default(false),
});

const query = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  types: z.string().optional(),
  signal: z.string().optional(),
  signal_type: z.string().optional(),
  banks: z.string().optional(),
  seed: z.string().optional(),
  /** Taken and not followed, as in the original: only an upload can pass the draw by. */
  bypass_coinflip: truthGiven.default(false),
});

export function registerLookups(server: FastifyInstance, house: House, media: MediaOptions): void {
  server.get('/m/raw_lookup', needs(lookUp), async (request) => {
    const given = take(rawQuery, queryOf(request));
    const asked = signalAsked(given.signal_type, given.signal);
    const found = await find(house, request, asked, { banks: namesIn(given.banks), raw: true });
    return { matches: given.include_distance ? found.map(shapeFound) : found.map(({ content }) => content) };
  });
  server.get('/m/lookup', needs(lookUp), async (request) => {
    const given = take(query, queryOf(request));
    const wanted = { banks: namesIn(given.banks), draw: drawFor(given.seed) };
    if (!given.url) return byBank(await find(house, request, signalIn(given), wanted));
    const hashed = await hashAddress(house, { ...given, url: given.url }, media);
    const matches = await lookUpFile(house, request, hashed, wanted);
    return given.signal_type === undefined ? matches : (matches[given.signal_type] ?? {});
  });
  server.post('/m/lookup', needs(lookUp), async (request) => {
    const given = queryOf(request);
    const draw = given.bypass_coinflip === 'true' ? 0 : drawFor(given.seed);
    const hashed = await hashUpload(house, request, given.types);
    return lookUpFile(house, request, hashed, { banks: namesIn(given.banks), draw });
  });
}

interface Wanted {
  banks: string[] | null;
  draw?: number;
  raw?: boolean;
}

async function find(house: House, request: FastifyRequest, asked: Hashed, wanted: Wanted): Promise<Found[]> {
  if (!house.part(signalIndexKey).status.ready)
    throw new Refusal('unavailable', 'index-not-ready', 'index not yet ready');
  const { algorithm } = signalTypes[asked.type];
  const hashes = [{ algorithm, hash: asked.hash, quality: asked.quality }];
  const [found] = await call(house, lookUp, request.caller, { hashes, ...wanted });
  return found!;
}

/** What matches a file, by signal type and then by bank. */
async function lookUpFile(house: House, request: FastifyRequest, { type, ...hashed }: Hashed, wanted: Wanted) {
  const hash = normaliseSignal(type, hashed.hash, 'invalid signal');
  return { [type]: byBank(await find(house, request, { type, ...hashed, hash }, wanted)) } as Record<string, object>;
}

function signalIn({ signal, signal_type: type }: z.output<typeof query>): Hashed {
  if (signal && type) return signalAsked(type, signal);
  throw new Refusal('bad-input', 'nothing-to-look-up', 'Either url or both signal and signal_type are required');
}

function signalAsked(named: string, signal: string): Hashed {
  const type = findSignalType(named);
  return { type, hash: normaliseSignal(type, signal, 'invalid signal'), quality: null };
}

const shapeFound = ({ content, distanceBits }: Found) => ({ bank_content_id: content, distance: String(distanceBits) });

function byBank(found: Found[]): Record<string, object[]> {
  const banks = Map.groupBy(found, ({ bank }) => bank);
  return Object.fromEntries([...banks].map(([bank, matches]) => [bank, matches.map(shapeFound)]));
}

/** A draw from 0 up to 1; the same for the same seed, so that a client can roll a list out by content. */
function drawFor(seed: string | undefined): number {
  if (seed === undefined) return Math.random();
  return createHash('sha256').update(seed).digest().readUIntBE(0, 6) / 2 ** 48;
}
