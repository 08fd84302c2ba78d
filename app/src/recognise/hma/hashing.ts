// Hashing without looking up: a file in, its hash out, nothing kept.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { House } from '../../runtime/house.ts';
import { match } from '../match.ts';
import { queryOf, take } from './given.ts';
import { type Hashed, hashAddress, hashUpload, type MediaOptions } from './media.ts';
import { needs } from './needs.ts';

const query = z.object({ url: z.string(), content_type: z.string().optional(), types: z.string().optional() });

export function registerHashing(server: FastifyInstance, house: House, media: MediaOptions): void {
  server.get('/h/hash', needs(match), async (request) =>
    shapeHash(await hashAddress(house, take(query, queryOf(request)), media)),
  );
  server.post('/h/hash', needs(match), async (request) =>
    shapeHash(await hashUpload(house, request, queryOf(request).types)),
  );
}

const shapeHash = ({ type, hash }: Hashed): Record<string, string> => ({ [type]: hash });
