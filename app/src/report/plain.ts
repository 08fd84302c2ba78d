// Text as people write it. What nobody types but a script sends is taken out before anything else is done with it: signs
// that cannot be seen and that turn around how the words after them are read, so that a page of the desk shows one
// number and means another.
import { z } from 'zod';

// Controls but tab and line break (C0, DEL, C1); direction marks, embeddings, overrides and isolates (UAX 9); zero-width
// space, word joiner and byte order mark; annotations; tags. Joiners stay: emoji and some scripts are written with them.
const unseen =
  /(?![\t\n])[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

export const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(unseen, '');

/** A text that arrives plain; its bounds count what is left. */
export const plainText = (): z.ZodString => z.string().overwrite(plain);
