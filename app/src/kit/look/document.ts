// The frame of every document: head, skip link, body. Desk, door and public face put their own content into it.
import { attributes, type Html, html } from '../html.ts';
import type { Language } from '../words.ts';
import { address } from './address.ts';
import { fontPath, iconPath } from './assets.ts';
import { lookWords } from './words.ts';

/** A link to the same page in the other language. `label` is written in that language. */
export interface LanguageSwitch {
  href: string;
  label: string;
  lang: Language;
}

export interface DocumentOptions {
  language: Language;
  /** The browser's title, as it stands in tabs and in the history. */
  title: string;
  /** Address of the style sheet. */
  styles: string;
  /** Addresses of browser modules; the page works without them. */
  scripts?: readonly string[];
  /** The class of the body, which says which face it is. */
  face: string;
  body: Html;
  /** Whether the font is asked for before the style sheet names it. */
  preloadFont?: boolean;
  /** Whether search engines may list the page; not where nothing is said. */
  findable?: boolean;
}

/** A full HTML document as text. */
export function wholeDocument(options: DocumentOptions): string {
  const { language, title, styles, scripts = [], face, body, preloadFont = false, findable = false } = options;
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${findable ? null : html`<meta name="robots" content="noindex">\n`}<title>${title}</title>
${preloadFont ? html`<link rel="preload" href="${fontPath}" as="font" type="font/woff2" crossorigin>\n` : null}<link rel="stylesheet" href="${address(styles)}">
<link rel="icon" href="${iconPath}" type="image/svg+xml">
${scripts.map((href) => html`<script type="module" src="${address(href)}"></script>\n`)}</head>
<body class="${face}">
<a class="skip" href="#main">${lookWords(language).skip}</a>
${body}
</body>
</html>
`.text;
}

/** What is said over a whole page, such as that its data is made up. */
export function bannerOver(language: Language, banner: Html | undefined): Html | null {
  if (banner === undefined) return null;
  return html`<aside class="banner" aria-label="${lookWords(language).notices}"><p>${banner}</p></aside>\n`;
}

export const mainElement = (main: Html): Html => html`<main id="main" tabindex="-1">${main}</main>`;

export function languageLink({ href, label, lang }: LanguageSwitch): Html {
  return html`<a class="language"${attributes({ href: address(href), lang, hreflang: lang })}>${label}</a>`;
}
