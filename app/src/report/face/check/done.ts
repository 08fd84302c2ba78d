// After the receipt was written down: a second lock for whoever wants one, and the way out.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { leavePath } from '../../../kit/look/public.ts';
import { showBehind } from './frame.ts';
import { checkWords } from './words.ts';

export function showDone(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { done, more } = checkWords(request.language);
  const out = linkButton({ label: done.leave, href: leavePath });
  const lock = button({ label: more.lock, name: 'go', value: 'lock', tone: 'quiet' });
  const body = html`${heading({ title: done.title, lead: done.lead })}<p>${done.trace}</p>${actions(out)}
${panel({ title: done.lockTitle, body: html`<p>${done.lockText}</p>`, actions: actions(lock) })}`;
  const submits = [button({ label: done.see, name: 'go', value: 'see', tone: 'quiet' })];
  return showBehind(request, reply, { ticket, screen: 'done', body, submits });
}
