// Names of files are chosen by whoever made them. In a table they are themselves; where people read them, what would hide,
// turn around or break a line is written out.
import type { FileName } from '../types.ts';

/** As a table holds it: a text, and the bytes in base64 where the text does not say all. */
export function storedName({ text, bytes }: FileName): { path: string; bytes: string | null } {
  if (!text.includes('\0')) return { path: text, bytes };
  return { path: text.replaceAll('\0', '\u{2400}'), bytes: bytes ?? Buffer.from(text, 'utf8').toString('base64') };
}

// Controls, what turns the direction of writing, what has no width, and halves of characters.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** As people may read it, on a page or a terminal. */
export function shownName(path: string): string {
  return path.replace(
    hidden,
    (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}
