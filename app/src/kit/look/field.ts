// One question of a form: label, hint, error and control, wired so that a screen reader says them together.
import { attributes, type Html, html, type Piece } from '../html.ts';
import { sign } from './icons.ts';

interface Question {
  name: string;
  label: string;
  hint?: Piece;
  /** What is wrong with the answer given, and what would be right. */
  error?: string | undefined;
  /** A word beside the label, such as "optional". */
  mark?: string;
  required?: boolean;
  /** Where two forms on a page ask for the same name; otherwise `fieldId(name)`. */
  id?: string;
}

export interface Option {
  value: string;
  label: string;
  hint?: Piece;
}

interface TextQuestion extends Question {
  type: 'text' | 'password' | 'email' | 'number' | 'tel' | 'url' | 'search' | 'date' | 'datetime-local';
  value?: string | number | undefined;
  /** HTML autofill name, such as "current-password"; "off" where a shared device must not remember. */
  autocomplete?: string;
  maxlength?: number;
  min?: number | string;
  max?: number | string;
}

interface FileQuestion extends Question {
  type: 'file';
  accept?: string;
  multiple?: boolean;
}

interface TextareaQuestion extends Question {
  type: 'textarea';
  value?: string | undefined;
  rows?: number;
  maxlength?: number;
}

interface SelectQuestion extends Question {
  type: 'select' | 'radios';
  options: readonly Option[];
  value?: string | undefined;
}

interface CheckboxesQuestion extends Question {
  type: 'checkboxes';
  options: readonly Option[];
  values?: readonly string[];
}

interface CheckboxQuestion extends Question {
  type: 'checkbox';
  /** Sent when ticked; "yes" where none is given. */
  value?: string;
  checked?: boolean;
}

export type Field =
  | TextQuestion
  | FileQuestion
  | TextareaQuestion
  | SelectQuestion
  | CheckboxesQuestion
  | CheckboxQuestion;

/** The id of the control that asks for `name`, which an error summary links to. In a group it is the first choice. */
export const fieldId = (name: string): string => `field-${name.replaceAll(/[^\w-]/g, '-')}`;

const idOf = (field: Field): string => field.id ?? fieldId(field.name);

/** One question. Its answer is sent under `name`. */
export function field(asked: Field): Html {
  switch (asked.type) {
    case 'radios':
      return group(asked, asked.options, (value) => value === asked.value);
    case 'checkboxes':
      return group(asked, asked.options, (value) => asked.values?.includes(value) ?? false);
    case 'checkbox':
      return html`<div class="${wrapperClass(asked)}">${choice({ ...asked, id: idOf(asked), type: 'checkbox', value: asked.value ?? 'yes' }, asked)}${errorText(asked)}</div>`;
    default:
      return html`<div class="${wrapperClass(asked)}"><label for="${idOf(asked)}">${labelText(asked)}</label>${hintText(asked)}${errorText(asked)}${control(asked)}</div>`;
  }
}

const wrapperClass = (asked: Field): string => (asked.error === undefined ? 'field' : 'field wrong');

const labelText = ({ label, mark }: Question): Html =>
  mark === undefined ? html`${label}` : html`${label} <span class="mark">(${mark})</span>`;

const hintText = (asked: Field): Html | null =>
  asked.hint === undefined ? null : html`<div class="hint" id="${idOf(asked)}-hint">${asked.hint}</div>`;

const errorText = (asked: Field): Html | null =>
  asked.error === undefined ? null : html`<p class="error" id="${idOf(asked)}-error">${sign('danger')}${asked.error}</p>`;

function describedBy(asked: Field): string | null {
  const ids = [asked.hint === undefined ? [] : `${idOf(asked)}-hint`, asked.error === undefined ? [] : `${idOf(asked)}-error`];
  return ids.flat().join(' ') || null;
}

const shared = (asked: Field): Record<string, string | boolean | null | undefined> => ({
  name: asked.name,
  required: asked.required,
  'aria-invalid': asked.error === undefined ? null : 'true',
  'aria-describedby': describedBy(asked),
});

function control(asked: Exclude<Field, CheckboxQuestion | CheckboxesQuestion>): Html {
  const common = { id: idOf(asked), ...shared(asked) };
  switch (asked.type) {
    case 'select':
      return html`<select${attributes(common)}>${asked.options.map((option) => optionElement(option, asked.value))}</select>`;
    case 'textarea':
      // The first line break inside a textarea is dropped by browsers, so one is given to be dropped.
      return html`<textarea${attributes({ ...common, rows: asked.rows ?? 4, maxlength: asked.maxlength })}>
${asked.value}</textarea>`;
    case 'file':
      return html`<input${attributes({ ...common, type: 'file', accept: asked.accept, multiple: asked.multiple })}>`;
    case 'radios':
      throw new TypeError('radios are a group, not one control');
    default: {
      const { type, value, autocomplete, maxlength, min, max } = asked;
      return html`<input${attributes({ ...common, type, value, autocomplete, maxlength, min, max })}>`;
    }
  }
}

const optionElement = ({ value, label }: Option, chosen: string | undefined): Html =>
  html`<option${attributes({ value, selected: value === chosen })}>${label}</option>`;
