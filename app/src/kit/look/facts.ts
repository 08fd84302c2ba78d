// Facts and figures: a list of what is known, tiles of numbers, progress, and what happened in order.
import { type Html, html, type Piece } from '../html.ts';
import { address } from './address.ts';
import { sign, type Tone } from './icons.ts';

/** What is known about a thing: names and values beside each other, under each other on a phone. */
export function facts(rows: readonly { label: string; value: Piece }[]): Html {
  return html`<dl class="facts">${rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Numbers in tiles. `value` is already formatted for the language; `href` leads to what was counted. */
export function tiles(figures: readonly { label: string; value: string; note?: Piece; href?: string }[]): Html {
  const shown = ({ value, href }: { value: string; href?: string }): Piece =>
    href === undefined ? value : html`<a href="${address(href)}">${value}</a>`;
  return html`<dl class="tiles">${figures.map(
    (figure) =>
      html`<div><dt>${figure.label}</dt><dd class="figure">${shown(figure)}</dd>${figure.note === undefined ? null : html`<dd class="note">${figure.note}</dd>`}</div>`,
  )}</dl>`;
}

/** How far something is: 0 <= value <= max. `text` says the same in words. @throws RangeError outside these bounds. */
export function progress(options: { label: string; value: number; max: number; text: string }): Html {
  const { label, value, max, text } = options;
  if (!(value >= 0 && value <= max && max > 0)) {
    throw new RangeError(`progress ${value} of ${max}: expected 0 <= value <= max and max above 0`);
  }
  return html`<label class="progress"><span>${label}</span><progress value="${value}" max="${max}">${text}</progress><span class="note">${text}</span></label>`;
}

/** What happened, in the order given. `when` is usually a `moment`. */
export function timeline(
  events: readonly { when: Piece; title: Piece; by?: string; body?: Piece; tone?: Tone }[],
): Html {
  return html`<ol class="timeline">${events.map(
    ({ when, title, by, body, tone = 'neutral' }) =>
      html`<li class="${tone}">${sign(tone)}<p class="timeline-title">${title}</p>
<p class="note">${when}${by === undefined ? null : ` · ${by}`}</p>${body === undefined ? null : html`<div>${body}</div>`}</li>`,
  )}</ol>`;
}
