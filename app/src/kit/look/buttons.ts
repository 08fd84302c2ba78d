// Buttons, and links that look like them. A button changes something, a link leads somewhere.
import { attributes, type Html, html, type Piece } from '../html.ts';
import { address } from './address.ts';

/** `primary` once a page, for the next step; `quiet` for the rest; `danger` for what cannot be undone. */
export type ButtonTone = 'primary' | 'quiet' | 'danger';

/** A button. Submits the form around it unless `type` is `button`, which needs script. `name` and `value` go with the form. */
export function button(options: {
  label: string;
  tone?: ButtonTone;
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  id?: string;
}): Html {
  const { label, tone = 'primary', type = 'submit', name, value, id } = options;
  return html`<button class="button ${tone}"${attributes({ type, name, value, id })}>${label}</button>`;
}

/** A link that looks like a button. */
export function linkButton(options: { label: string; href: string; tone?: ButtonTone }): Html {
  return html`<a class="button ${options.tone ?? 'primary'}" href="${address(options.href)}">${options.label}</a>`;
}

/** Buttons and links side by side, or one under another where there is no room. */
export function actions(...buttons: readonly Piece[]): Html {
  return html`<div class="actions">${buttons}</div>`;
}
