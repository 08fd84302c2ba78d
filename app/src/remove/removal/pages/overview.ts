// The overview: at once what was asked for, what is overdue and what came back; then the next deadlines, and how each
// recipient stands.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { tiles } from '../../../kit/look/facts.ts';
import { heading, panel, stack } from '../../../kit/look/layout.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { readDeliveries } from '../../../outside/index.ts';
import { readNoticeClocks } from '../../notice/read.ts';
import { deskPath, show } from '../../pages/frame.ts';
import type { RemovalState } from '../../states.ts';
import { type Overview, readOverview } from '../read.ts';
import { removalTable } from './rows.ts';
import { removalsPath, type Sight, sight } from './sight.ts';

export function registerOverview(scope: FastifyInstance): void {
  scope.get(deskPath, (request, reply) => showOverview(sight(request, reply)));
}

async function showOverview(seen: Sight): Promise<FastifyReply> {
  const { words } = seen;
  const overview = await seen.ask(readOverview, {});
  const back = removalTable(seen, {
    caption: words.back,
    rows: overview.back,
    since: true,
    empty: html`<p>${words.backNone}</p>`,
  });
  const clocks = removalTable(seen, {
    caption: words.clocks,
    rows: overview.clocks,
    empty: emptyState({ title: words.clocksNone, body: words.clocksNoneBody }),
  });
  const main = html`${heading({ title: words.title, lead: words.lead })}${await figures(seen, overview)}${stack(
    panel({ title: words.clocks, body: clocks }),
    panel({ title: words.back, body: back }),
    panel({ title: words.byPlatform, body: byPlatform(seen, overview) }),
  )}`;
  return show(seen, 'overview', { title: words.title, main });
}

async function figures(seen: Sight, { counts }: Overview): Promise<Html> {
  const { words, number, may } = seen;
  const of = (...states: RemovalState[]): number =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0);
  const removed = counts.filter(({ state }) => state === 'removed');
  const confirmed = removed.filter(({ grade }) => grade === 'machine-confirmed').reduce((sum, { n }) => sum + n, 0);
  const { counts: notices } = await seen.ask(readNoticeClocks, {});
  const failed = may(readDeliveries) ? (await seen.ask(readDeliveries, { view: 'failed' })).failed : 0;
  const { figures: label, figureNotes: note } = words;
  const view = (name: string): string => `${removalsPath}?view=${name}`;
  return tiles([
    { label: label.open, value: number(of('notice-open', 'overdue')), href: view('open') },
    { label: label.overdue, value: number(of('overdue')), href: view('overdue') },
    { label: label.back, value: number(of('reappeared')), href: view('back') },
    { label: label.names, value: number(notices.proposed ?? 0), href: `${deskPath}/notices?view=names` },
    ...(notices.approved
      ? [{ label: label.toSend, value: number(notices.approved), href: `${deskPath}/notices?view=names` }]
      : []),
    { label: label.toLocate, value: number(of('new', 'moved', 'unlocatable')), href: view('work') },
    { label: label.toAsk, value: number(of('located')), href: view('work') },
    { label: label.refused, value: number(of('refused')), href: view('refused') },
    {
      label: label.unclear,
      value: number(of('unknown', 'geo-blocked')),
      note: note.unclear,
      href: view('unclear'),
    },
    { label: label.confirmed, value: number(confirmed), href: view('removed') },
    {
      label: label.otherGrades,
      value: number(of('removed') - confirmed),
      note: note.otherGrades,
      href: view('removed'),
    },
    ...(failed > 0 ? [{ label: label.failed, value: number(failed), href: `${deskPath}/deliveries` }] : []),
  ]);
}

function byPlatform({ words, number }: Sight, { platforms }: Overview): Html {
  const { columns: label } = words;
  const numeric = [label.open, label.overdue, label.refused, label.removed, label.back];
  return table({
    caption: words.byPlatform,
    columns: [{ label: label.platform }, ...numeric.map((each) => ({ label: each, numeric: true }))],
    rows: platforms.map(({ id, name, open, overdue, refused, removed, back }) => [
      html`<a href="${deskPath}/directory/${id}">${name}</a>`,
      ...[open, overdue, refused, removed, back].map(number),
    ]),
    empty: html`<p>${words.byPlatformNone}</p>`,
  });
}
