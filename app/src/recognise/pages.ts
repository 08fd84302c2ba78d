// What people see of the desk. Registered in a scope for people.
import type { FastifyInstance } from 'fastify';
import { registerBanks } from './pages/banks.ts';
import { registerCheck } from './pages/check.ts';
import { registerImports } from './pages/imports.ts';
import { registerMatches } from './pages/matches.ts';
import { registerOverview } from './pages/overview.ts';
import { registerSignals } from './pages/signals.ts';

export function registerRecognisePages(scope: FastifyInstance): void {
  registerOverview(scope);
  registerBanks(scope);
  registerSignals(scope);
  registerCheck(scope);
  registerImports(scope);
  registerMatches(scope);
}
