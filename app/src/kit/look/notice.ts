// What a page says about a state: a notice, a badge, an empty place, the banner over made-up data.
import { type Html, html, type Piece } from '../html.ts';
import type { Language } from '../words.ts';
import { sign, type Tone } from './icons.ts';
import { lookWords } from './words.ts';

/** A message over the content. `danger` interrupts a screen reader, the others wait for it. */
export function notice(options: { tone: Exclude<Tone, 'neutral'>; title: string; body?: Piece }): Html {
  const { tone, title, body } = options;
  return html`<div class="notice ${tone}" role="${tone === 'danger' ? 'alert' : 'status'}">${sign(tone)}
<div><p class="notice-title">${title}</p>${body === undefined ? null : html`<div>${body}</div>`}</div></div>`;
}

/** The state of a thing in one or two words. */
export function badge(options: { label: string; tone?: Tone }): Html {
  const tone = options.tone ?? 'neutral';
  return html`<span class="badge ${tone}">${sign(tone)}${options.label}</span>`;
}

/** Several states beside each other, or one under another where there is no room. */
export function badges(shown: readonly Html[]): Html {
  return html`<div class="badges">${shown}</div>`;
}

/** Where a list would be and there is nothing: says why, and what to do next if there is something to do. */
export function emptyState(options: { title: string; body?: Piece; action?: Html }): Html {
  const { title, body, action } = options;
  return html`<div class="empty"><p class="empty-title">${title}</p>${body === undefined ? null : html`<p>${body}</p>`}${action}</div>`;
}

/** The banner over every page of a desk that shows made-up data. */
export function madeUpBanner(language: Language): Html {
  const words = lookWords(language);
  return html`<strong>${words.madeUpTitle}</strong> ${words.madeUp}`;
}

/** The banner over every public page until the desk is signed off for the public: nobody may wait for an answer here. */
export function unreadBanner(language: Language): Html {
  const words = lookWords(language);
  return html`<strong>${words.unreadTitle}</strong> ${words.unread}`;
}
