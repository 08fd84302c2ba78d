// No media by any way into the desk, also not written out as text: what the public face tells from words by its first
// bytes is refused on every channel. What was refused is stored nowhere and repeated in no answer.
import type { z } from 'zod';
import { Refusal } from '../kit/errors.ts';
import { mediaInText } from './face/media.ts';

/** How deep a JSON value may be nested; a report is nested twice. */
export const mostDeep = 20;

/**
 * Whether a JSON value holds a picture, video, sound or archive written out as text, at any depth, names included.
 * @throws Refusal `body-too-deep`: whoever walked through such a value afterwards would fall over it.
 */
export function holdsMedia(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return mediaInText(value) !== null;
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= mostDeep)
    throw new Refusal('bad-input', 'body-too-deep', `The body is nested deeper than ${mostDeep}; a report is not`);
  if (Array.isArray(value)) return value.some((each) => holdsMedia(each, depth + 1));
  return Object.entries(value).some(([name, within]) => holdsMedia(name) || holdsMedia(within, depth + 1));
}

/** A text in which a picture does not pass for words. */
export const withoutMedia = (text: z.ZodString): z.ZodString =>
  text.refine((given) => !holdsMedia(given), 'words, addresses and names only: no picture, video or file is taken');
