// The page of one item: what it is, who reported it, what was said of it, and the one thing that may be done next.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Sent, sentBy } from '../../../access/shell.ts';
import { type Html, html } from '../../../kit/html.ts';
import { platformName } from '../../../kit/identifiers/index.ts';
import { actions, linkButton } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { columns, heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { emptyState, notice } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import type { Verb } from '../../../verbs/verb.ts';
import type { ReportSlots } from '../../pages/slots.ts';
import { itemBadges, itemPath } from '../badges.ts';
import { type ItemSight, readAwaitedItems, readItem } from '../reading.ts';
import type { Step } from '../rounds.ts';
import { adjudicate, classifyItem, giveSecondOpinion, type Said } from '../verbs.ts';
import { handOver } from '../viewer/verbs.ts';
import { meanings } from './meanings.ts';
import { opinionForm, opinionSent } from './opinion-form.ts';
import {
  deskPath,
  itemsPath,
  noProblems,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
} from './page.ts';
import { said } from './said.ts';
import { viewerPanel } from './viewer-panel.ts';

type Params = { Params: { id: string } };

const stepVerbs: Record<Step, Verb<never, Said>> = {
  classify: classifyItem,
  'give-second': giveSecondOpinion,
  adjudicate,
};

export function registerItem(scope: FastifyInstance, slots: ReportSlots): void {
  scope.get<Params>(`${itemsPath}/:id`, (request, reply) => itemPage(sight(request, reply), request.params.id, slots));
  for (const [step, verb] of Object.entries(stepVerbs))
    scope.post<Params>(`${itemsPath}/:id/${step}`, (request, reply) => takeOpinion(request, reply, verb, slots));
  scope.post<Params>(`${itemsPath}/:id/hand-over`, (request, reply) => {
    const { id } = request.params;
    const seen = sight(request, reply);
    return submit(
      seen,
      async () => handedOver(seen, id, await seen.ask(handOver, { id })),
      (problems) => itemPage(seen, id, slots, undefined, problems),
    );
  });
}

function takeOpinion(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  verb: Verb<never, Said>,
  slots: ReportSlots,
) {
  const { id } = request.params;
  const seen = sight(request, reply);
  const sent = sentBy(request);
  const place = { firstId: sent.text('firstId') || undefined, supersedes: sent.text('supersedes') || null };
  return submit(
    seen,
    async () => {
      const { state } = await seen.ask(verb, { ...opinionSent(sent), ...place, itemId: id } as never);
      return redirectWithNotice(request, reply, itemPath(id), seen.words.saved[state]);
    },
    (problems) => itemPage(seen, id, slots, sent, problems),
  );
}

async function itemPage(
  seen: Sight,
  id: string,
  slots: ReportSlots,
  sent: Sent = sentBy(seen.request),
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, request, reply, frame } = seen;
  const shown = await seen.ask(readItem, { id });
  const title = [words.kinds[shown.shownKind], platformName(shown.item.platform)].filter(Boolean).join(' · ');
  const ways = [
    seen.may(readAwaitedItems) ? { href: itemsPath, label: words.items } : { href: deskPath, label: frame.queue },
  ];
  const latest = shown.rounds.at(-1);
  const standing = latest && { latest, inForce: shown.inForce };
  const others = await slots.itemPage?.(request, reply, id);
  const main = html`${heading({
    title,
    state: itemBadges(request.language, standing),
    lead: shown.shown === null ? words.notAnymore : html`${verbatim(shown.shown)}`,
    crumbs: crumbs({ language: request.language, ways }),
  })}
    ${problems.summary}
    ${columns({
      wide: html`${panel({ title: words.classification, body: said(seen, shown) })}${others}${viewerPanel(seen, shown)}${nextStep(seen, shown, sent, problems)}`,
      narrow: html`${panel({ title: words.item, body: itemFacts(seen, shown) })}${panel({ title: words.reportsNaming, body: naming(seen, shown) })}`,
    })}
    ${shown.step === null ? null : meanings(seen)}`;
  // The browser's title and history name the kind only: what it is stays on the page.
  return show(seen, 'items', { title, main, status: problems.status, here: itemPath(id) });
}

function nextStep(seen: Sight, shown: ItemSight, sent: Sent, problems: Problems): Html | null {
  const { words, may } = seen;
  const { step } = shown;
  if (!may(classifyItem)) return null;
  if (step === null) return notice({ tone: 'info', title: words.waiting, body: words.waitingBody });
  const again = step === 'classify' && shown.rounds.length > 0;
  const title = {
    classify: again ? words.classifyAnew : words.classify,
    'give-second': words.second,
    adjudicate: words.adjudicate,
  }[step];
  const lead = {
    classify: again ? words.classifyAnewLead : null,
    'give-second': words.secondLead,
    adjudicate: words.adjudicateLead,
  }[step];
  const off = shown.viewer.viewable && !shown.viewer.set;
  return panel({
    title,
    id: 'opinion',
    body: html`${lead === null ? null : html`<p>${lead}</p>`}
      ${off ? notice({ tone: 'info', title: words.viewerOff, body: words.viewerOffBody }) : null}
      ${shown.viewer.viewable ? null : html`<p class="note">${words.nothingToView}</p>`}
      ${opinionForm(seen, shown, step, sent, problems)}`,
  });
}

function itemFacts({ words, moment, frame }: Sight, { item, shownKind }: ItemSight): Html {
  const platform = platformName(item.platform);
  return html`${facts([
    { label: words.kind, value: words.kinds[shownKind] },
    ...(platform === null ? [] : [{ label: words.platform, value: platform }]),
    { label: words.state, value: frame.itemStates[item.state] },
    { label: words.firstSeen, value: moment(item.firstSeenAt) },
    { label: words.lastSeen, value: moment(item.lastSeenAt) },
  ])}<p class="note">${words.defangedHint}</p>`;
}

function naming({ words, frame, moment, number }: Sight, { reports, moreReports }: ItemSight): Html {
  return html`${table({
    caption: words.reportsNaming,
    columns: [{ label: words.report }, { label: words.state }],
    rows: reports.map(({ id, reference, state, receivedAt }) => [
      html`<a href="${deskPath}/${id}">${reference}</a>`,
      html`${frame.states[state]}<p class="note">${moment(receivedAt)}</p>`,
    ]),
    empty: emptyState({ title: words.noReports }),
  })}${moreReports ? html`<p class="note">${words.moreReports(number(reports.length))}</p>` : null}`;
}

// The answer to the form itself: a redirect out of a form would be refused by the browser, and the way is shown once.
function handedOver(seen: Sight, id: string, { address, expiresAt }: { address: string; expiresAt: Date }) {
  const { words, moment } = seen;
  const main = html`${heading({ title: words.handedOver, lead: words.handedOverLead })}
    <p><a class="button primary" href="${address}" target="_blank" rel="noopener noreferrer">${words.openViewer}</a></p>
    <p class="note">${words.worksUntil} ${moment(expiresAt)}</p>
    ${actions(linkButton({ label: words.back, href: itemPath(id), tone: 'quiet' }))}`;
  return show(seen, 'items', { title: words.handedOver, main, status: 201, here: itemPath(id) });
}
