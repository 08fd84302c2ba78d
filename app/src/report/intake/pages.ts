// The pages of intake: the queue, one report, and the steps that ask something first.
import type { FastifyInstance } from 'fastify';
import { registerForms } from './pages/forms.ts';
import { registerQueue } from './pages/queue-page.ts';
import { registerReport } from './pages/report-page.ts';
import type { ReportSlots } from '../pages/slots.ts';

export { eventWords, refusalWords } from './words.ts';

/** @param slots what desks to the right show on a report's page. */
export function registerIntakePages(scope: FastifyInstance, slots: ReportSlots = {}): void {
  registerQueue(scope);
  registerForms(scope);
  registerReport(scope, slots);
}
