// The first page of the settings: the go-live list with what is missing, signing it off, and the ways to the other settings.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { badge, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { readViewer } from '../assess/index.ts';
import { readOwnExposure } from '../care/index.ts';
import { readExports } from '../export/index.ts';
import { type Missing, type Point, points } from '../golive/points.ts';
import { readGoLive, signOff, takeOffLine } from '../golive/verbs.ts';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit } from '../pages/frame.ts';
import { readRules } from '../rules/verbs.ts';
import { linesPath, pointPath, rulesPath, seenBy, settingsPath, type Sight } from './sight.ts';

type GoLive = Awaited<ReturnType<typeof readGoLive.perform>>;

export function registerList(scope: FastifyInstance): void {
  scope.get(settingsPath, onlyWhoMay(readGoLive), (request, reply) => listPage(seenBy(request, reply), noProblems));
  for (const [path, verb, said] of [
    ['sign-off', signOff, 'signedOff'],
    ['take-off-line', takeOffLine, 'tookOffLine'],
  ] as const)
    scope.post(`${settingsPath}/${path}`, (request, reply) => {
      const seen = seenBy(request, reply);
      return submit(
        seen,
        async () => {
          await seen.ask(verb, {});
          return redirectWithNotice(request, reply, settingsPath, seen.words.list[said]);
        },
        (problems) => listPage(seen, problems),
      );
    });
}

async function listPage(seen: Sight, problems: Problems): Promise<FastifyReply> {
  const { words } = seen;
  const list = await seen.ask(readGoLive, {});
  const main = html`${heading({ title: words.title, lead: words.lead })}
${problems.summary}${stateOf(seen, list)}
${columns({
  wide: panel({ title: words.list.title, body: html`<p>${words.list.lead}</p>${pointTable(seen, list)}` }),
  narrow: html`${panel({ title: words.others, body: otherWays(seen) })}${signing(seen, list)}`,
})}`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: settingsPath });
}

const isPoint = (missing: Missing): boolean => points.some((point) => point === missing);

function stateOf({ words: { list }, number }: Sight, { missing, signOff: signed, names }: GoLive): Html {
  if (missing.length === 0)
    return notice({ tone: 'success', title: list.live, body: list.liveBody(nameOf(names, signed!.signedBy)) });
  const open = missing.filter(isPoint).length;
  const others = missing.filter((each) => !isPoint(each) && each !== 'sign-off');
  if (open + others.length === 0) return notice({ tone: 'warning', title: list.notLive, body: list.ready });
  const items = [
    ...(open > 0 ? [list.missing.points(open, number(open))] : []),
    ...others.map((each) => {
      const said = list.missing[each as Exclude<Missing, Point | 'sign-off'>];
      return each === 'made-up' ? said : html`<a href="${linesPath}">${said}</a>`;
    }),
  ];
  return notice({
    tone: 'warning',
    title: list.notLive,
    body: html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`,
  });
}

export const nameOf = (names: ReadonlyMap<string, string>, id: string): string => names.get(id) ?? id;

function pointTable({ words, moment }: Sight, { confirmed, names }: GoLive): Html {
  return table({
    caption: words.list.title,
    columns: [{ label: words.list.point }, { label: words.list.state }, { label: words.list.by }],
    rows: points.map((point) => {
      const own = confirmed.find((each) => each.point === point);
      return [
        html`<a href="${pointPath(point)}">${words.points[point].title}</a><p class="note">${words.points[point].text}</p>`,
        own
          ? badge({ label: words.list.confirmed, tone: 'success' })
          : badge({ label: words.list.open, tone: 'warning' }),
        own ? html`${nameOf(names, own.confirmedBy)}<br>${moment(own.confirmedAt)}` : '—',
      ];
    }),
    empty: null,
  });
}

function otherWays({ words, may }: Sight): Html {
  const ways = [
    { ...words.ways.lines, href: linesPath, verb: readGoLive },
    { ...words.ways.rules, href: rulesPath, verb: readRules },
    { ...words.ways.care, href: `${settingsPath}/care`, verb: readOwnExposure },
    { ...words.ways.viewer, href: `${settingsPath}/viewer`, verb: readViewer },
    { ...words.ways.exports, href: `${settingsPath}/exports`, verb: readExports },
  ];
  const items = ways
    .filter(({ verb }) => may(verb))
    .map(({ href, title, text }) => html`<li><a href="${href}">${title}</a><p class="note">${text}</p></li>`);
  return html`<ul>${items}</ul>`;
}

function signing({ words: { list }, csrf, may }: Sight, { missing, signOff: signed }: GoLive): Html | null {
  if (!may(signOff)) return null;
  const isReady = missing.every((each) => each === 'sign-off') && missing.length > 0;
  if (isReady) {
    const body = html`<p>${list.signOffBody}</p>${actions(button({ label: list.signOff }))}`;
    return panel({ title: list.signOff, body: form({ action: `${settingsPath}/sign-off`, csrf, body }) });
  }
  if (!signed) return null;
  return confirm({
    label: list.takeOffLine,
    question: list.takeOffLineQuestion,
    submit: list.takeOffLineSubmit,
    form: { action: `${settingsPath}/take-off-line`, csrf, body: null },
  });
}
