// The pages of intake: the queue, one report, and the steps that ask something first.
import type { FastifyInstance } from 'fastify';
import { registerForms } from './pages/forms.ts';
import { registerQueue } from './pages/queue-page.ts';
import { registerReport } from './pages/report-page.ts';
import type { ReportSlots } from './pages/sight.ts';

export type { ReportSlots, Sight as ReportSight } from './pages/sight.ts';
export { eventWords, refusalWords } from './words.ts';

/** @param slots what other parts of the desk show on a report's page. */
export function registerIntakePages(scope: FastifyInstance, slots: ReportSlots = {}): void {
  registerQueue(scope);
  registerForms(scope);
  registerReport(scope, slots);
}
