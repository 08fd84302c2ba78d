// The queue as people see it: what waits, the most urgent first, with the reason in words, and one button for the next one.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { attributes, type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { filterBar, form } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { pager, tabs } from '../../../kit/look/navigation.ts';
import { badge, badges, emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { deskPath, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { channels, concerns } from '../../facts.ts';
import { openStates } from '../../states.ts';
import { type QueuedReport, type QueuePage, readQueue, reportStateNames } from '../queue.ts';
import { type QueueView, queueViews } from '../store/queue.ts';
import { takeNext, takeReport } from '../take.ts';
import { keysHelp } from './keys.ts';
import { lasted, nowOf, personName, reportPath, type Sight, sight, stateBadge, urgencyTone } from './sight.ts';

const filterNames = ['state', 'concern', 'channel'] as const;
/** What the address asks for. */
interface Asked {
  view: QueueView;
  q: string;
  after: string | null;
  filter: Record<(typeof filterNames)[number], string>;
}

export function registerQueue(scope: FastifyInstance): void {
  scope.get(deskPath, (request, reply) => showQueue(sight(request, reply)));
  scope.post(`${deskPath}/next`, (request, reply) => next(sight(request, reply)));
}

function askedBy(request: FastifyRequest): Asked {
  const query = request.query as Record<string, unknown>;
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim() : '');
  return {
    view: queueViews.find((view) => view === text('view')) ?? 'open',
    q: text('q'),
    after: text('after') || null,
    filter: { state: text('state'), concern: text('concern'), channel: text('channel') },
  };
}

/** The address of a view, narrowed as asked. */
function at({ view, filter }: Pick<Asked, 'view' | 'filter'>, more: Record<string, string> = {}): string {
  const narrowed = Object.entries(filter).filter(([, value]) => value !== '');
  const query = new URLSearchParams([['view', view], ...narrowed, ...Object.entries(more)]);
  return `${deskPath}?${query.toString()}`;
}

async function showQueue(seen: Sight): Promise<FastifyReply> {
  const { request, reply, words, frame } = seen;
  const asked = askedBy(request);
  const { view, q, after, filter } = asked;
  const chosen = Object.fromEntries(filterNames.map((name) => [name, filter[name] || null]));
  const page = await seen.ask(readQueue, { view, q, after, ...chosen } as never);
  if (q && page.rows.length === 1) return reply.redirect(reportPath(page.rows[0]!.id));
  const main = html`${heading({ title: frame.queue, lead: view === 'all' ? words.allLead : words.queueLead, ...nextButton(seen, asked) })}
    ${views(seen, asked, page)}
    ${narrowing(seen, asked)}
    ${list(seen, asked, page)}
    ${onwards(seen, asked, page)}
    ${keysHelp(seen, 'queue')}`;
  return show(seen, 'queue', { title: frame.queue, main, scripts: ['queue'] });
}

/** What it takes is narrowed as the page is. */
function nextButton(seen: Sight, { filter }: Asked): { actions?: Html } {
  if (!seen.may(takeNext)) return {};
  const body = button({ label: seen.words.takeNext });
  return {
    actions: actions(form({ action: `${deskPath}/next`, csrf: seen.csrf, hidden: filter, body, id: 'take-next' })),
  };
}

function next(seen: Sight): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const given = typed(request);
  const filter = Object.fromEntries(filterNames.map((name) => [name, given[name] || null]));
  return submit(
    seen,
    async () => {
      const { id } = await seen.ask(takeNext, filter as never);
      const [to, said] = id === null ? [deskPath, words.nothingNext] : [reportPath(id), words.tookNext];
      return redirectWithNotice(request, reply, to, said);
    },
    () => showQueue(seen),
  );
}

function views({ words, number }: Sight, { view, filter }: Asked, { counts }: QueuePage): Html {
  const narrowed = view === 'all' ? { ...filter, state: '' } : filter;
  const ways = queueViews.map((each) => ({
    href: at({ view: each, filter: each === view ? filter : narrowed }),
    label: words.views[each],
    current: each === view,
    ...(counts[each] === null ? {} : { count: counts[each] < 100 ? number(counts[each]) : words.most }),
  }));
  return tabs({ label: words.viewsLabel, ways });
}

