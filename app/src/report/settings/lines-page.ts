// The page of numbers to call: when each was called last and by whom, noting that one called it, loading those that the
// product comes with. Changing one and taking it out stands in line-form.ts.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import { isFresh } from '../golive/points.ts';
import type { HelpLine } from '../golive/store.ts';
import { keepLine, readGoLive, verifyLine } from '../golive/verbs.ts';
import { onlyWhoMay, redirectWithNotice, show } from '../pages/frame.ts';
import { nameOf } from './list-page.ts';
import { linesPath, seenBy, type Sight, upward } from './sight.ts';
import { defaultOf, loadLines } from './verbs.ts';

type Params = { Params: { id: string } };

export function registerLines(scope: FastifyInstance): void {
  scope.get(linesPath, onlyWhoMay(readGoLive), (request, reply) => linesPage(seenBy(request, reply)));
  scope.post(`${linesPath}/load`, async (request, reply) => {
    const seen = seenBy(request, reply);
    const { loaded } = await seen.ask(loadLines, {});
    return redirectWithNotice(request, reply, linesPath, seen.words.lines.loaded(loaded, seen.number(loaded)));
  });
  scope.post<Params>(`${linesPath}/:id/called`, async (request, reply) => {
    const seen = seenBy(request, reply);
    await seen.ask(verifyLine, { id: request.params.id });
    return redirectWithNotice(request, reply, linesPath, seen.words.lines.calledSaid);
  });
}

async function linesPage(seen: Sight): Promise<FastifyReply> {
  const { words, may, number, request } = seen;
  const { lines } = words;
  const { lines: standing, names } = await seen.ask(readGoLive, {});
  const now = request.server.house.now();
  const stale = standing.filter(({ verifiedAt }) => !isFresh(verifiedAt, now)).length;
  const add = may(keepLine) ? actions(linkButton({ label: lines.add, href: `${linesPath}/new` })) : null;
  const main = html`${heading({ title: lines.title, lead: lines.lead, crumbs: upward(seen), ...(add ? { actions: add } : {}) })}
${stale > 0 ? notice({ tone: 'warning', title: lines.stale(stale, number(stale)), body: html`${lines.staleBody} ${lines.liveWarning}` }) : null}
${panel({ title: lines.all, body: lineTable(seen, standing, names, now) })}
${may(loadLines) ? loading(seen) : html`<p>${lines.notYours}</p>`}`;
  return show(seen, 'settings', { title: lines.title, main, here: linesPath });
}

function loading({ words: { lines }, csrf }: Sight): Html {
  return panel({
    title: lines.load,
    body: form({
      action: `${linesPath}/load`,
      csrf,
      body: html`<p>${lines.loadBody}</p>${actions(button({ label: lines.load, tone: 'quiet' }))}`,
    }),
  });
}

function lineTable(seen: Sight, standing: HelpLine[], names: ReadonlyMap<string, string>, now: Date): Html {
  const { lines } = seen.words;
  const mayChange = seen.may(keepLine);
  return table({
    caption: lines.title,
    columns: [
      { label: lines.line },
      { label: lines.kind },
      { label: lines.called },
      ...(mayChange ? [{ label: lines.what }] : []),
    ],
    rows: standing.map((line) => [
      named(seen, line),
      described(seen, line),
      called(seen, line, names, now),
      ...(mayChange ? [callStep(seen, line)] : []),
    ]),
    empty: emptyState({ title: lines.none, body: lines.noneBody }),
  });
}

function named({ may }: Sight, { id, number, name }: HelpLine): Html {
  return html`${may(keepLine) ? html`<a href="${linesPath}/${id}">${number}</a>` : number}<p>${name}</p>`;
}

function described({ words: { lines }, request: { language } }: Sight, line: HelpLine): Html {
  const notes = [line.hours, language === 'id' ? line.noteId : line.noteEn].filter(Boolean);
  const origin = defaultOf(line);
  // What to ask is written for whoever keeps the product's own list; it is in English only.
  const check =
    origin &&
    html`<details><summary>${lines.check}</summary><p lang="en">${origin.toVerify}</p>
<p class="note">${lines.source(origin.source, formatDate(language, new Date(origin.readOn)))}</p></details>`;
  return html`${lines.kinds[line.kind]}${notes.map((note) => html`<p class="note">${note}</p>`)}
${line.href && html`<p class="note">${verbatim(line.href)}</p>`}${check}`;
}

function called(
  { words: { lines }, moment }: Sight,
  { verifiedAt, verifiedBy }: HelpLine,
  names: ReadonlyMap<string, string>,
  now: Date,
): Html {
  if (verifiedAt === null) return badge({ label: lines.never, tone: 'warning' });
  const state = isFresh(verifiedAt, now)
    ? badge({ label: lines.fresh, tone: 'success' })
    : badge({ label: lines.old, tone: 'warning' });
  return html`${state}<p class="note">${moment(verifiedAt)}${verifiedBy && html`<br>${lines.calledBy(nameOf(names, verifiedBy))}`}</p>`;
}

function callStep({ words: { lines }, csrf }: Sight, { id }: HelpLine): Html {
  const body = button({ label: lines.calledToday, tone: 'quiet' });
  return form({ action: `${linesPath}/${id}/called`, csrf, body });
}
