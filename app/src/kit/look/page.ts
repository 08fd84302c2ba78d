// The whole document around a page's content, with two faces: the desk with its ways down the side, and the door, a
// narrow page for signing in and setting up.
import { attributes, type Html, html } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { fontPath, iconPath } from './assets.ts';
import { button } from './buttons.ts';
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
  /** The same page in the other language. `label` is written in that language. */
  switchLanguage: { href: string; label: string; lang: Language };
  /** The ways down the side of the desk. What is not built, or not allowed to this person, is not given. */
  navigation?: readonly { href: string; label: string; current?: boolean }[];
  person?: { name: string; organisation: string };
  signOut?: { action: string; csrf: string };
  /** Shown over everything, such as `madeUpBanner`. */
  banner?: Html;
}

/** A full HTML document as text. */
export function page(options: PageOptions): string {
  const { language, face, title, banner } = options;
  const words = lookWords(language);
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Suaka</title>
<link rel="preload" href="${fontPath}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${address(options.styles)}">
<link rel="icon" href="${iconPath}" type="image/svg+xml">
${(options.scripts ?? []).map((href) => html`<script type="module" src="${address(href)}"></script>\n`)}</head>
<body class="${face}">
<a class="skip" href="#main">${words.skip}</a>
${banner === undefined ? null : html`<aside class="banner" aria-label="${words.notices}"><p>${banner}</p></aside>\n`}${face === 'desk' ? desk(options) : door(options)}
</body>
</html>
`.text;
}

function door(options: PageOptions): Html {
  return html`<header class="door-header"><a class="brand" href="/">${wordmark}</a></header>
${mainElement(options)}
<footer class="door-footer">${languageLink(options)}${signOutForm(options)}</footer>`;
}

// One copy of the ways serves both widths: beside the content where there is room; on a phone the empty <details>
// before it is the switch that shows or hides it, which needs no script.
function desk(options: PageOptions): Html {
  return html`<header class="side"><a class="brand" href="/desk">${wordmark}</a><details class="menu"><summary>${lookWords(options.language).menu}</summary></details><div class="rail">
${navigation(options)}${account(options)}</div></header>
${mainElement(options)}`;
}

const mainElement = ({ main }: PageOptions): Html => html`<main id="main" tabindex="-1">${main}</main>`;

function navigation({ language, navigation = [] }: PageOptions): Html | null {
  if (navigation.length === 0) return null;
  const ways = navigation.map(({ href, label, current }) => {
    const given = attributes({ href: address(href), 'aria-current': current ? 'page' : null });
    return html`<li><a${given}>${label}</a></li>\n`;
  });
  return html`<nav aria-label="${lookWords(language).mainNavigation}"><ul>\n${ways}</ul></nav>\n`;
}

function account(options: PageOptions): Html {
  const { person } = options;
  const who = person && html`<p class="person"><strong>${person.name}</strong> <span>${person.organisation}</span></p>`;
  return html`<div class="account">${who}${languageLink(options)}${signOutForm(options)}</div>\n`;
}

function languageLink({ switchLanguage }: PageOptions): Html {
  const { href, label, lang } = switchLanguage;
  return html`<a class="language" href="${address(href)}" lang="${lang}" hreflang="${lang}">${label}</a>`;
}

function signOutForm({ language, signOut }: PageOptions): Html | null {
  if (signOut === undefined) return null;
  return form({ ...signOut, body: button({ label: lookWords(language).signOut, tone: 'quiet' }) });
}
