// The forms that answer a notice; those only that its state allows.
import type { Problems } from '../../../access/shell.ts';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { allowed, inboxStates } from '../../states.ts';
import { refusalReasons } from '../../notice/store.ts';
import type { Served } from '../store.ts';
import { type Found, noticesPath, type Sight } from './frame.ts';

/** What was typed into a form that comes back. */
export interface Given {
  act?: string;
  reason?: string;
  words?: string;
  items?: string[];
}

export function formsOf(seen: Sight, { served, document }: Found, given: Given, problems: Problems): Html[] {
  if (served.followedBy !== null) return [];
  const can = allowed(inboxStates, served.state);
  const forms = [
    can.includes('acknowledge') ? acknowledgeForm(seen, served) : null,
    can.includes('comply') ? complyForms(seen, served, document.items, given, problems) : null,
    can.includes('refuse') ? refuseForm(seen, served, given, problems) : null,
    can.includes('refuse') ? contestForm(seen, served, given, problems) : null,
  ];
  return forms.filter((each) => each !== null);
}

const actionOf = ({ id }: Served, act: string): string => `${noticesPath}/${id}/${act}`;
const shown = ({ version }: Served) => ({ version: String(version) });

function acknowledgeForm({ words, csrf }: Sight, served: Served): Html {
  const body = actions(button({ label: words.acknowledge, tone: 'quiet' }));
  return panel({
    title: words.answer,
    body: form({ action: actionOf(served, 'acknowledge'), csrf, hidden: shown(served), body }),
  });
}

/** A question of a form; several forms of the page ask for the same. */
function wordsField({ words }: Sight, act: string, given: Given, problems: Problems, label: string): Html {
  const mine = given.act === act;
  return field({
    type: 'textarea',
    name: 'words',
    id: `${act}-words`,
    label,
    hint: words.wordsHint,
    ...(act === 'contest' ? {} : { mark: words.optional }),
    value: mine ? given.words : undefined,
    maxlength: 5000,
    error: mine ? problems.of('words') : undefined,
  });
}

function complyForms(
  seen: Sight,
  served: Served,
  items: Found['document']['items'],
  given: Given,
  problems: Problems,
): Html {
  const { words, csrf } = seen;
  const hidden = shown(served);
  const all = form({
    action: actionOf(served, 'comply'),
    csrf,
    hidden,
    body: [wordsField(seen, 'comply', given, problems, words.words), actions(button({ label: words.complyAll }))],
  });
  const left = items.filter(({ number }) => !served.complied.includes(number) && !served.withdrawn.includes(number));
  const partly = allowed(inboxStates, served.state).includes('comply-partly') && left.length > 1;
  const some = html`<details class="confirm"><summary class="button quiet">${words.complySome}</summary><div class="confirm-step">${form(
    {
      action: actionOf(served, 'comply-partly'),
      csrf,
      hidden,
      body: [
        field({
          type: 'checkboxes',
          name: 'items',
          label: words.which,
          options: left.map(({ number, kind, address }) => ({
            value: String(number),
            label: `${words.item(seen.number(number), seen.frame.itemKinds[kind])}: ${shortened(address)}`,
          })),
          values: given.items ?? [],
          error: problems.of('items'),
        }),
        wordsField(seen, 'comply-partly', given, problems, words.words),
        actions(button({ label: words.complySomeButton, tone: 'quiet' })),
      ],
    },
  )}</div></details>`;
  return panel({ title: words.complyTitle, body: html`<p>${words.complyLead}</p>${all}${partly ? some : null}` });
}

/** Enough to tell one from another; to the letter it stands above. */
const shortened = (address: string): string => (address.length > 60 ? `${address.slice(0, 59)}…` : address);

function refuseForm(seen: Sight, served: Served, given: Given, problems: Problems): Html {
  const { words, csrf } = seen;
  const options = refusalReasons
    .filter((reason) => reason !== 'contested')
    .map((value) => ({ value, label: words.reasonsToRefuse[value] }));
  const body = form({
    action: actionOf(served, 'refuse'),
    csrf,
    hidden: shown(served),
    body: [
      field({
        type: 'radios',
        name: 'reason',
        label: words.reason,
        options,
        value: given.reason,
        error: problems.of('reason'),
      }),
      wordsField(seen, 'refuse', given, problems, words.words),
      actions(button({ label: words.refuse, tone: 'quiet' })),
    ],
  });
  return panel({ title: words.refuseTitle, body });
}

function contestForm(seen: Sight, served: Served, given: Given, problems: Problems): Html {
  const { words, csrf } = seen;
  const body = form({
    action: actionOf(served, 'contest'),
    csrf,
    hidden: shown(served),
    body: [
      wordsField(seen, 'contest', given, problems, words.contestWords),
      actions(button({ label: words.contest, tone: 'quiet' })),
    ],
  });
  return panel({ title: words.contestTitle, body: html`<p>${words.contestLead}</p>${body}` });
}
