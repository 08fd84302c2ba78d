// Numbers to call, and how they are shown: a number that nobody called for a while is said to be unchecked, never hidden.
import { type Html, html } from '../../kit/html.ts';
import { type Call, calls } from '../../kit/look/public.ts';
import { isFresh } from '../golive/points.ts';
import type { Language } from '../../kit/words.ts';
import { faceWords } from './words.ts';

export const lineKinds = ['emergency', 'crisis', 'support', 'police', 'bank'] as const;

export type LineKind = (typeof lineKinds)[number];

export interface HelpLine {
  id: string;
  kind: LineKind;
  name: string;
  /** As people read it, such as 08111-129-129. */
  number: string;
  /** `tel:`, `sms:` or `https:`; null where a device cannot dial it by itself. */
  href: string | null;
  /** When it answers; empty where that is not known. */
  hours: string;
  /** What else to know before calling; may be empty. */
  note: string;
  /** When somebody of the desk last called it. */
  verifiedOn: Date | null;
}

/** The lines of these kinds, in the order of the kinds. */
export function linesOf(lines: readonly HelpLine[], kinds: readonly LineKind[]): HelpLine[] {
  return kinds.flatMap((kind) => lines.filter((line) => line.kind === kind));
}

/** Lines as a list to call from; nothing where there is none. That none of them was checked is said once, under them. */
export function lineList(language: Language, lines: readonly HelpLine[], now: Date): Html | null {
  if (lines.length === 0) return null;
  const { unchecked, allUnchecked } = faceWords(language).help;
  const fresh = lines.map(({ verifiedOn }) => isFresh(verifiedOn, now));
  const none = lines.length > 1 && !fresh.includes(true);
  const list = calls(lines.map((line, index) => asCall(line, fresh[index] || none ? '' : unchecked)));
  return html`${list}${none ? html`<p class="note">${allUnchecked}</p>` : null}`;
}

const asCall = ({ name, number, href, hours, note }: HelpLine, unchecked: string): Call => ({
  name,
  number,
  href,
  notes: [hours, note, unchecked].filter((said) => said !== ''),
});
