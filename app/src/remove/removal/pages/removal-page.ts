// A removal's page: what it is, where it stands and how that is known, its clock, where it lies, who was asked, what checks
// saw, and what can be done. Parts of the desk that stand beside this one show their panels here.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { facts, timeline } from '../../../kit/look/facts.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { columns, heading, panel } from '../../../kit/look/layout.ts';
import { clock, timeLeft } from '../../../kit/look/moment.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { badge, notice } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { codeBlock } from '../../../kit/look/verbatim.ts';
import { draftNotice } from '../../notice/draft.ts';
import type { NoticeRow } from '../../notice/lists.ts';
import { readNotice, readNoticesOf } from '../../notice/read.ts';
import { deskPath, noProblems, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { mayMove } from '../move.ts';
import { readRemoval, type RemovalSight } from '../read.ts';
import { stopRemoval } from '../stop.ts';
import { stopReasons } from '../store.ts';
import { takeOn } from '../take-on.ts';
import { nameOf } from './rows.ts';
import { oneRemoval, removalPath, removalsPath, type Sight, sight, stateBadge } from './sight.ts';

/** What other parts show on a removal's page. */
export interface RemovalSlots {
  wide: readonly ((seen: Sight, found: RemovalSight) => Promise<Piece>)[];
  narrow: readonly ((seen: Sight, found: RemovalSight) => Promise<Piece>)[];
}

interface One {
  Params: { id: string };
}

export function registerRemoval(scope: FastifyInstance, slots: RemovalSlots): void {
  scope.get<One>(oneRemoval, (request, reply) => one(sight(request, reply), request.params.id, slots));
  scope.post<One>(`${oneRemoval}/stop`, (request, reply) => {
    const [seen, { id }, { version, reason }] = [sight(request, reply), request.params, typed(request)];
    return submit(
      seen,
      async () => {
        await seen.ask(stopRemoval, { id, version: Number(version), reason: reason as 'contest' });
        return redirectWithNotice(request, reply, removalPath(id), seen.words.done.stopped);
      },
      (problems) => one(seen, id, slots, problems),
    );
  });
  scope.post<{ Params: { item: string } }>(`${deskPath}/take-on/:item`, (request, reply) => {
    const [seen, { item }] = [sight(request, reply), request.params];
    return submit(
      seen,
      async () => {
        const { id } = await seen.ask(takeOn, { itemId: item });
        return redirectWithNotice(request, reply, removalPath(id), seen.words.done.takenOn);
      },
      (problems) =>
        show(seen, 'removals', {
          title: seen.words.listTitle,
          main: html`${problems.summary}`,
          status: problems.status,
        }),
    );
  });
}

async function one(
  seen: Sight,
  id: string,
  slots: RemovalSlots,
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, frame, request } = seen;
  const found = await seen.ask(readRemoval, { id });
  const { removal, item } = found;
  const title = nameOf(seen, { kind: item.kind, id });
  const notices = await seen.ask(readNoticesOf, { id });
  // On a phone this column stands first: what is urgent is at its top.
  const wide: Piece[] = [deadline(seen, found), what(seen, found), asked(seen, found, notices)];
  for (const slot of slots.wide) wide.push(await slot(seen, found));
  const narrow: Piece[] = [thisRemoval(seen, found)];
  for (const slot of slots.narrow) narrow.push(await slot(seen, found));
  narrow.push(history(seen, found), stopping(seen, found, problems));
  const main = html`${heading({
    title,
    state: stateBadge(frame, removal),
    crumbs: crumbs({ language: request.language, ways: [{ href: removalsPath, label: words.listTitle }] }),
  })}${problems.summary}${columns({ wide, narrow })}`;
  return show(seen, 'removals', { title, main, status: problems.status, here: removalPath(id) });
}

function what({ words }: Sight, { item }: RemovalSight): Html {
  const shown = item.readable
    ? item.shown === null
      ? html`<p>${words.erased}</p>`
      : codeBlock(item.shown)
    : html`<p>${words.hidden}</p>`;
  const way = item.readable ? html`<p><a href="/desk/report/items/${item.id}">${words.openItem}</a></p>` : null;
  return panel({ title: words.shownLabel, body: html`${shown}${way}` });
}

