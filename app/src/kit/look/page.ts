// The documents of people who work here, with two faces: the desk with its ways down the side, and the door, a narrow
// page for signing in and setting up. The public face stands in public.ts.
import { attributes, type Html, html } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { button } from './buttons.ts';
import { bannerOver, languageLink, type LanguageSwitch, mainElement, wholeDocument } from './document.ts';
import { form } from './form.ts';
import { wordmark } from './icons.ts';
import { lookWords } from './words.ts';

export interface PageOptions {
  language: Language;
  /** What the page is about, in a few words; also the browser's title. */
  title: string;
  face: 'desk' | 'door';
  main: Html;
  /** Address of the style sheet. */
  styles: string;
  /** Addresses of browser modules; the page works without them. */
  scripts?: readonly string[];
  switchLanguage: LanguageSwitch;
  /** The ways down the side of the desk. What is not built, or not allowed to this person, is not given. */
  navigation?: readonly { href: string; label: string; current?: boolean }[];
  person?: { name: string; organisation: string };
  signOut?: { action: string; csrf: string };
  /** Shown over everything, such as `madeUpBanner`. */
  banner?: Html;
}

/** A full HTML document as text. */
export function page(options: PageOptions): string {
  const { language, title, face, styles, scripts, banner } = options;
  const content = face === 'desk' ? desk(options) : door(options);
  return wholeDocument({
    language,
    title: `${title} · Suaka`,
    styles,
    ...(scripts ? { scripts } : {}),
    face,
    body: html`${bannerOver(language, banner)}${content}`,
    preloadFont: true,
  });
}

function door(options: PageOptions): Html {
  return html`<header class="door-header"><a class="brand" href="/">${wordmark}</a></header>
${mainElement(options.main)}
<footer class="door-footer">${languageLink(options.switchLanguage)}${signOutForm(options)}</footer>`;
}

// One copy of the ways serves both widths: beside the content where there is room; on a phone the empty <details>
// before it is the switch that shows or hides it, which needs no script.
function desk(options: PageOptions): Html {
  return html`<header class="side"><a class="brand" href="/desk">${wordmark}</a><details class="menu"><summary>${lookWords(options.language).menu}</summary></details><div class="rail">
${navigation(options)}${account(options)}</div></header>
${mainElement(options.main)}`;
}

function navigation({ language, navigation = [] }: PageOptions): Html | null {
  if (navigation.length === 0) return null;
  const ways = navigation.map(({ href, label, current }) => {
    const given = attributes({ href: address(href), 'aria-current': current ? 'page' : null });
    return html`<li><a${given}>${label}</a></li>\n`;
  });
  return html`<nav aria-label="${lookWords(language).mainNavigation}"><ul>\n${ways}</ul></nav>\n`;
}

function account(options: PageOptions): Html {
  const { person, switchLanguage } = options;
  const who = person && html`<p class="person"><strong>${person.name}</strong> <span>${person.organisation}</span></p>`;
  return html`<div class="account">${who}${languageLink(switchLanguage)}${signOutForm(options)}</div>\n`;
}

function signOutForm({ language, signOut }: PageOptions): Html | null {
  if (signOut === undefined) return null;
  return form({ ...signOut, body: button({ label: lookWords(language).signOut, tone: 'quiet' }) });
}
