// Errors as the public face says them: what to do next, in the reader's language, and never that somebody did wrong.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, notFound, retryAfterSeconds } from '../../access/http.ts';
import type { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, linkButton } from '../../kit/look/buttons.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { behind } from './face.ts';
import { noteFault } from './fault.ts';
import { showPublic } from './show.ts';
import { faceWords } from './words.ts';

/** In this scope every error is a page of the public face, and so is every address that nothing else answers to. */
export function answerPublicErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((thrown, request, reply) => showError(request, reply, thrown));
  scope.setNotFoundHandler((request, reply) => showError(request, reply, notFound()));
}

function showError(request: FastifyRequest, reply: FastifyReply, thrown: unknown): Promise<FastifyReply> {
  const refusal = asRefusal(thrown);
  if (refusal === null) noteFault(request.server.house, thrown);
  const seconds = refusal && retryAfterSeconds(refusal);
  if (seconds) reply.header('retry-after', seconds);
  const main = refusal?.code === 'media-refused' ? noPictures(request) : plainError(request, refusal);
  return showPublic(request, reply, { title: null, main, status: refusal?.status ?? 500, here: '/' });
}

function plainError(request: FastifyRequest, refusal: Refusal | null): Html {
  const { errors } = faceWords(request.language);
  const title = refusal === null ? errors.fault : errors.titles[refusal.kind];
  return html`${heading({ title, lead: sayPublicly(request, refusal) })}${wayBack(request)}`;
}

/** What to say to a refusal: what a desk has words for in this face, else what is right for its kind. */
function sayPublicly({ server, language }: FastifyRequest, refusal: Refusal | null): string {
  const { errors } = faceWords(language);
  if (refusal === null) return errors.faultText;
  for (const wordsOf of server.face.refusalWords ?? []) {
    const said = wordsOf(language)[refusal.code];
    if (said !== undefined) return typeof said === 'string' ? said : said(refusal.facts);
  }
  return errors.texts[refusal.kind];
}

function noPictures(request: FastifyRequest): Html {
  const { media } = faceWords(request.language).errors;
  const instead = html`<ul>${Object.values(media.instead).map((each) => html`<li>${each}</li>`)}</ul>`;
  return html`${heading({ title: media.title, lead: media.text })}${panel({ title: media.insteadTitle, body: instead })}${wayBack(request, true)}`;
}

function wayBack({ server, language }: FastifyRequest, offerProtection = false): Html {
  const { errors, doors } = faceWords(language);
  const protect = offerProtection ? behind(server.face, 'protect') : null;
  return actions(
    protect === null ? null : linkButton({ label: doors.protect.title, href: protect }),
    linkButton({ label: errors.home, href: '/', tone: 'quiet' }),
    linkButton({ label: doors.help.title, href: '/help', tone: 'quiet' }),
  );
}
