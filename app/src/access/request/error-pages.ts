// Errors as people see them: a page in the look that says what is wrong and where to go on; who is not signed in is sent
// to the door, and back afterwards.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../kit/errors.ts';
import { html } from '../../kit/html.ts';
import { actions, linkButton } from '../../kit/look/buttons.ts';
import { heading } from '../../kit/look/layout.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { asRefusal, notFound, retryAfterSeconds } from './refusals.ts';
import { sayRefusal } from './say.ts';

/** In this scope every error is a page, and so are unknown addresses of the desk; others are the public face's. */
export function answerErrorPages(scope: FastifyInstance): void {
  scope.setErrorHandler((thrown, request, reply) => showError(request, reply, thrown));
  const answerUnknown = (desk: FastifyInstance) => {
    desk.setNotFoundHandler((request, reply) => showError(request, reply, notFound()));
  };
  void scope.register(async (desk) => answerUnknown(desk), { prefix: '/desk' });
}

function showError(
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
): Promise<FastifyReply> | FastifyReply {
  const refusal = asRefusal(thrown);
  if (refusal === null) request.server.house.log.error({ err: thrown }, 'a page failed');
  if (refusal?.kind === 'not-signed-in' && request.method === 'GET')
    return reply.redirect(`/desk/sign-in?to=${encodeURIComponent(request.url)}`, 303);
  const seconds = refusal && retryAfterSeconds(refusal);
  if (seconds) reply.header('retry-after', seconds);
  return showPage(request, reply, { ...errorPage(request, refusal), status: refusal?.status ?? 500, here: '/desk' });
}

function errorPage(request: FastifyRequest, refusal: Refusal | null) {
  const say = words(request.language).errors;
  const title = refusal === null ? say.fault : say.titles[refusal.kind];
  const lead = refusal === null ? say.faultNoted : sayRefusal(request, refusal);
  const back = actions(linkButton({ label: say.back, href: '/desk', tone: 'quiet' }));
  return { title, main: html`${heading({ title, lead, actions: back })}` };
}
