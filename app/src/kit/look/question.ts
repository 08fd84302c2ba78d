// What every question of a form has, whatever its control: label, hint, error, and the ids that tie them together.
import { type Html, html, type Piece } from '../html.ts';
import { sign } from './icons.ts';

export interface Question {
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

/** One of the answers to choose from. */
export interface Option {
  value: string;
  label: string;
}

/** The id of the control that asks for `name`, which an error summary links to. In a group it is the first choice. */
export const fieldId = (name: string): string => `field-${name.replaceAll(/[^\w-]/g, '-')}`;

export const idOf = (asked: Question): string => asked.id ?? fieldId(asked.name);

/** The place of one question on the page. */
export function place(asked: Question, inside: Html): Html {
  return html`<div class="${asked.error === undefined ? 'field' : 'field wrong'}">${inside}</div>`;
}

export function labelText({ label, mark }: Question): Html {
  return html`${label}${mark === undefined ? null : html` <span class="mark">(${mark})</span>`}`;
}

/** Hint and error, each with the id that `describedBy` names. */
export function explanation(asked: Question): Html {
  const { hint, error } = asked;
  return html`${hint === undefined ? null : html`<div class="hint" id="${idOf(asked)}-hint">${hint}</div>`}
${error === undefined ? null : html`<p class="error" id="${idOf(asked)}-error">${sign('warning')}${error}</p>`}`;
}

export function describedBy(asked: Question): string | null {
  const parts = (['hint', 'error'] as const).filter((part) => asked[part] !== undefined);
  return parts.map((part) => `${idOf(asked)}-${part}`).join(' ') || null;
}

/** What a single control carries: its id and name, whether it must be answered, and what explains it. */
export const wiring = (asked: Question): Record<string, string | boolean | null | undefined> => ({
  id: idOf(asked),
  name: asked.name,
  required: asked.required,
  'aria-invalid': asked.error === undefined ? null : 'true',
  'aria-describedby': describedBy(asked),
});
