// The settings' pages: the go-live list and its points, the numbers to call, the rules of the queue.
import type { FastifyInstance } from 'fastify';
import { registerLineForm } from './line-form.ts';
import { registerLines } from './lines-page.ts';
import { registerList } from './list-page.ts';
import { registerPoint } from './point-page.ts';
import { registerRule } from './rule-page.ts';
import { registerRules } from './rules-page.ts';

export { eventWords, refusalWords } from './words.ts';

export function registerSettingsPages(scope: FastifyInstance): void {
  registerList(scope);
  registerPoint(scope);
  registerLines(scope);
  registerLineForm(scope);
  registerRules(scope);
  registerRule(scope);
}
