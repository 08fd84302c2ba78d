// Coming back with a receipt: the words are typed, and what they open is shown.
import type { FastifyInstance } from 'fastify';
import { enter, showEntry } from './enter.ts';
import { open } from './open.ts';
import { checkPath, openPath } from './paths.ts';
import type { ReceiptViews } from './receipt-views.ts';
import { showReport } from './view.ts';

/** @param views what receipts of other things than reports open; whoever owns those things shows them. */
export function registerCheck(scope: FastifyInstance, views: Omit<ReceiptViews, 'report'>): void {
  scope.get(checkPath, (request, reply) => showEntry(request, reply));
  scope.post(checkPath, (request, reply) => enter(request, reply, { report: showReport, ...views }));
  // Whoever loads it again after the browser was closed has no form to send.
  scope.get(openPath, (_request, reply) => reply.redirect(checkPath, 303));
  scope.post(openPath, open);
}