function deadline({ words, request }: Sight, { removal }: RemovalSight): Html | null {
  const runs = removal.dueAt !== null && (removal.state === 'notice-open' || removal.state === 'overdue');
  if (!runs) return null;
  const now = request.server.house.now();
  const at = removal.dueAt!;
  const next = at > now ? { next: words.dueNext } : {};
  return clock({ language: request.language, at, now, label: words.due, ...next });
}

function thisRemoval(seen: Sight, { removal }: RemovalSight): Html {
  const { words, frame, number, moment } = seen;
  const rows = [
    { label: words.ground, value: frame.grounds[removal.ground] },
    { label: words.state, value: html`${frame.removalStates[removal.state]}, ${moment(removal.stateAt)}` },
    { label: words.grade, value: removal.grade ? frame.grades[removal.grade] : words.noGrade },
    {
      label: words.seenLast,
      value:
        removal.seen && removal.seenAt ? html`${words.seen[removal.seen]}, ${moment(removal.seenAt)}` : words.neverSeen,
    },
    ...(removal.reappearances > 0 ? [{ label: words.reappearances, value: number(removal.reappearances) }] : []),
  ];
  const claimed = removal.grade === 'stated' ? notice({ tone: 'warning', title: words.claimedOnly }) : null;
  const danger = removal.danger ? badge({ label: words.danger, tone: 'danger' }) : null;
  return panel({ title: words.thisRemoval, body: html`${danger}${facts(rows)}${claimed}` });
}

/** Notices in these states still ask for something. */
const stillOut: readonly NoticeRow['state'][] = ['sent', 'acknowledged', 'partial', 'silent', 'complied'];

function asked(seen: Sight, { removal }: RemovalSight, notices: readonly NoticeRow[]): Html {
  const { words, frame, request } = seen;
  const now = request.server.house.now();
  const rows = notices.map((each) => [
    seen.may(readNotice) ? html`<a href="${deskPath}/notices/${each.id}">${each.reference}</a>` : each.reference,
    each.platformName,
    badge({ label: frame.noticeStates[each.state] }),
    each.dueAt === null ? '–' : timeLeft({ language: request.language, at: each.dueAt, now }),
  ]);
  const { columns: label } = words;
  const list = table({
    caption: words.notices,
    columns: [{ label: label.reference }, { label: label.platform }, { label: label.state }, { label: label.due }],
    rows,
    empty: html`<p>${words.noNotices}</p>`,
  });
  const way =
    seen.may(draftNotice) && mayMove(removal, 'ask')
      ? actions(linkButton({ label: words.writeNotice, href: `${deskPath}/notices/new?removal=${removal.id}` }))
      : null;
  const out = notices.some(({ state }) => stillOut.includes(state));
  const stopped = removal.state === 'stopped' && out ? notice({ tone: 'warning', title: words.stillOut }) : null;
  return panel({ title: words.notices, body: html`${stopped}${list}`, ...(way ? { actions: way } : {}) });
}

function history(seen: Sight, { entries, names }: RemovalSight): Html {
  const { words, frame, moment } = seen;
  const title = (kind: string, to: unknown): string => {
    const said = words.entries[kind as 'other'] ?? words.entries.other;
    return kind === 'removal' ? frame.removalStates[to as 'new'] : said;
  };
  const events = entries.toReversed().map(({ kind, facts: told, by, at }) => ({
    when: moment(at),
    title: title(kind, told.to),
    by: by === null ? words.byClock : (names.get(by) ?? ''),
    ...(told.grade ? { body: frame.grades[told.grade as 'stated'] } : {}),
  }));
  return panel({ title: words.timeline, body: timeline(events) });
}

function stopping(seen: Sight, { removal, item }: RemovalSight, problems: Problems): Html | null {
  const { words, csrf } = seen;
  if (removal.state === 'stopped')
    return seen.may(takeOn)
      ? form({
          action: `${deskPath}/take-on/${item.id}`,
          csrf,
          body: button({ label: words.takeOnAgain, tone: 'quiet' }),
        })
      : null;
  if (!seen.may(stopRemoval) || !mayMove(removal, 'stop')) return null;
  const options = stopReasons.map((value) => ({ value, label: words.stopReasons[value] }));
  const body = form({
    action: `${removalPath(removal.id)}/stop`,
    csrf,
    hidden: { version: String(removal.version) },
    body: html`<p class="note">${words.stopLead}</p>${field({ type: 'select', name: 'reason', label: words.stopReason, options, error: problems.of('reason') })}${actions(button({ label: words.stopButton, tone: 'danger' }))}`,
  });
  return panel({ title: words.stop, body });
}
