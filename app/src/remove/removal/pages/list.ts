// The list of removals in its views; from what is to do, several can be ticked for one notice.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { heading } from '../../../kit/look/layout.ts';
import { pager, tabs } from '../../../kit/look/navigation.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { draftNotice } from '../../notice/draft.ts';
import { deskPath, show } from '../../pages/frame.ts';
import type { RemovalState } from '../../states.ts';
import { mayMove } from '../move.ts';
import { readRemovals } from '../read.ts';
import { removalTable } from './rows.ts';
import { removalsPath, type Sight, sight } from './sight.ts';

const views = {
  work: ['new', 'located', 'unlocatable', 'moved', 'reappeared'],
  open: ['notice-open', 'overdue'],
  overdue: ['overdue'],
  refused: ['refused'],
  unclear: ['unknown', 'geo-blocked'],
  removed: ['removed'],
  back: ['reappeared'],
  stopped: ['stopped'],
} as const satisfies Record<string, readonly RemovalState[]>;
type View = keyof typeof views;
const viewNames = Object.keys(views).filter((name): name is View => name in views);

/** Views in which removals may be ticked for a notice. */
const tickable: readonly View[] = ['work', 'open', 'overdue', 'refused', 'unclear', 'back'];

export function registerRemovals(scope: FastifyInstance): void {
  scope.get(removalsPath, (request, reply) => showList(sight(request, reply)));
}

async function showList(seen: Sight): Promise<FastifyReply> {
  const { words, request } = seen;
  const query = request.query as Record<string, string | undefined>;
  const view = viewNames.find((name) => name === query.view) ?? 'work';
  const platformId = query.platform || null;
  const after = query.at && query.id ? { at: query.at as never, id: query.id } : null;
  const page = await seen.ask(readRemovals, { states: [...views[view]], platformId, after });
  const tick = seen.may(draftNotice) && tickable.includes(view);
  const list = removalTable(seen, {
    caption: words.views[view],
    rows: page.rows,
    since: view !== 'open' && view !== 'overdue',
    tick,
    empty: emptyState({ title: words.none, body: words.noneBody }),
  });
  const at = (name: View): string => `${removalsPath}?view=${name}${platformId ? `&platform=${platformId}` : ''}`;
  const ways = viewNames.map((name) => ({ href: at(name), label: words.views[name], current: name === view }));
  const next = page.next ? `${at(view)}&at=${page.next.at.toISOString()}&id=${page.next.id}` : undefined;
  const main = html`${heading({ title: words.listTitle })}${tabs({ label: words.viewsLabel, ways })}${tick && page.rows.some((row) => mayMove(row, 'ask')) ? ticking(seen, list) : list}${
    next ? pager({ language: request.language, next }) : null
  }`;
  return show(seen, 'removals', { title: words.listTitle, main });
}

/** A form that only leads on: it changes nothing, so it is sent in the address. */
function ticking({ words }: Sight, list: Html): Html {
  return html`<form method="get" action="${deskPath}/notices/new"><p class="note">${words.tick}</p>${list}${actions(button({ label: words.writeNotice, tone: 'quiet' }))}</form>`;
}
