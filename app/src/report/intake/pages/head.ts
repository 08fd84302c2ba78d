// The head of a report's page: what it is, who has it, who else looks at it, and the actions that are allowed, no others.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { form } from '../../../kit/look/form.ts';
import { heading } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { notice } from '../../../kit/look/notice.ts';
import { deskPath } from '../../pages/frame.ts';
import type { ReportTransition } from '../../states.ts';
import { inQueue } from '../change.ts';
import type { Move } from '../move.ts';
import type { ReadReport } from '../read.ts';
import { takeOver, takeReport } from '../take.ts';
import { lasted, nowOf, personName, reportPath, type Sight, stateBadge } from './sight.ts';

export function head(seen: Sight, read: ReadReport): Html {
  const { words, frame, request } = seen;
  const { report } = read;
  const waited = words.waitingFor(lasted(seen, report.receivedAt, nowOf(seen)));
  const lead = [frame.concerns[report.concern], frame.channels[report.channel], ...(inQueue(report) ? [waited] : [])];
  return heading({
    title: words.reportNamed(report.reference),
    state: stateBadge(seen, report.state),
    lead: lead.join(' · '),
    crumbs: crumbs({ language: request.language, ways: [{ href: deskPath, label: frame.queue }] }),
    ...shownActions(seen, read),
  });
}

/** Who has it and who else is here: said before anything else, so that two never work on one report unknowingly. */
export function whoIsHere(seen: Sight, read: ReadReport): Piece {
  const { words, request } = seen;
  const { report, viewers, names, relatives } = read;
  const others = viewers.filter(({ personId }) => personId !== report.takenBy);
  const said = others.map(({ personId }) => personName(seen, names, personId)).join(', ');
  return [
    relatives.joinedTo &&
      notice({
        tone: 'info',
        title: words.joinedToTitle(relatives.joinedTo.reference),
        body: html`${words.joinedToBody} <a href="${reportPath(relatives.joinedTo.id)}">${words.joinedToLink}</a>`,
      }),
    report.takenBy !== null && report.takenBy !== request.caller.id ? otherHasIt(seen, read) : null,
    others.length > 0 ? notice({ tone: 'warning', title: words.othersLook(said), body: words.othersLookBody }) : null,
  ];
}

function otherHasIt(seen: Sight, { report, names }: ReadReport): Html {
  const { words, csrf } = seen;
  const { id, version, takenBy, takenAt } = report;
  const name = personName(seen, names, takenBy!);
  const since = takenAt && words.since(lasted(seen, takenAt, nowOf(seen)));
  const over = form({
    action: `${reportPath(id)}/take-over`,
    csrf,
    hidden: { version: String(version), from: takenBy! },
    body: button({ label: words.takeOver(name), tone: 'quiet' }),
  });
  return notice({
    tone: 'warning',
    title: [words.otherHasIt(name), since].filter(Boolean).join(' '),
    body: seen.may(takeOver) ? html`<p>${words.otherHasItBody}</p>${over}` : undefined,
  });
}

/** The next step of each state, shown first. */
const nextStep: Partial<Record<string, ReportTransition>> = {
  received: 'begin',
  triaged: 'begin',
  reopened: 'begin',
  'in-progress': 'resolve',
  resolved: 'close',
  'out-of-scope': 'close',
  spam: 'close',
};
/** Those that ask something first have a page of their own. */
const asking: ReportTransition[] = ['resolve', 'refer', 'merge'];

function shownActions(seen: Sight, { report, allowed }: ReadReport): { actions?: Html } {
  const { words, request } = seen;
  const { takenBy } = report;
  if (!seen.may(takeReport) || (takenBy !== null && takenBy !== request.caller.id)) return {};
  const free = takenBy === null && inQueue(report);
  const first = free ? undefined : nextStep[report.state];
  const inOrder = allowed.toSorted((a, b) => Number(b === first) - Number(a === first));
  const way = (name: string): string => `${reportPath(report.id)}/${name}`;
  const press = (path: string, label: string, tone: 'primary' | 'quiet', more: Record<string, string> = {}): Html => {
    const hidden = { version: String(report.version), ...more };
    return form({ action: way(path), csrf: seen.csrf, hidden, body: button({ label, tone }) });
  };
  const move = (name: ReportTransition): Html => {
    const tone = name === first ? 'primary' : 'quiet';
    const label = words.moves[name];
    return asking.includes(name)
      ? linkButton({ label, href: way(name), tone })
      : press(`move/${name satisfies Move | ReportTransition}`, label, tone);
  };
  const note = free ? words.nobodyHasIt : takenBy !== null ? words.youHaveIt : null;
  return {
    actions: html`${note && html`<p class="note">${note}</p>`}${actions(
      free ? press('take', words.takeThis, 'primary') : null,
      inOrder.map(move),
      inQueue(report) ? linkButton({ label: words.split, href: way('split'), tone: 'quiet' }) : null,
      takenBy !== null ? press('hand-back', words.handBack, 'quiet') : null,
    )}`,
  };
}
