// Get help now: who to call, what is happening, and then the first steps, two taps from the first page. Nothing here asks
// anything or keeps anything, and all of it is there also while the database is not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { heading, panel, stack } from '../../kit/look/layout.ts';
import { linkButton } from '../../kit/look/buttons.ts';
import { steps, type WayOn, waysOn } from '../../kit/look/public.ts';
import type { Language } from '../../kit/words.ts';
import type { Guide, Step } from './content/topic.ts';
import { guides, paid } from './content/topics.ts';
import { behind, factsOf } from './face.ts';
import { type HelpLine, lineList, linesOf } from './lines.ts';
import { showPublic } from './show.ts';
import { faceWords } from './words.ts';

export function helpPages(scope: FastifyInstance): void {
  scope.get('/help', showChoice);
  for (const guide of guides)
    scope.get(pathOf(guide), async (request, reply) =>
      showGuide(request, reply, guide, (await factsOf(request)).lines),
    );
}

const pathOf = ({ path }: Guide): string => `/help/${path}`;

async function showChoice(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { language } = request;
  const { help, titles } = faceWords(language);
  const { lines } = await factsOf(request);
  const urgent = lineList(language, linesOf(lines, ['emergency', 'crisis']), nowOf(request));
  const ways = guides.map((guide): WayOn => ({ href: pathOf(guide), title: guide.title[language] }));
  const main = html`${heading({ title: help.title, lead: help.lead })}
${urgent && panel({ title: help.urgentTitle, body: urgent })}
${stack(html`<h2>${help.whatTitle}</h2>`, waysOn(ways), html`<p>${help.helper}</p>`)}`;
  return showPublic(request, reply, { title: titles.help, main, findable: true });
}

const nowOf = ({ server }: FastifyRequest): Date => server.house.now();

function showGuide(
  request: FastifyRequest,
  reply: FastifyReply,
  guide: Guide,
  lines: readonly HelpLine[],
): Promise<FastifyReply> {
  const { language } = request;
  const { help, titles } = faceWords(language);
  const given = guide.steps.map((step) => ({
    title: step.say[language].title,
    body: stepBody(request, step, lines),
  }));
  const main = html`${heading({
    title: guide.title[language],
    lead: guide.lead[language],
    crumbs: html`<p><a href="/help">${help.back}</a></p>`,
  })}${steps(given)}${guide === paid ? null : html`<p>${help.after}</p>`}${origin(language, guide)}`;
  return showPublic(request, reply, { title: titles.help, main });
}

function stepBody(request: FastifyRequest, step: Step, lines: readonly HelpLine[]): Html {
  const { language, server } = request;
  const { help, doors } = faceWords(language);
  const { text, list, after = [] } = step.say[language];
  const href = step.door ? behind(server.face, step.door) : null;
  return html`${text.map((each) => html`<p>${each}</p>`)}
${list && html`<ul>${list.map((each) => html`<li>${each}</li>`)}</ul>`}${after.map((each) => html`<p>${each}</p>`)}
${step.lines && lineList(language, linesOf(lines, step.lines), nowOf(request))}
${href === null ? null : linkButton({ label: doors[step.door!].title, href })}
${step.paid ? linkButton({ label: help.paid, href: pathOf(paid), tone: 'quiet' }) : null}
${step.links && html`<ul>${step.links.map((link) => html`<li><a href="${link.href}" rel="noreferrer">${link.label[language]}</a></li>`)}</ul>`}`;
}

/** Where a guide comes from, how old it is, and who checked it. */
function origin(language: Language, { version, date, checked, sources }: Guide): Html {
  const { help } = faceWords(language);
  const day = (text: string) => formatDate(language, new Date(`${text}T00:00:00Z`), 'UTC');
  const by = checked === null ? help.uncheckedGuide : help.checkedGuide(checked.by, day(checked.date));
  const items = sources.map(({ title, href }) => html`<li><a href="${href}" rel="noreferrer">${title}</a></li>`);
  return html`<details class="note"><summary>${help.sources}</summary><p>${help.version(version, day(date))} ${by}</p><ul>${items}</ul></details>`;
}
