// Disclosures on the desk's page: asked for by one person, let go by another, taken once.
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { confirm, form } from '../../../kit/look/form.ts';
import type { Tone } from '../../../kit/look/icons.ts';
import { panel } from '../../../kit/look/layout.ts';
import { badge, emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { dayStart } from '../../../report/index.ts';
import type { Problems, Sight } from '../../pages/frame.ts';
import {
  approveDisclosure,
  type DisclosureState,
  type readDisclosures,
  requestDisclosure,
  type ShownDisclosure,
} from '../disclosure/verbs.ts';
import type { Words } from '../words.ts';

type Seen = Sight<Words>;
type Read = Awaited<ReturnType<typeof readDisclosures.perform>>;

/** @param path where its forms are sent. */
export function disclosuresPanel(
  seen: Seen,
  path: string,
  read: Read,
  given: Record<string, string>,
  problems: Problems,
): Html {
  const { words } = seen;
  const ask = seen.may(requestDisclosure)
    ? panel({ title: words.ask, body: askForm(seen, path, given, problems) })
    : null;
  return html`${panel({ title: words.disclosures, body: html`<p>${words.disclosuresLead}</p>${list(seen, path, read)}` })}${ask}`;
}

const toneOf: Record<DisclosureState, Tone> = {
  requested: 'info',
  approved: 'success',
  declined: 'neutral',
  taken: 'neutral',
  lapsed: 'neutral',
};

function list(seen: Seen, path: string, { disclosures, names }: Read): Html {
  const { words, request, moment } = seen;
  const day = (of: string) => formatDate(request.language, dayStart(of)!);
  const name = (id: string) => names.get(id) ?? id;
  return table({
    caption: words.disclosures,
    columns: [words.days, words.body, words.by, words.state, words.next].map((label) => ({ label })),
    rows: disclosures.map((each) => [
      html`${words.span(day(each.fromDay), day(each.toDay))}<p class="note">${each.texts ? words.withTexts : words.withoutTexts}</p>`,
      html`${each.body}<p class="note">${each.basis}</p>`,
      html`${name(each.requestedBy)}<p class="note">${moment(each.requestedAt)}</p>`,
      html`${badge({ label: words.states[each.state], tone: toneOf[each.state] })}${each.decidedBy === null ? null : html`<p class="note">${words.decidedBy(name(each.decidedBy))}</p>`}`,
      nextStep(seen, path, each),
    ]),
    empty: emptyState({ title: words.noDisclosures, body: words.noDisclosuresBody }),
  });
}

function nextStep(seen: Seen, path: string, each: ShownDisclosure): Html | string {
  const { words, csrf, request } = seen;
  const own = each.requestedBy === request.caller.id;
  const action = (act: string) => `${path}/${each.id}/${act}`;
  if (each.state === 'approved' && own) {
    const body = html`<p class="note">${words.takeHint}</p>${actions(button({ label: words.take }))}`;
    return form({ action: action('take'), csrf, body });
  }
  if (each.state !== 'requested') return '–';
  const decline = form({
    action: action('decline'),
    csrf,
    body: button({ label: own ? words.takeBack : words.decline, tone: 'quiet' }),
  });
  if (own || !seen.may(approveDisclosure)) return html`<p class="note">${words.waitsForOther}</p>${actions(decline)}`;
  const approve = confirm({
    label: words.approve,
    question: words.approveQuestion,
    submit: words.approve,
    form: { action: action('approve'), csrf, body: null },
  });
  return actions(approve, decline);
}

function askForm({ words, csrf }: Seen, path: string, given: Record<string, string>, problems: Problems): Html {
  const kept = (name: string) => ({ name, value: given[name], error: problems.of(name) });
  const body = html`
    ${field({ type: 'date', ...kept('from'), label: words.from, required: true })}
    ${field({ type: 'date', ...kept('to'), label: words.to, required: true })}
    ${field({ type: 'text', ...kept('body'), label: words.body, hint: words.bodyHint, maxlength: 200, required: true })}
    ${field({ type: 'textarea', ...kept('basis'), label: words.basis, hint: words.basisHint, rows: 2, maxlength: 500, required: true })}
    ${field({ type: 'checkbox', name: 'texts', value: 'yes', label: words.texts, hint: words.textsHint, checked: given.texts === 'yes' })}
    ${actions(button({ label: words.ask }))}`;
  return form({ action: path, csrf, body });
}
