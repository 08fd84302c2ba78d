// Screens of the public face that ask one thing: the question is the page's heading, and its answers are as large as a
// thumb needs. At the end everything that was answered, each with its way to change it.
import { attributes, type Html, html, type Piece } from '../html.ts';
import type { Language } from '../words.ts';
import { sign } from './icons.ts';
import { fieldId, type Option } from './question.ts';

interface Asked {
  name: string;
  /** The question. */
  title: string;
  hint?: string | undefined;
  /** What would be right, where the answer was not. */
  error?: string | undefined;
  /** Said over the question, such as which of how many it is. */
  over?: string | undefined;
  value?: string | undefined;
  /** 2 where the question does not have the page to itself. */
  level?: 1 | 2;
}

/** One answer of several. */
export function askChoice(asked: Asked & { options: readonly Option[] }): Html {
  const { name, title, options, value } = asked;
  const choices = options.map((option, index) => {
    const id = index === 0 ? fieldId(name) : `${fieldId(name)}-${index + 1}`;
    const given = attributes({ type: 'radio', id, name, value: option.value, checked: option.value === value });
    return html`<div class="answer"><input${given}><label for="${id}">${option.label}</label></div>`;
  });
  const described = attributes({ 'aria-describedby': describedBy(asked) });
  return html`<fieldset class="asking"${described}><legend>${over(asked)}${headline(asked, title)}</legend>${explained(asked)}<div class="answers">${choices}</div></fieldset>`;
}

/** An answer in words. */
export function askWords(asked: Asked & { rows: number }): Html {
  const { name, title, rows, value, error } = asked;
  const given = attributes({
    id: fieldId(name),
    name,
    rows,
    autocomplete: 'off',
    'aria-invalid': error === undefined ? null : 'true',
    'aria-describedby': describedBy(asked),
  });
  // Browsers drop the first line break inside a textarea, so one is given to be dropped.
  return html`<div class="asking"><div>${over(asked)}${headline(asked, html`<label for="${fieldId(name)}">${title}</label>`)}</div>${explained(asked)}<div class="field"><textarea${given}>\n${value}</textarea></div></div>`;
}

const headline = ({ level = 1 }: Asked, said: Piece): Html =>
  level === 1 ? html`<h1>${said}</h1>` : html`<h2>${said}</h2>`;

const over = ({ over }: Asked): Html | null => (over === undefined ? null : html`<span class="note">${over}</span>`);

function explained({ name, hint, error }: Asked): Html {
  const id = fieldId(name);
  return html`${hint === undefined ? null : html`<p class="hint" id="${id}-hint">${hint}</p>`}
${error === undefined ? null : html`<p class="error" id="${id}-error" role="alert">${sign('warning')}${error}</p>`}`;
}

function describedBy({ name, hint, error }: Asked): string | null {
  const parts = [
    hint === undefined ? '' : `${fieldId(name)}-hint`,
    error === undefined ? '' : `${fieldId(name)}-error`,
  ];
  return parts.filter(Boolean).join(' ') || null;
}

/** A button that looks like a link, for what is rarely wanted. `label` stands beside others that say the same word. */
export function textButton(options: {
  text: string;
  label?: string;
  name: string;
  value: string;
  lang?: Language;
}): Html {
  const { text, label, name, value, lang } = options;
  const given = attributes({ type: 'submit', name, value, lang, 'aria-label': label });
  return html`<button class="text-button"${given}>${text}</button>`;
}

/** Such buttons, one under another, after everything else: the first button of a form is what the Enter key presses. */
export const textButtons = (...buttons: readonly Html[]): Html =>
  html`<ul class="text-buttons">${buttons.map((each) => html`<li>${each}</li>`)}</ul>`;

/** What was answered, each with the button that changes it. */
export function answered(rows: readonly { label: string; value: Piece; change: Html }[]): Html {
  return html`<dl class="answered">${rows.map(
    ({ label, value, change }) => html`<div><dt>${label}</dt><dd>${value}</dd><dd class="change">${change}</dd></div>`,
  )}</dl>`;
}

/** Text as somebody wrote it, with its lines. */
export const asWritten = (text: string): Html => html`<span class="as-written">${text}</span>`;

/** What two sides wrote to each other, oldest first. `own` are those of the person who reads the page. */
export function letters(written: readonly { own: boolean; from: string; when: Piece; text: string }[]): Html {
  return html`<ol class="letters">${written.map(
    ({ own, from, when, text }) =>
      html`<li class="${own ? 'letter own' : 'letter'}"><p class="note"><strong>${from}</strong> · ${when}</p><p>${asWritten(text)}</p></li>`,
  )}</ol>`;
}
