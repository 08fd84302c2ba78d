// The pages of notices: the list, writing one, and one notice.
import type { FastifyInstance } from 'fastify';
import { registerList } from './pages/list.ts';
import { registerNew } from './pages/new.ts';
import { registerNotice } from './pages/notice-page.ts';

export { eventWords, refusalWords } from './words.ts';

export function registerNoticePages(scope: FastifyInstance): void {
  registerList(scope);
  registerNew(scope);
  registerNotice(scope);
}
