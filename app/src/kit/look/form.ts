// Forms: one that changes something, one that filters a list, the step that confirms, and the summary of what is wrong.
import type { FieldProblem } from '../errors.ts';
import { attributes, type Html, html, type Piece } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { actions, button } from './buttons.ts';
import { sign } from './icons.ts';
import { fieldId } from './question.ts';
import { lookWords } from './words.ts';

export interface FormOptions {
  action: string;
  /** The session's token against forged requests, sent as `csrf`. */
  csrf: string;
  body: Piece;
  /** Names and values sent along unseen. */
  hidden?: Readonly<Record<string, string>>;
  /** Set when the body holds a file field. */
  files?: boolean;
  id?: string;
}

/** A form that changes something (POST). The server checks it, in the page's language, so the browser does not. */
export function form({ csrf, hidden = {}, ...options }: FormOptions): Html {
  return postForm({ ...options, hidden: { csrf, ...hidden } });
}

/** The form of someone without a session: no token against forged requests, but the language it was asked in. */
export function openForm(options: Omit<FormOptions, 'csrf' | 'files'> & { language: Language }): Html {
  const { language, hidden = {}, ...rest } = options;
  return postForm({ ...rest, hidden: { language, ...hidden } });
}

function postForm({ action, body, hidden = {}, files, id }: Omit<FormOptions, 'csrf'>): Html {
  const given = attributes({
    method: 'post',
    action: address(action),
    enctype: files ? 'multipart/form-data' : null,
    id,
  });
  const unseen = Object.entries(hidden);
  return html`<form${given} novalidate>${unseen.map(([name, value]) => html`<input type="hidden"${attributes({ name, value })}>`)}${body}</form>`;
}

/** Fields that narrow a list (GET), so that a narrowed list has an address. `clear` leads back to the whole list. */
export function filterBar(options: { language: Language; action: string; fields: Piece; clear?: string }): Html {
  const { language, action, fields, clear } = options;
  const words = lookWords(language);
  const clearLink = clear === undefined ? null : html`<a href="${address(clear)}">${words.clear}</a>`;
  return html`<form class="filter" method="get" action="${address(action)}" role="search" aria-label="${words.filter}">
${fields}${actions(button({ label: words.apply, tone: 'quiet' }), clearLink)}</form>`;
}

/** A step before what cannot be undone: opens to the question and the button that does it. Needs no script. */
export function confirm(options: { label: string; question: Piece; submit: string; form: FormOptions }): Html {
  const { label, question, submit, form: asked } = options;
  const step = form({ ...asked, body: [asked.body, actions(button({ label: submit, tone: 'danger' }))] });
  return html`<details class="confirm"><summary class="button danger-quiet">${label}</summary><div class="confirm-step"><p>${question}</p>${step}</div></details>`;
}

/** What is wrong with a form that came back, over the form, each leading to its field. Nothing when nothing is wrong. */
export function errorSummary(options: { language: Language; problems: readonly FieldProblem[] }): Html | null {
  const { language, problems } = options;
  if (problems.length === 0) return null;
  const items = problems.map(({ path, message }) => html`<li><a href="#${fieldId(path)}">${message}</a></li>`);
  return html`<div class="notice warning" role="alert">${sign('warning')}<div><h2 class="notice-title">${lookWords(language).problems}</h2><ul>${items}</ul></div></div>`;
}
