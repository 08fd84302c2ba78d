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

/** The doors of the public face: a word, a ring, a shield, a slip, a pair of scales. */
export type DoorName = 'report' | 'help' | 'protect' | 'status' | 'contest';

const doors: Record<DoorName, Html> = {
  report: drawing('0 0 24 24', `<path ${stroke} stroke-width="2" d="M4 4.5h16v11.5h-9l-4.5 4v-4H4zM8 8.5h8M8 12h5"/>`),
  help: drawing(
    '0 0 24 24',
    `<g ${stroke} stroke-width="2"><circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="3.5"/><path d="m5.7 5.7 3.8 3.8M14.5 14.5l3.8 3.8M18.3 5.7l-3.8 3.8M9.5 14.5l-3.8 3.8"/></g>`,
  ),
  protect: drawing(
    '0 0 24 24',
    `<path ${stroke} stroke-width="2" d="m12 3 8 3v6c0 4.5-3.2 7.7-8 9-4.8-1.3-8-4.5-8-9V6zM8.5 12l2.5 2.5 4.5-5"/>`,
  ),
  status: drawing(
    '0 0 24 24',
    `<path ${stroke} stroke-width="2" d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8.5h5M9.5 12.5h3"/>`,
  ),
  contest: drawing(
    '0 0 24 24',
    `<path ${stroke} stroke-width="2" d="M12 4v16M8 20h8M5 7h14M5 7l-3 6.5h6zM19 7l-3 6.5h6z"/>`,
  ),
};

export const doorSign = (door: DoorName): Html => doors[door];

/** An arrow that leads out. */
export const wayOut: Html = drawing(
  '0 0 24 24',
  `<path ${stroke} stroke-width="2.5" d="M10 4H4v16h6M9 12h11M15.5 7.5 20 12l-4.5 4.5"/>`,
);

/** The name beside the mark. */
export const wordmark: Html = html`<span class="wordmark">${mark}<span>Suaka</span></span>`;
