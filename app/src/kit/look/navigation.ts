// Ways through the pages: where one is, views of the same thing, and the next page of a list.
import { attributes, type Html, html } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { lookWords } from './words.ts';

export interface Way {
  href: string;
  label: string;
}

/** A view among others; `count` says how much is in it. */
export interface View extends Way {
  current?: boolean;
  count?: string;
}

/** The pages above this one, from the top down. The page itself is named by its heading, not here. */
export function crumbs(options: { language: Language; ways: readonly Way[] }): Html {
  return html`<nav class="crumbs" aria-label="${lookWords(options.language).breadcrumb}"><ol>${options.ways.map(
    ({ href, label }) => html`<li><a href="${address(href)}">${label}</a></li>`,
  )}</ol></nav>`;
}

/** Views of one thing, each a page with its own address. */
export function tabs(options: { label: string; ways: readonly View[] }): Html {
  const tab = ({ href, label, current, count }: View): Html => {
    const given = attributes({ href: address(href), 'aria-current': current ? 'page' : null });
    return html`<li><a${given}>${label}${count === undefined ? null : html` <span class="count">${count}</span>`}</a></li>`;
  };
  return html`<nav class="tabs" aria-label="${options.label}"><ul>${options.ways.map(tab)}</ul></nav>`;
}

/** The way to the pages before and after this one of a list read by cursor. `summary` says what is shown. */
export function pager(options: { language: Language; previous?: string; next?: string; summary?: string }): Html {
  const { language, previous, next, summary } = options;
  const words = lookWords(language);
  const link = (href: string | undefined, rel: 'prev' | 'next', label: string): Html | null =>
    href === undefined ? null : html`<a class="button quiet" rel="${rel}" href="${address(href)}">${label}</a>`;
  return html`<nav class="pager" aria-label="${words.pages}">
${link(previous, 'prev', words.previous)}
${summary === undefined ? null : html`<p class="note">${summary}</p>`}
${link(next, 'next', words.next)}</nav>`;
}
