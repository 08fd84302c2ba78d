// What people see of the desk. Registered in a scope for people.
import type { FastifyInstance } from 'fastify';
import type { NavigationEntry } from '../access/shell.ts';
import { deskPath } from './pages/page.ts';
import { words } from './words.ts';
import { registerBanks } from './pages/banks.ts';
import { registerCheck } from './pages/check.ts';
import { registerImports } from './pages/imports.ts';
import { registerMatches } from './pages/matches.ts';
import { registerOverview } from './pages/overview.ts';
import { registerSignals } from './pages/signals.ts';
import { registerScanExportPages } from './scan-export/pages.ts';

export { eventWords, refusalWords } from './words.ts';

/** The desk's way down the side. */
export const recogniseNavigation: readonly NavigationEntry[] = [
  { href: deskPath, label: (language) => words(language).desk, permission: 'recognise.look' },
];

export function registerRecognisePages(scope: FastifyInstance): void {
  registerOverview(scope);
  registerBanks(scope);
  registerSignals(scope);
  registerCheck(scope);
  registerImports(scope);
  registerMatches(scope);
  registerScanExportPages(scope);
}
