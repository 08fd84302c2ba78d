// The panels of a removal's page: the way from here with what was handed over, and the hold that police asked for.
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { form } from '../../kit/look/form.ts';
import { panel } from '../../kit/look/layout.ts';
import { badge } from '../../kit/look/notice.ts';
import { hotlineOf, hotlines, type Route, routeOf, type Step } from '../locate/index.ts';
import { removalPath } from '../removal/pages/sight.ts';
import type { Removal } from '../removal/store.ts';
import { holdForm, policeForm } from './forms.ts';
import { handOffList } from './hand-off-list.ts';
import { endHold, placeHold, renewHold } from './holds.ts';
import { type Asked, seenBy, type Sight } from './page.ts';
import { handToHotline, handToPolice, type HandOffSight, readHandOffs } from './verbs.ts';

/** What a removal's page has read already. */
interface Shown {
  removal: Removal;
  item: { platform: string | null };
}

/** The way from where it lies, what was handed over, and the hold that police asked for. */
export async function handOffPanel(asked: Asked, { removal, item }: Shown): Promise<Html> {
  const seen = seenBy(asked);
  const found = await seen.ask(readHandOffs, { removalId: removal.id });
  return html`${wayPanel(seen, removal, found, item.platform !== null)}${holdPanel(seen, removal, found)}`;
}

/** Who is told in which order, and the forms for the next step. */
function wayPanel(seen: Sight, removal: Removal, found: HandOffSight, onPlatform: boolean): Html {
  const { words } = seen;
  const { ground, country } = removal;
  const { country: ownCountry, policeFirst } = found.here;
  const route = routeOf({ ground, country, ownCountry, policeFirst, hotlines, onPlatform });
  const body = html`<p>${country === null ? words.unknownPlace : words.courses[route.course]}</p>
<ol>${route.steps.map((step) => html`<li>${stepOf(seen, step, removal, found)}</li>`)}</ol>
${handOffList(seen, removal, found)}${isOver(removal) ? null : nextSteps(seen, removal, route)}`;
  return panel({ title: words.title, id: 'hand-offs', body });
}

const isOver = ({ state }: Removal): boolean => state === 'removed' || state === 'stopped';

function stepOf({ words }: Sight, step: Step, removal: Removal, { handOffs }: HandOffSight): Piece {
  const said = step.step === 'hotline' ? words.steps.hotline(hotlineOf(step.country)!.name) : words.steps[step.step];
  return html`${said} ${badge({ label: words.necessity[step.necessity] })} ${standing()}`;

  function standing(): Html {
    const made = handOffs.filter(({ recipient }) => recipient === step.step);
    const done = step.step === 'notice' ? removal.askedAt !== null : made.some(({ receiptAt }) => receiptAt !== null);
    if (done) return badge({ label: words.done, tone: 'success' });
    return made.length > 0 ? badge({ label: words.waiting, tone: 'warning' }) : badge({ label: words.open });
  }
}

function nextSteps(seen: Sight, { id }: Removal, { steps }: Route): Html {
  const { words, csrf, may } = seen;
  const police = may(handToPolice)
    ? html`<details><summary>${words.toPolice}</summary>${policeForm(seen, `${removalPath(id)}/police`)}</details>`
    : null;
  const hotline =
    may(handToHotline) && steps.some(({ step }) => step === 'hotline')
      ? form({
          action: `${removalPath(id)}/hotline`,
          csrf,
          body: html`<p class="note">${words.toHotlineLead}</p>${actions(button({ label: words.toHotlineButton, tone: 'quiet' }))}`,
        })
      : null;
  return html`${police}${hotline}`;
}

/** Whether police asked for notices to wait, until when, and placing, renewing or ending that. */
function holdPanel(seen: Sight, removal: Removal, found: HandOffSight): Html | null {
  const { words } = seen;
  if (isOver(removal) && found.holds.length === 0) return null;
  const body = html`<p class="note">${words.holdsLead}</p>${holdStanding(seen, removal, found)}${isOver(removal) ? null : holdForms(seen, removal, found)}`;
  return panel({ title: words.holds, id: 'hold', body });
}

function holdStanding(seen: Sight, { danger }: Removal, { holds }: HandOffSight): Html {
  const { words, request, moment } = seen;
  const [last] = holds;
  if (danger) return html`<p>${badge({ label: words.dangerNow, tone: 'danger' })}</p>`;
  if (!last) return html`<p>${words.neverHeld}</p>`;
  if (last.endedAt !== null) return html`<p>${words.holdEnded} ${moment(last.endedAt)}</p>`;
  if (last.untilAt <= request.server.house.now()) return html`<p>${words.holdOver} ${moment(last.untilAt)}</p>`;
  return html`<p>${badge({ label: words.heldUntil, tone: 'warning' })} ${moment(last.untilAt)}</p>`;
}

function holdForms(seen: Sight, { id, danger }: Removal, { holds }: HandOffSight): Html | null {
  if (danger) return null;
  const { words, may, csrf, request } = seen;
  const [last] = holds;
  if (!last) return may(placeHold) ? asking(seen, `${removalPath(id)}/hold`, words.place) : null;
  const own = last.placedBy === request.caller.id;
  const renewing = !may(renewHold)
    ? null
    : own
      ? html`<p class="note">${words.renewOther}</p>`
      : asking(seen, `${removalPath(id)}/holds/${last.id}/renew`, words.renew);
  const lasts = last.endedAt === null && last.untilAt > request.server.house.now();
  const ending =
    lasts && may(endHold)
      ? form({
          action: `${removalPath(id)}/holds/${last.id}/end`,
          csrf,
          body: actions(button({ label: words.end, tone: 'quiet' })),
        })
      : null;
  return html`${ending}${renewing}`;
}

/** Folded: asking for a hold is rare, and it holds up what is urgent. */
const asking = (seen: Sight, action: string, label: string): Html =>
  html`<details><summary>${label}</summary>${holdForm(seen, action, label)}</details>`;
