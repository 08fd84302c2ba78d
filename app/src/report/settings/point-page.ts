// The page of one point of the go-live list: what to look at before confirming it, its public text, who confirmed it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { badge } from '../../kit/look/notice.ts';
import { type Confirmed, type Point, points, publicPoints } from '../golive/points.ts';
import { confirmPoint, readGoLive, withdrawPoint } from '../golive/verbs.ts';
import { noProblems, onlyWhoMay, type Problems, redirectWithNotice, show, submit, typed } from '../pages/frame.ts';
import { nameOf } from './list-page.ts';
import { linesPath, pointPath, seenBy, settingsPath, type Sight, upward } from './sight.ts';

type Params = { Params: { point: string } };
type Given = Readonly<Record<string, string>>;

const onePoint = `${settingsPath}/points/:point`;

export function registerPoint(scope: FastifyInstance): void {
  scope.get<Params>(onePoint, onlyWhoMay(readGoLive), (request, reply) =>
    pointPage(seenBy(request, reply), known(request.params.point), {}, noProblems),
  );
  scope.post<Params>(onePoint, (request, reply) => {
    const [seen, point, given] = [seenBy(request, reply), known(request.params.point), typed(request)];
    return submit(
      seen,
      async () => {
        await seen.ask(confirmPoint, { point, textId: given.textId, textEn: given.textEn });
        return redirectWithNotice(request, reply, settingsPath, seen.words.onePoint.confirmedSaid);
      },
      (problems) => pointPage(seen, point, given, problems),
    );
  });
  scope.post<Params>(`${onePoint}/withdraw`, async (request, reply) => {
    const seen = seenBy(request, reply);
    await seen.ask(withdrawPoint, { point: known(request.params.point) });
    return redirectWithNotice(request, reply, settingsPath, seen.words.onePoint.withdrawnSaid);
  });
}

function known(text: string): Point {
  const point = points.find((each) => each === text);
  if (point) return point;
  throw new Refusal('not-found', 'no-such-point', 'The go-live list has no such point');
}

const isPublic = (point: Point): boolean => publicPoints.some((each) => each === point);

async function pointPage(seen: Sight, point: Point, given: Given, problems: Problems): Promise<FastifyReply> {
  const { words, may } = seen;
  const { confirmed, names } = await seen.ask(readGoLive, {});
  const own = confirmed.find((each) => each.point === point) ?? null;
  const { title, text, checks } = words.points[point];
  const state = own
    ? badge({ label: words.list.confirmed, tone: 'success' })
    : badge({ label: words.list.open, tone: 'warning' });
  const main = html`${heading({ title, state, lead: text, crumbs: upward(seen) })}
${problems.summary}
${own && confirmation(seen, own, nameOf(names, own.confirmedBy))}
${panel({
  title: words.onePoint.checkTitle,
  body: html`<ul>${Object.values(checks).map((check) => html`<li>${check}</li>`)}</ul>`,
  ...(point === 'help-lines'
    ? { actions: actions(linkButton({ label: words.onePoint.toLines, href: linesPath, tone: 'quiet' })) }
    : {}),
})}
${may(confirmPoint) ? confirming(seen, point, own, given, problems) : html`<p>${words.onePoint.notYours}</p>`}
${own && may(withdrawPoint) ? withdrawing(seen, point) : null}`;
  return show(seen, 'settings', { title, main, status: problems.status, here: pointPath(point) });
}

function confirmation({ words: { onePoint }, moment }: Sight, own: Confirmed, name: string): Html {
  const rows = [
    { label: onePoint.confirmedBy, value: name },
    { label: onePoint.confirmedAt, value: moment(own.confirmedAt) },
  ];
  return facts(rows);
}

function confirming(seen: Sight, point: Point, own: Confirmed | null, given: Given, problems: Problems): Html {
  const { words, csrf } = seen;
  const { onePoint } = words;
  const text = (name: 'textId' | 'textEn') =>
    field({
      type: 'textarea',
      name,
      label: onePoint[name],
      value: given[name] ?? own?.[name],
      rows: 6,
      maxlength: 4000,
      required: true,
      error: problems.of(name),
    });
  const texts = isPublic(point) ? html`<p>${onePoint.publicLead}</p>${text('textId')}${text('textEn')}` : null;
  const body = html`${texts}<p>${onePoint.resign}</p>${actions(button({ label: own ? onePoint.confirmAgain : onePoint.confirm }))}`;
  return panel({
    title: isPublic(point) ? onePoint.publicTitle : onePoint.confirmTitle,
    body: form({ action: pointPath(point), csrf, body }),
  });
}

function withdrawing({ words: { onePoint }, csrf }: Sight, point: Point): Html {
  return confirm({
    label: onePoint.withdraw,
    question: onePoint.withdrawQuestion,
    submit: onePoint.withdrawSubmit,
    form: { action: `${pointPath(point)}/withdraw`, csrf, body: null },
  });
}
