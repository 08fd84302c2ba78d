// What the parts of the page are made of: words and numbers of one language, names made harmless, bars, and the table that
// counts.
import { formatNumber } from '../../kit/formats.ts';
import { type Html, html, type Piece } from '../../kit/html.ts';
import type { Language } from '../../kit/words.ts';
import { shownName } from './names.ts';
import { type Words, words } from './words.ts';

const longestName = 300;
/** Evidence and lists choose how many types and classifications there are; a page stays a page. */
const mostRows = 40;

export interface Speech {
  language: Language;
  say: Words;
  number: (value: number) => string;
  /** A share of a whole: never nothing where there is something, never all where something is missing. */
  share: (part: number, whole: number) => string;
}

export function speechOf(language: Language): Speech {
  const percent = (value: number) => formatNumber(language, value, { style: 'percent', maximumFractionDigits: 1 });
  return {
    language,
    say: words(language),
    number: (value) => formatNumber(language, value),
    share: (part, whole) => {
      const share = whole === 0 ? 0 : part / whole;
      if (share > 0 && share < 0.001) return `< ${percent(0.001)}`;
      return share < 1 && share > 0.999 ? `> ${percent(0.999)}` : percent(share);
    },
  };
}

/** A path or whatever else evidence named: nothing in it is hidden, turns around or leaves its place. */
export function named(text: string): Html {
  return html`<bdi class="name" dir="ltr">${shortened(shownName(text))}</bdi>`;
}

/** Of what is very long, its beginning and its end. */
function shortened(text: string): string {
  return text.length <= longestName ? text : `${text.slice(0, longestName / 2)} … ${text.slice(-longestName / 2)}`;
}

/** The word by which something stands in the files of the run. */
export const code = (text: string): Html => html`<code>${shownName(text)}</code>`;

/** The words for a code, and the code; where there are none, the code says it all. */
export function codeNamed(names: Readonly<Record<string, string>>, text: string): Html {
  return Object.hasOwn(names, text) ? html`${names[text]} ${code(text)}` : code(text);
}

/** How much of `whole` it is, as a line that also prints. What it shows stands beside it as a number. */
export function bar(part: number, whole: number): Html {
  const width = whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-track" width="100" height="1"/><rect class="bar-part" width="${width}" height="1"/></svg>`;
}

export interface Counted {
  heading: string;
  caption: string;
  column: string;
  rows: { name: Piece; count: number }[];
  /** What a full bar is. */
  whole: number;
  /** Each count told as a share of the whole, too; or one line each, for what follows in time. */
  as: 'shares' | 'series';
}

/** A section with one table that counts files by something; nothing where there is nothing to count. */
export function counted(speech: Speech, { heading, caption, column, rows, whole, as }: Counted): Html | null {
  if (rows.length === 0) return null;
  const { say, number, share } = speech;
  const shares = as === 'shares';
  const shown = shares ? rows.slice(0, mostRows) : rows;
  const left = rows.length - shown.length;
  const lines = shown.map(
    ({ name, count }) =>
      html`<tr><th scope="row"><div><span>${name}</span>${bar(count, whole)}</div></th><td>${number(count)}</td>${shares ? html`<td class="share">${share(count, whole)}</td>` : null}</tr>\n`,
  );
  return section(
    heading,
    html`<table class="${as}"><caption>${caption}${left > 0 ? ` ${say.more(number(left))}` : null}</caption>
<thead><tr><th scope="col">${column}</th><th scope="col">${say.count}</th>${shares ? html`<th scope="col">${say.share}</th>` : null}</tr></thead>
<tbody>${lines}</tbody></table>`,
  );
}

export function section(heading: string, content: Piece): Html {
  return html`<section>
<h2>${heading}</h2>
${content}
</section>
`;
}

/** The largest first; what is equal in the order of names. */
export function largestFirst(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
