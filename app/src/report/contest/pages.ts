// Pages of contests at the desk: what waits, by the day it is due, and one contest with what can be done with it.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { clock, timeLeft } from '../../kit/look/moment.ts';
import { crumbs, tabs } from '../../kit/look/navigation.ts';
import { badge, emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { codeBlock } from '../../kit/look/verbatim.ts';
import {
  deskPath,
  noProblems,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
  typed,
} from '../pages/frame.ts';
import type { ReportSlots } from '../pages/slots.ts';
import { contestStates, allowed } from '../states.ts';
import { defangedText } from './defanged.ts';
import { type Contest, decisions } from './store.ts';
import { decideContest, handContestBack, readContest, readContests, takeContest, writeToContester } from './verbs.ts';
import { type Words, words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

const path = `${deskPath}/contests`;
type Seen = Sight<Words>;

/** @param slots what desks to the right show to whoever decides. */
export function registerContestPages(scope: FastifyInstance, slots: ReportSlots = {}): void {
  const see = (request: Seen['request'], reply: FastifyReply): Seen => sight(request, reply, words(request.language));
  scope.get(path, async (request, reply) => {
    const seen = see(request, reply);
    const open = (request.query as { view?: string }).view !== 'decided';
    const contests = await seen.ask(readContests, { open });
    return show(seen, 'contests', { title: seen.words.title, main: listOf(seen, contests, open) });
  });
  scope.get<{ Params: { id: string } }>(`${path}/:id`, (request, reply) =>
    one(see(request, reply), request.params.id, slots),
  );
  for (const [act, carryOut] of Object.entries(acts))
    scope.post<{ Params: { id: string } }>(`${path}/:id/${act}`, (request, reply) => {
      const seen = see(request, reply);
      const { id } = request.params;
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, `${path}/${id}`, await carryOut(seen, id, typed(request))),
        (problems) => one(seen, id, slots, typed(request), problems),
      );
    });
}

/** What a form of a contest's page does; each answers with what to say on the next page. */
const acts: Record<string, (seen: Seen, id: string, given: Record<string, string>) => Promise<string>> = {
  async take({ ask, words }, id) {
    await ask(takeContest, { id });
    return words.taken;
  },
  async 'hand-back'({ ask, words }, id) {
    await ask(handContestBack, { id });
    return words.handedBack;
  },
  async write({ ask, words }, id, { body = '' }) {
    await ask(writeToContester, { id, body });
    return words.sent;
  },
  async decide({ ask, words }, id, { decision, reasons = '' }) {
    await ask(decideContest, { id, decision: decision as 'upheld', reasons });
    return words.done;
  },
};

const toneOf = { received: 'warning', 'in-review': 'info', decided: 'success' } as const;

function listOf(seen: Seen, contests: Contest[], open: boolean): Html {
  const { words, request } = seen;
  const views = [
    { href: path, label: words.open, current: open },
    { href: `${path}?view=decided`, label: words.decided, current: !open },
  ];
  return html`${heading({ title: words.title, lead: words.lead })}${tabs({ label: words.title, ways: views })}
${table({
  caption: open ? words.open : words.decided,
  columns: [words.reference, words.kind, words.state, words.due].map((label) => ({ label })),
  rows: contests.map((contest) => [
    html`<a href="${path}/${contest.id}">${contest.reference}</a>`,
    words.kinds[contest.kind],
    html`${badge({ label: words.states[contest.state], tone: toneOf[contest.state] })} ${contest.messageWaiting ? badge({ label: words.message, tone: 'info' }) : null}`,
    open
      ? timeLeft({ language: request.language, at: contest.dueAt, now: request.server.house.now() })
      : seen.moment(contest.decidedAt ?? contest.dueAt),
  ]),
  empty: emptyState({ title: words.none, body: words.noneBody }),
})}`;
}

type Found = Awaited<ReturnType<typeof readContest.perform>>;

async function one(
  seen: Seen,
  id: string,
  slots: ReportSlots,
  given: Record<string, string> = {},
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, request, reply, may } = seen;
  const found = may(readContest) ? await seen.ask(readContest, { id }) : null;
  if (!found)
    return show(seen, 'contests', { title: words.title, main: heading({ title: words.title, lead: words.lead }) });
  const { contest } = found;
  const others = await slots.contest?.(request, reply, contest.id, found.items);
  const main = html`${heading({
    title: words.contest(contest.reference),
    state: badge({ label: words.states[contest.state], tone: toneOf[contest.state] }),
    crumbs: crumbs({ language: request.language, ways: [{ href: path, label: words.title }] }),
  })}${problems.summary}${columns({ wide: wide(seen, found, others, given, problems), narrow: narrow(seen, found) })}`;
  return show(seen, 'contests', {
    title: words.contest(contest.reference),
    main,
    status: problems.status,
    here: `${path}/${id}`,
  });
}

