// The pages of removals: the overview, the list, and one removal with what other parts of the desk show there.
import type { FastifyInstance } from 'fastify';
import { registerRemovals } from './pages/list.ts';
import { registerOverview } from './pages/overview.ts';
import { registerRemoval, type RemovalSlots } from './pages/removal-page.ts';

export type { RemovalSlots } from './pages/removal-page.ts';
export { eventWords, refusalWords } from './words.ts';

export function registerRemovalPages(scope: FastifyInstance, slots: RemovalSlots): void {
  registerOverview(scope);
  registerRemovals(scope);
  registerRemoval(scope, slots);
}
