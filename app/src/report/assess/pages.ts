// The pages of assessment: items that wait, one item with its classification, the hand-over, and the viewer's setting.
import type { FastifyInstance } from 'fastify';
import type { ReportSlots } from '../pages/slots.ts';
import { registerAwaited } from './pages/awaited.ts';
import { registerItem } from './pages/item.ts';
import { registerViewerSetting } from './pages/viewer.ts';

export { eventWords, refusalWords } from './words.ts';

export function registerAssessPages(scope: FastifyInstance, slots: ReportSlots = {}): void {
  registerAwaited(scope);
  registerItem(scope, slots);
  registerViewerSetting(scope);
}
