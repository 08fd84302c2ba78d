// What programs call: a platform's own program fetches what was sent to its platform, and answers. Registered on the scope `/v1`.
import type { FastifyInstance } from 'fastify';
import type { House } from '../runtime/house.ts';
import { registerInboxApi } from './inbox/api.ts';

export function registerRemoveApi(server: FastifyInstance, house: House): void {
  registerInboxApi(server, house);
}
