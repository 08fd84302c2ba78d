// The face that clients of Hasher-Matcher-Actioner (Open Media Match) are wired to: its addresses, its shapes, its codes,
// over this desk's verbs. docs/hma.md says what is the same and what is not.
import type { FastifyInstance } from 'fastify';
import type { House } from '../../runtime/house.ts';
import { answerMessages } from './answers.ts';
import { registerBanks } from './banks.ts';
import { registerComparison } from './comparison.ts';
import { registerContent } from './content.ts';
import { registerDevelopment } from './development.ts';
import { registerExchanges } from './exchanges.ts';
import { registerHashing } from './hashing.ts';
import { registerLookups } from './lookups.ts';
import type { MediaOptions } from './media.ts';
import { registerSettings } from './settings.ts';
import { registerStatus } from './status.ts';

/**
 * Registers the whole face on a scope of its own, whose callers are known.
 * @param media what may be fetched although it is closed; given by tests only.
 */
export function registerHma(server: FastifyInstance, house: House, media: MediaOptions = {}): void {
  answerMessages(server, house);
  registerStatus(server, house); // first: its map lists what is registered after it
  registerHashing(server, house, media);
  registerLookups(server, house, media);
  registerComparison(server);
  registerBanks(server, house);
  registerContent(server, house, media);
  registerExchanges(server);
  registerSettings(server, house);
  registerDevelopment(server, house);
}
