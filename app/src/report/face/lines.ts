// Numbers to call, and how they are shown: a number that nobody called for a while is said to be unchecked, never hidden.
import { type Html } from '../../kit/html.ts';
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

/** Lines as a list to call from; nothing where there is none. */
export function lineList(language: Language, lines: readonly HelpLine[], now: Date): Html | null {
  return lines.length === 0 ? null : calls(lines.map((line) => asCall(language, line, now)));
}

function asCall(language: Language, { name, number, href, hours, note, verifiedOn }: HelpLine, now: Date): Call {
  const unchecked = isFresh(verifiedOn, now) ? '' : faceWords(language).help.unchecked;
  return { name, number, href, notes: [hours, note, unchecked].filter((said) => said !== '') };
}
