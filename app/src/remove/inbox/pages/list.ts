// The list of what was served on a platform: what waits, the most urgent clock first, and what is over.
import type { FastifyReply } from 'fastify';
import { showPage } from '../../../access/shell.ts';
import { type Html, html } from '../../../kit/html.ts';
import { heading } from '../../../kit/look/layout.ts';
import { timeLeft } from '../../../kit/look/moment.ts';
import { pager, tabs } from '../../../kit/look/navigation.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import type { Served } from '../store.ts';
import { readInbox } from '../verbs.ts';
import { noticesPath, type Sight, stateBadge } from './frame.ts';

type View = 'open' | 'over';

export async function showList(seen: Sight): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const asked = request.query as { view?: string; cursor?: string };
  const view: View = asked.view === 'over' ? 'over' : 'open';
  const cursor = typeof asked.cursor === 'string' ? asked.cursor : null;
  const { rows, next, counts } = await seen.ask(readInbox, { view, cursor });
  const views = (['open', 'over'] as const).map((each) => ({
    href: address(each),
    label: words[each],
    count: seen.number(counts[each]),
    current: each === view,
  }));
  const onwards = next && pager({ language: request.language, next: address(view, next) });
  const main = html`${heading({ title: words.title, lead: words.lead })}${tabs({ label: words.title, ways: views })}
${listOf(seen, view, rows)}${onwards}`;
  return showPage(request, reply, { title: words.title, main });
}

function address(view: View, cursor?: string): string {
  const query = new URLSearchParams({ view, ...(cursor === undefined ? {} : { cursor }) });
  return `${noticesPath}?${query}`;
}

function listOf(seen: Sight, view: View, rows: readonly Served[]): Html {
  const { words, frame } = seen;
  const last = view === 'open' ? words.clock : words.answeredAt;
  const labels = [words.reference, words.from, words.ground, words.basis, words.items, words.state, words.served, last];
  return table({
    caption: words[view],
    columns: labels.map((label) => ({ label, numeric: label === words.items })),
    rows: rows.map((row) => [
      html`<a href="${noticesPath}/${row.id}">${row.reference}</a>`,
      row.from,
      frame.grounds[row.ground],
      row.statutory ? words.bases.order : words.bases.request,
      seen.number(row.items),
      stateBadge(seen, row),
      seen.moment(row.servedAt),
      view === 'open' ? clockOf(seen, row) : endOf(seen, row),
    ]),
    empty:
      view === 'open' ? emptyState({ title: words.none, body: words.noneBody }) : emptyState({ title: words.noneOver }),
  });
}

const clockOf = ({ request, words, now }: Sight, { dueAt }: Served): Html | string =>
  dueAt === null ? words.noClock : timeLeft({ language: request.language, at: dueAt, now });

function endOf({ moment }: Sight, { answeredAt, withdrawnAt, servedAt }: Served): Html {
  return moment(answeredAt ?? withdrawnAt ?? servedAt);
}
