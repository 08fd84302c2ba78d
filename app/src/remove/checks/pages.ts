// The pages of checks that the desk registers, the panel that stands on a removal's page, and the ways among the settings.
import type { FastifyInstance } from 'fastify';
import type { Language } from '../../kit/words.ts';
import { registerAttesting } from './pages/attest-page.ts';
import { registerMandates } from './pages/mandate-page.ts';
import { mandatePath, vantagesPath } from './pages/sight.ts';
import { registerVantages } from './pages/vantages-page.ts';
import { words } from './words.ts';

export { evidencePanel } from './pages/panel.ts';
export { eventWords, refusalWords } from './words.ts';

export function registerCheckPages(scope: FastifyInstance): void {
  registerAttesting(scope);
  registerVantages(scope);
  registerMandates(scope);
}

/** Its pages among the settings. */
export const settingsWays: readonly { href: string; label: (language: Language) => string; permission: string }[] = [
  { href: vantagesPath, label: (language) => words(language).vantages.way, permission: 'remove.supervise' },
  { href: mandatePath, label: (language) => words(language).mandate.way, permission: 'remove.look' },
];
