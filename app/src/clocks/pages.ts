// The pages of this room. They stand within another desk's frame, which main hands in.
import type { FastifyInstance } from 'fastify';
import { registerAuthoritiesPage } from './pages/authorities-page.ts';
import type { ClockPages } from './pages/frame.ts';
import { registerHolidaysPage } from './pages/holidays-page.ts';
import { registerLaddersPage } from './pages/ladders-page.ts';
import { registerRulePage } from './pages/rule-page.ts';
import { registerRulesPage } from './pages/rules-page.ts';

export { eventWords, refusalWords } from './words.ts';

export const rulesPath = '/desk/remove/rules';

/** @param options how a page is shown within the desk, and where the pages stand if not at `rulesPath`. */
export function registerClockPages(
  scope: FastifyInstance,
  options: Pick<ClockPages, 'show'> & Partial<ClockPages>,
): void {
  const pages: ClockPages = { path: rulesPath, ...options };
  registerRulesPage(scope, pages);
  registerLaddersPage(scope, pages);
  registerAuthoritiesPage(scope, pages);
  registerHolidaysPage(scope, pages);
  registerRulePage(scope, pages);
}
