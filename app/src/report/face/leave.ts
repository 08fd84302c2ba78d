// The way out: sends on to an ordinary page and clears what this browser keeps of us; and the page that says honestly what
// that does not do.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { forgetBrowser } from '../../access/http.ts';
import { type Html, html } from '../../kit/html.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { leavePath } from '../../kit/look/public.ts';
import type { Language } from '../../kit/words.ts';
import { showPublic } from './show.ts';
import { faceWords } from './words.ts';

const aboutPath = '/about-leaving';

export function leavePages(scope: FastifyInstance): void {
  scope.get(leavePath, leave);
  scope.get(aboutPath, showAbout);
}

// Another site could load this address unseen, and would sign out whoever works at this desk: then nothing is cleared.
async function leave(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const from = request.headers['sec-fetch-site'];
  if (from === undefined || from === 'same-origin' || from === 'none') {
    forgetBrowser(request, reply);
    reply.header('clear-site-data', '"cookies", "storage"');
  }
  return reply.redirect(request.server.house.configuration.leaveUrl, 303);
}

function showAbout(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { leaving, titles } = faceWords(request.language);
  const main = html`${heading({ title: leaving.title, lead: leaving.lead })}
${panel({ title: leaving.doesTitle, body: list(leaving.does) })}
${panel({ title: leaving.stays, body: list(leaving.staysList) })}
${panel({ title: leaving.saferTitle, body: list(leaving.saferList) })}`;
  return showPublic(request, reply, { title: titles.leaving, main });
}

/** What has to be known before the first answer is typed: the way out, and what is kept. For the first page of a form. */
export function beforeYouBegin(language: Language): Html {
  const { before } = faceWords(language);
  return panel({
    title: before.title,
    body: html`${list(before.list)}<p><a href="${aboutPath}">${before.more}</a></p>`,
  });
}

const list = (items: Readonly<Record<string, string>>): Html =>
  html`<ul>${Object.values(items).map((each) => html`<li>${each}</li>`)}</ul>`;