function narrowing({ words, frame, request }: Sight, { view, q, filter }: Asked): Html {
  const choice = (
    name: (typeof filterNames)[number],
    label: string,
    said: Record<string, string>,
    of: readonly string[],
  ) =>
    field({
      type: 'select',
      name,
      label,
      value: filter[name],
      options: [{ value: '', label: words.any }, ...of.map((value) => ({ value, label: said[value] ?? value }))],
    });
  const fields: Piece = [
    html`<input type="hidden" name="view" value="${view}">`,
    choice('concern', words.concern, frame.concerns, concerns),
    choice('channel', words.channel, frame.channels, channels),
    choice('state', words.state, frame.states, view === 'all' || view === 'messages' ? reportStateNames : openStates),
    field({ type: 'search', name: 'q', label: words.reference, value: q, autocomplete: 'off', maxlength: 40 }),
  ];
  const narrowed = q !== '' || filterNames.some((name) => filter[name] !== '');
  const clear = `${deskPath}?view=${view}`;
  const bar = filterBar({ language: request.language, action: deskPath, fields, ...(narrowed ? { clear } : {}) });
  return html`<details${attributes({ open: narrowed })}><summary>${words.narrow}</summary>${bar}</details>`;
}

function list(seen: Sight, asked: Asked, page: QueuePage): Html {
  const { words } = seen;
  const when = asked.view === 'all' ? words.received : words.waiting;
  const columns = [words.report, words.why, when, words.state, words.who];
  return table({
    caption: words.views[asked.view],
    columns: columns.map((label) => ({ label })),
    rows: page.rows.map((row) => [
      html`<a href="${reportPath(row.id)}">${row.reference}</a><p class="note">${about(seen, row)}</p>`,
      why(seen, row),
      asked.view === 'all' ? seen.moment(row.receivedAt) : waited(seen, row),
      html`${stateBadge(seen, row.state)}${row.messageWaiting ? html` ${badge({ label: words.messageWaiting, tone: 'info' })}` : null}`,
      who(seen, row, page.names),
    ]),
    empty: nothing(seen, asked),
  });
}

function about({ words, frame, number }: Sight, { concern, items }: QueuedReport): string {
  const named = items === 1 ? words.itemNamed : words.itemsNamed(number(items));
  return items === 0 ? frame.concerns[concern] : `${frame.concerns[concern]} · ${named}`;
}

function why(seen: Sight, { reasons, receivedAt, queueAt }: QueuedReport): Piece {
  const { words, frame } = seen;
  if (reasons.length === 0) return html`<span class="note">${words.byWaiting}</span>`;
  const shown = reasons.map(({ code }) => badge({ label: frame.urgencies[code], tone: urgencyTone(code) }));
  return html`${badges(shown)}<p class="note">${words.earlierInAll(lasted(seen, queueAt, receivedAt))}</p>`;
}

/** How long it has waited; of what waits no more, when it came. */
function waited(seen: Sight, { receivedAt, state }: QueuedReport): Html {
  if (!openStates.some((open) => open === state)) return seen.moment(receivedAt);
  return html`<time datetime="${receivedAt.toISOString()}">${lasted(seen, receivedAt, nowOf(seen))}</time>`;
}

function who(seen: Sight, row: QueuedReport, names: ReadonlyMap<string, string>): Piece {
  const { words, csrf } = seen;
  if (row.takenBy !== null) return personName(seen, names, row.takenBy);
  const waits = openStates.some((state) => state === row.state);
  if (!waits || !seen.may(takeReport)) return words.nobody;
  const label = words.takeNamed(row.reference);
  const body = html`<button class="button quiet" type="submit" aria-label="${label}">${words.take}</button>`;
  return form({ action: `${reportPath(row.id)}/take`, csrf, hidden: { version: String(row.version) }, body });
}

function nothing({ words }: Sight, { view, q, filter }: Asked): Html {
  if (q) return emptyState({ title: words.noSuchReference(q), body: words.noSuchReferenceBody });
  const narrowed = filterNames.some((name) => filter[name] !== '');
  if (narrowed) return emptyState({ title: words.emptyFiltered });
  return emptyState({ title: words.empty[view], body: view === 'mine' ? words.emptyMine : words.emptyBody });
}

function onwards({ request, words }: Sight, asked: Asked, { next }: QueuePage): Html {
  const first = asked.after === null ? null : html`<p><a href="${at(asked)}">${words.first}</a></p>`;
  return html`${next === null ? null : pager({ language: request.language, next: at(asked, { after: next }) })}${first}`;
}
