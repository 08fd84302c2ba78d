// The few drawings of the look: the mark, and one sign a tone so that colour never carries a meaning alone.
// Plain geometry; they take the colour of the text around them and are hidden from screen readers.
import { type Html, html, raw } from '../html.ts';

/** How much something matters. `danger` is for danger to a person or the loss of something, and for nothing else. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

const drawing = (viewBox: string, shapes: string): Html =>
  raw(`<svg viewBox="${viewBox}" aria-hidden="true" focusable="false">${shapes}</svg>`);

const stroke = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';

/** The mark: an arch that shelters. */
export const mark: Html = drawing(
  '0 0 32 32',
  `<path ${stroke} stroke-width="3.5" d="M4 28V16a12 12 0 0 1 24 0v12"/><path fill="currentColor" d="M11 28v-9a5 5 0 0 1 10 0v9z"/>`,
);

const signs: Record<Tone, Html> = {
  neutral: drawing('0 0 20 20', `<circle ${stroke} stroke-width="2" cx="10" cy="10" r="5"/>`),
  info: drawing(
    '0 0 20 20',
    `<circle ${stroke} stroke-width="2" cx="10" cy="10" r="8"/><path ${stroke} stroke-width="2" d="M10 9.5V14M10 6.2v.1"/>`,
  ),
  success: drawing(
    '0 0 20 20',
    `<circle ${stroke} stroke-width="2" cx="10" cy="10" r="8"/><path ${stroke} stroke-width="2" d="m6.5 10.3 2.4 2.4 4.6-5"/>`,
  ),
  warning: drawing('0 0 20 20', `<path ${stroke} stroke-width="2" d="M10 2.8 18.2 17H1.8zM10 8v4M10 14.4v.1"/>`),
  danger: drawing(
    '0 0 20 20',
    `<path ${stroke} stroke-width="2" d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7zM10 6v5M10 13.8v.1"/>`,
  ),
};

/** The sign of a tone: ring, i, tick, triangle, octagon. */
export const sign = (tone: Tone): Html => signs[tone];

/** The name beside the mark. */
export const wordmark: Html = html`<span class="wordmark">${mark}<span>Suaka</span></span>`;
