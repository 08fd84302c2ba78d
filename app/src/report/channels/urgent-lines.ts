// The numbers that whoever listens gives to a caller in danger: those of this desk, or those that every desk begins with.
import { type Html, html } from '../../kit/html.ts';
import type { Language } from '../../kit/words.ts';
import { defaultLinesIn } from '../face/default-lines.ts';
import { isFresh } from '../golive/points.ts';
import type { Face } from '../golive/verbs.ts';
import type { Words } from './words.ts';

interface Shown {
  kind: string;
  name: string;
  number: string;
  checked: boolean;
}

/** Emergency and crisis lines; each one that nobody called lately says so. */
export function urgentLines(language: Language, record: Words['record'], face: Face, now: Date): Html {
  const lines = linesOf(language, face, now).filter(({ kind }) => kind === 'emergency' || kind === 'crisis');
  if (lines.length === 0) return html`<p>${record.noNumbers}</p>`;
  const items = lines.map(
    ({ name, number, checked }) =>
      html`<li><strong>${number}</strong> · ${name}${checked ? null : html` <span class="note">(${record.unchecked})</span>`}</li>`,
  );
  return html`<div><p>${record.numbers}</p><ul>${items}</ul></div>`;
}

function linesOf(language: Language, { lines }: Face, now: Date): Shown[] {
  return lines.length === 0
    ? defaultLinesIn(language).map((line) => ({ ...line, checked: false }))
    : lines.map((line) => ({ ...line, checked: isFresh(line.verifiedAt, now) }));
}
