// One question of a form: label, hint, error and control, wired so that a screen reader says them together.
import { attributes, type Html, html } from '../html.ts';
import { type CheckboxesQuestion, type CheckboxQuestion, checkbox, choices, type RadiosQuestion } from './choices.ts';
import { explanation, idOf, labelText, type Option, place, type Question, wiring } from './question.ts';

interface LineQuestion extends Question {
  type: 'text' | 'password' | 'email' | 'number' | 'tel' | 'url' | 'search' | 'date' | 'datetime-local';
  value?: string | number | undefined;
  /** HTML autofill name such as "current-password", or "off" where a shared device must not remember. */
  autocomplete?: string;
  maxlength?: number;
  min?: number | string;
  max?: number | string;
}

interface FileQuestion extends Question {
  type: 'file';
  /** Media types or endings, as HTML's accept attribute takes them. */
  accept?: string;
  multiple?: boolean;
}

interface TextareaQuestion extends Question {
  type: 'textarea';
  value?: string | undefined;
  /** Lines shown; 4 where not given. */
  rows?: number;
  maxlength?: number;
}

interface SelectQuestion extends Question {
  type: 'select';
  options: readonly Option[];
  value?: string | undefined;
}

type SingleQuestion = LineQuestion | FileQuestion | TextareaQuestion | SelectQuestion;

/** A question, told apart by `type`. */
export type Field = SingleQuestion | CheckboxQuestion | RadiosQuestion | CheckboxesQuestion;

/** One question. Its answer is sent under `name`. */
export function field(asked: Field): Html {
  if (asked.type === 'checkbox') return checkbox(asked);
  if (asked.type === 'radios' || asked.type === 'checkboxes') return choices(asked);
  const label = html`<label for="${idOf(asked)}">${labelText(asked)}</label>`;
  return place(asked, html`${label}${explanation(asked)}${control(asked)}`);
}

function control(asked: SingleQuestion): Html {
  switch (asked.type) {
    case 'select':
      return html`<select${attributes(wiring(asked))}>${asked.options.map((option) => choosable(option, asked.value))}</select>`;
    case 'textarea':
      return textarea(asked);
    case 'file': {
      const { type, accept, multiple } = asked;
      return html`<input${attributes({ ...wiring(asked), type, accept, multiple })}>`;
    }
    default: {
      const { type, value, autocomplete, maxlength, min, max } = asked;
      return html`<input${attributes({ ...wiring(asked), type, value, autocomplete, maxlength, min, max })}>`;
    }
  }
}

// Browsers drop the first line break inside a textarea, so one is given to be dropped.
function textarea(asked: TextareaQuestion): Html {
  const given = attributes({ ...wiring(asked), rows: asked.rows ?? 4, maxlength: asked.maxlength });
  return html`<textarea${given}>\n${asked.value}</textarea>`;
}

const choosable = ({ value, label }: Option, chosen: string | undefined): Html =>
  html`<option${attributes({ value, selected: value === chosen })}>${label}</option>`;
