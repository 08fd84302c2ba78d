// Questions answered by ticking: one box, several boxes, or one of several circles.
import { attributes, type Html, html } from '../html.ts';
import { describedBy, explanation, idOf, labelText, type Option, place, type Question, wiring } from './question.ts';

export interface CheckboxQuestion extends Question {
  type: 'checkbox';
  /** Sent when ticked; "yes" where none is given. */
  value?: string;
  checked?: boolean;
}

export interface RadiosQuestion extends Question {
  type: 'radios';
  options: readonly Option[];
  value?: string | undefined;
}

export interface CheckboxesQuestion extends Question {
  type: 'checkboxes';
  options: readonly Option[];
  values?: readonly string[];
}

/** One box to tick. */
export function checkbox(asked: CheckboxQuestion): Html {
  const given = { ...wiring(asked), type: 'checkbox', value: asked.value ?? 'yes', checked: asked.checked };
  return place(
    asked,
    html`<div class="choice"><input${attributes(given)}><label for="${idOf(asked)}">${labelText(asked)}</label></div>${explanation(asked)}`,
  );
}

/** Several boxes or circles under one question. */
export function choices(asked: RadiosQuestion | CheckboxesQuestion): Html {
  const options = asked.options.map((option, index) => choice(asked, option, index));
  return place(
    asked,
    html`<fieldset${attributes({ 'aria-describedby': describedBy(asked) })}><legend>${labelText(asked)}</legend>${explanation(asked)}${options}</fieldset>`,
  );
}

function choice(asked: RadiosQuestion | CheckboxesQuestion, { value, label }: Option, index: number): Html {
  const id = index === 0 ? idOf(asked) : `${idOf(asked)}-${index + 1}`;
  const given =
    asked.type === 'radios'
      ? { type: 'radio', required: asked.required, checked: asked.value === value }
      : { type: 'checkbox', checked: asked.values?.includes(value) };
  return html`<div class="choice"><input${attributes({ id, name: asked.name, value, ...given })}><label for="${id}">${label}</label></div>`;
}
