// Times on a page: an instant, and a clock that shows how long is left and what to do next.
import { formatDateTime, formatDuration } from '../formats.ts';
import { attributes, type Html, html, type Piece } from '../html.ts';
import type { Language } from '../words.ts';
import { lookWords } from './words.ts';

export interface When {
  language: Language;
  at: Date;
  /** IANA name; Jakarta where none is given. */
  timeZone?: string;
}

/** An instant as people read it, with the exact one (UTC) for machines. */
export function moment({ language, at, timeZone }: When): Html {
  return html`<time${attributes({ datetime: at.toISOString() })}>${formatDateTime(language, at, timeZone)}</time>`;
}

/** How long is left until an instant, or how long it is overdue; short enough for a list. */
export function timeLeft({ language, at, now }: When & { now: Date }): Html {
  const words = lookWords(language);
  const leftMs = at.getTime() - now.getTime();
  const duration = formatDuration(language, Math.abs(leftMs));
  return html`<span class="${leftMs < 0 ? 'time-left late' : 'time-left'}">${leftMs < 0 ? words.overdue(duration) : words.left(duration)}</span>`;
}

/** A running deadline: what it is for, how long is left, when it ends, what to do next. Late is marked, never in red. */
export function clock(options: When & { now: Date; label: string; next?: Piece }): Html {
  const { language, at, now, timeZone, label, next } = options;
  const words = lookWords(language);
  const late = at < now;
  const due = formatDateTime(language, at, timeZone);
  return html`<div class="${late ? 'clock late' : 'clock'}"><p class="clock-label">${label}</p>
<p class="clock-left">${timeLeft(options)}</p>
<p class="clock-due"><time${attributes({ datetime: at.toISOString() })}>${late ? words.was(due) : words.due(due)}</time></p>
${next === undefined ? null : html`<p class="clock-next">${next}</p>`}</div>`;
}
