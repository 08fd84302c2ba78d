// The document of the public face, and the parts that only it shows. Whoever reads it may be frightened, on a borrowed
// phone, and watched: one column, a way out that stays in sight, and a title that says nothing to who looks over a shoulder.
import { attributes, type Html, html, type Piece } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { bannerOver, languageLink, type LanguageSwitch, mainElement, wholeDocument } from './document.ts';
import { type DoorName, doorSign, wayOut, wordmark } from './icons.ts';
import { lookWords } from './words.ts';

export { openForm } from './form.ts';

/** Where the way out leads: the server clears what it can and sends on to a neutral page. */
export const leavePath = '/leave';

export interface PublicPageOptions {
  language: Language;
  /** The browser's title, which stays in the history: a neutral word such as "Langkah", or nothing. */
  title: string | null;
  main: Html;
  /** Address of the public style sheet. */
  styles: string;
  /** Addresses of browser modules; the page works without them. */
  scripts?: readonly string[];
  /** Null where the page brings a button of its own: a link would lose what was typed. */
  switchLanguage: LanguageSwitch | null;
  /** Shown over everything, such as `unreadBanner`. */
  banner?: Html;
  /** Whose desk it is, where that is known. */
  operator: string | null;
  /** The links at the foot of the page. */
  links: readonly { href: string; label: string }[];
  findable?: boolean;
}

/** A full HTML document as text. */
export function publicPage(options: PublicPageOptions): string {
  const { language, title, styles, scripts, banner, main, switchLanguage, findable = false } = options;
  return wholeDocument({
    language,
    title: title === null ? 'Suaka' : `${title} · Suaka`,
    styles,
    ...(scripts ? { scripts } : {}),
    face: 'public',
    findable,
    body: html`${header(language)}
${switchLanguage && html`<nav class="languages" aria-label="${lookWords(language).languages}">${languageLink(switchLanguage)}</nav>`}
${bannerOver(language, banner)}${mainElement(main)}
${footer(options)}`,
  });
}

// The first link of the two can be seen only when the keyboard reaches it: the way out is never more than a step away.
function header(language: Language): Html {
  const { leave } = lookWords(language);
  const said = attributes({
    'data-two-more': leave.twoMore,
    'data-one-more': leave.oneMore,
    'data-leaving': leave.leaving,
  });
  return html`<header class="top"><a class="skip" href="${leavePath}" rel="nofollow">${leave.early}</a>
<a class="brand" href="/">${wordmark}</a><a class="leave" href="${leavePath}" rel="nofollow"${said}>${wayOut}${leave.now}</a></header>`;
}

function footer({ language, operator, links }: PublicPageOptions): Html {
  const whose = operator === null ? null : html`<p>${lookWords(language).runBy(operator)}</p>`;
  const items = links.map(({ href, label }) => html`<li><a href="${address(href)}">${label}</a></li>`);
  return html`<footer class="foot">${whose}<ul>${items}</ul></footer>`;
}

/** A way on: where it leads, what it says, and one sentence about it. `door` gives it a sign. */
export interface WayOn {
  href: string;
  title: string;
  text?: string;
  door?: DoorName;
}

/** Ways on under each other, each as large as a thumb needs. */
export function waysOn(ways: readonly WayOn[]): Html {
  return html`<ul class="ways-on">${ways.map(
    ({ href, title, text, door }) =>
      html`<li><a href="${address(href)}">${door && doorSign(door)}<span><span class="way-title">${title}</span>${text === undefined ? null : html` <span class="way-text">${text}</span>`}</span></a></li>`,
  )}</ul>`;
}

/** Things to do one after the other, each with its own heading. */
export function steps(given: readonly { title: string; body: Piece; id?: string }[]): Html {
  return html`<ol class="steps">${given.map(
    ({ title, body, id }) => html`<li${attributes({ id })}><h2>${title}</h2>${body}</li>`,
  )}</ol>`;
}

/** Somewhere to call or write to: shown with the number as a button, which dials where the device can. */
export interface Call {
  name: string;
  number: string;
  href: string | null;
  /** When it answers, what to know about it, whether it was checked: each its own short line. */
  notes: readonly Piece[];
}

export function calls(given: readonly Call[]): Html {
  return html`<ul class="calls">${given.map(({ name, number, href, notes }) => {
    const shown =
      href === null
        ? html`<strong class="number">${unbroken(number)}</strong>`
        : html`<a class="button number" href="${address(href)}" rel="noreferrer">${unbroken(number)}</a>`;
    return html`<li><div><p class="call-name">${name}</p>${notes.map((note) => html`<p class="note">${note}</p>`)}</div>${shown}</li>`;
  })}</ul>`;
}

// A number is read as one: no line ends inside it.
const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0');

/** What has to be written down or printed, such as the words of a receipt: large, numbered, one under the other. */
export function slip(options: { label: string; words: readonly string[]; note?: Piece }): Html {
  const { label, words, note } = options;
  const said = note === undefined ? null : html`<p class="note">${note}</p>`;
  return html`<section class="slip"><h2>${label}</h2><ol class="slip-words">${words.map((word) => html`<li>${word}</li>`)}</ol>${said}</section>`;
}