function wide(seen: Seen, found: Found, others: Piece, given: Record<string, string>, problems: Problems): Piece[] {
  const { words } = seen;
  const { subject, statement, contest } = found;
  const body = html`${codeBlock(defangedText(subject ?? ''))}<h3>${words.statement}</h3><p>${statement ?? words.noStatement}</p>`;
  return [
    panel({ title: words.subject, body }),
    others,
    messagesOf(seen, found, given, problems),
    ...(isMine(seen, contest) ? [decideForm(seen, found, given, problems)] : []),
    ...(contest.state === 'decided' ? [decidedOf(seen, found)] : []),
  ];
}

const isMine = ({ request }: Seen, { state, takenBy }: Contest): boolean =>
  state === 'in-review' && takenBy === request.caller.id;

function messagesOf(seen: Seen, { contest, messages }: Found, given: Record<string, string>, problems: Problems) {
  const { words, csrf, moment } = seen;
  const isTaken = contest.takenBy === seen.request.caller.id;
  const written = messages.map(
    ({ fromDesk, body, writtenAt }) =>
      html`<li class="neutral"><p class="timeline-title">${fromDesk ? words.from.desk : words.from.them}</p><p class="note">${moment(writtenAt)}</p><p>${body}</p></li>`,
  );
  const write = form({
    action: `${path}/${contest.id}/write`,
    csrf,
    body: html`${field({ type: 'textarea', name: 'body', label: words.write, hint: words.writeHint, value: given.body, maxlength: 5000, error: problems.of('body') })}${actions(button({ label: words.send, tone: 'quiet' }))}`,
  });
  const body = html`${written.length === 0 ? html`<p>${words.noMessages}</p>` : html`<ol class="timeline">${written}</ol>`}${isTaken ? write : html`<p class="note">${words.takeFirst}</p>`}`;
  return panel({ title: words.messages, body });
}

function decideForm(
  { words, csrf }: Seen,
  { contest }: Found,
  given: Record<string, string>,
  problems: Problems,
): Html {
  const options = decisions.map((value) => ({ value, label: words.decisions[value] }));
  const body = form({
    action: `${path}/${contest.id}/decide`,
    csrf,
    body: html`<p>${words.decideLead}</p>
${field({ type: 'radios', name: 'decision', label: words.decision, options, value: given.decision, required: true, error: problems.of('decision') })}
${field({ type: 'textarea', name: 'reasons', label: words.reasons, hint: words.reasonsHint, value: given.reasons, required: true, error: problems.of('reasons') })}
${actions(button({ label: words.decideButton }))}`,
  });
  return panel({ title: words.decide, body });
}

function decidedOf({ words, moment }: Seen, { contest, reasons, names }: Found): Html {
  const rows = [
    { label: words.decision, value: words.decisions[contest.decision!] },
    { label: words.decidedBy(names.get(contest.decidedBy ?? '') ?? ''), value: moment(contest.decidedAt!) },
    { label: words.reasons, value: reasons },
  ];
  return panel({ title: words.decided, body: facts(rows) });
}

function narrow(seen: Seen, found: Found): Html {
  const { words, request, moment, number } = seen;
  const { contest, items, reports, involved, names } = found;
  const now = request.server.house.now();
  const who =
    contest.takenBy === null
      ? words.nobody
      : contest.takenBy === request.caller.id
        ? words.you
        : (names.get(contest.takenBy) ?? '');
  const due =
    contest.state === 'decided'
      ? null
      : clock({ language: request.language, at: contest.dueAt, now, label: words.clock, next: words.clockNext });
  const known =
    items.length === 0
      ? html`<p>${words.relatedNone}</p>`
      : html`<p>${words.relatedItems(number(items.length))}</p><ul>${items.map((item, n) => html`<li><a href="${deskPath}/items/${item}">${words.relatedItems(number(n + 1))}</a></li>`)}</ul><p>${words.relatedReports(number(reports.length))}</p>`;
  return html`${due}${panel({
    title: words.contest(contest.reference),
    body: facts([
      { label: words.kind, value: words.kinds[contest.kind] },
      { label: words.received, value: moment(contest.receivedAt) },
      { label: words.who, value: who },
    ]),
    actions: allowedActions(seen, contest, involved),
  })}
${involved ? notice({ tone: 'warning', title: words.involved }) : null}
${panel({ title: words.related, body: html`${known}<p class="note">${words.relatedWarning}</p>` })}`;
}

function allowedActions(seen: Seen, contest: Contest, involved: boolean): Html {
  const { words, csrf } = seen;
  const can = allowed(contestStates, contest.state);
  const mine = isMine(seen, contest);
  const act = (name: string, label: string, tone: 'primary' | 'quiet') =>
    form({ action: `${path}/${contest.id}/${name}`, csrf, body: button({ label, tone }) });
  return actions(
    can.includes('take') && !mine && contest.takenBy === null && !involved ? act('take', words.take, 'primary') : null,
    can.includes('hand-back') && mine ? act('hand-back', words.handBack, 'quiet') : null,
  );
}
