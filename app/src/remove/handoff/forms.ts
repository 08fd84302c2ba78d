// The forms that hand over to police and that ask for a hold: on a removal's page, and again with what was wrong.
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { noProblems, type Problems } from '../pages/frame.ts';
import type { Sight } from './page.ts';

export type Given = Readonly<Record<string, string>>;

/** What was typed, where the form comes back alone. On a page with others its fields have ids of their own. */
export interface Again {
  given: Given;
  problems: Problems;
}

const first: Again = { given: {}, problems: noProblems };

export function policeForm({ words, csrf }: Sight, action: string, again?: Again): Html {
  const { given, problems } = again ?? first;
  const reference = field({
    type: 'text',
    name: 'reference',
    ...(again ? {} : { id: 'police-reference' }),
    label: words.reference,
    hint: words.referenceHint,
    value: given['reference'],
    maxlength: 200,
    autocomplete: 'off',
    error: problems.of('reference'),
  });
  const tick = (name: 'preservation' | 'received', checked: boolean) =>
    field({ type: 'checkbox', name, label: words[name], checked: again ? given[name] === 'yes' : checked });
  const body = html`${reference}${tick('preservation', true)}${tick('received', false)}${actions(button({ label: words.toPoliceButton, tone: 'quiet' }))}`;
  return form({ action, csrf, body });
}

/** @param label of the button: placing it, or renewing it. */
export function holdForm({ words, csrf }: Sight, action: string, label: string, again?: Again): Html {
  const { given, problems } = again ?? first;
  const reference = field({
    type: 'text',
    name: 'reference',
    ...(again ? {} : { id: 'hold-reference' }),
    label: words.holdReference,
    value: given['reference'],
    maxlength: 200,
    autocomplete: 'off',
    required: true,
    error: problems.of('reference'),
  });
  const hours = field({
    type: 'number',
    name: 'hours',
    ...(again ? {} : { id: 'hold-hours' }),
    label: words.hours,
    value: given['hours'] ?? 24,
    min: 1,
    max: 24,
    error: problems.of('hours'),
  });
  return form({ action, csrf, body: html`${reference}${hours}${actions(button({ label, tone: 'quiet' }))}` });
}
