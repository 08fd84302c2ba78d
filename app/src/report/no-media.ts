// No media by any way into the desk, also not written out as text: what the public face tells from words by its first
// bytes is refused on every channel. What was refused is stored nowhere and repeated in no answer.
import type { z } from 'zod';
import { mediaInText } from './face/media.ts';

/** Whether a JSON value holds a picture, video, sound or archive written out as text, at any depth, names included. */
export function holdsMedia(value: unknown): boolean {
  if (typeof value === 'string') return mediaInText(value) !== null;
  if (Array.isArray(value)) return value.some(holdsMedia);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, within]) => holdsMedia(name) || holdsMedia(within));
}

/** A text in which a picture does not pass for words. */
export const withoutMedia = (text: z.ZodString): z.ZodString =>
  text.refine((given) => !holdsMedia(given), 'words, addresses and names only: no picture, video or file is taken');
