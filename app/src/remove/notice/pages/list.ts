// The list of notices in its views.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '../../../kit/html.ts';
import { heading } from '../../../kit/look/layout.ts';
import { timeLeft } from '../../../kit/look/moment.ts';
import { pager, tabs } from '../../../kit/look/navigation.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { show } from '../../pages/frame.ts';
import type { NoticeState } from '../../states.ts';
import { readNotice, readNotices } from '../read.ts';
import { noticePath, noticesPath, type Sight, sight, stateBadge } from './sight.ts';

const views = {
  names: ['proposed', 'approved'],
  drafts: ['draft'],
  out: ['sent', 'acknowledged', 'silent'],
  answered: ['complied', 'partial', 'refused'],
  over: ['escalated', 'withdrawn', 'discarded'],
} as const satisfies Record<string, readonly NoticeState[]>;
type View = keyof typeof views;
const viewNames = Object.keys(views).filter((name): name is View => name in views);

export function registerList(scope: FastifyInstance): void {
  scope.get(noticesPath, (request, reply) => showList(sight(request, reply)));
}

async function showList(seen: Sight): Promise<FastifyReply> {
  const { words, frame, request, number, moment } = seen;
  const query = request.query as Record<string, string | undefined>;
  const view = viewNames.find((name) => name === query.view) ?? 'out';
  const after = query.at && query.id ? { at: query.at as never, id: query.id } : null;
  const page = await seen.ask(readNotices, { states: [...views[view]], after });
  const now = request.server.house.now();
  const { columns } = words;
  const list = table({
    caption: words.views[view],
    columns: [
      { label: columns.reference },
      { label: columns.recipient },
      { label: columns.state },
      { label: columns.basis },
      { label: columns.items, numeric: true },
      { label: columns.due },
      { label: columns.drafted },
    ],
    rows: page.rows.map((row) => [
      seen.may(readNotice) ? html`<a href="${noticePath(row.id)}">${row.reference}</a>` : row.reference,
      row.platformName,
      stateBadge(seen, row.state),
      frame.bases[row.basis],
      number(row.items),
      row.dueAt === null ? '–' : timeLeft({ language: request.language, at: row.dueAt, now }),
      moment(row.draftedAt),
    ]),
    empty: emptyState({ title: words.none, body: words.noneBody }),
  });
  const ways = viewNames.map((name) => ({
    href: `${noticesPath}?view=${name}`,
    label: words.views[name],
    current: name === view,
  }));
  const next = page.next
    ? `${noticesPath}?view=${view}&at=${page.next.at.toISOString()}&id=${page.next.id}`
    : undefined;
  const main = html`${heading({ title: words.title, lead: words.lead })}${tabs({ label: words.viewsLabel, ways })}${list}${
    next ? pager({ language: request.language, next }) : null
  }`;
  return show(seen, 'notices', { title: words.title, main });
}
