// Random input for the tests of this folder: the same for the same seed, which is printed. All of it is made up.

export type Draw = (bound: number) => number;

/** A seed, from SEED or new, printed so that a failure can be repeated. */
export function printedSeed(): number {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  return seed;
}

/** Whole numbers from 0 and below a bound (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

export const oneOf = <T>(draw: Draw, all: readonly T[]): T => all[draw(all.length)]!;

// What addresses, names and numbers are made of, whole and broken, with the signs that tell them apart.
const pieces = [
  [
    'https://',
    'http://',
    'hxxp://',
    'HTTPS://',
    'www.',
    'm.',
    'contoh',
    '.example',
    '.com',
    '.co.id',
    '.onion',
    'xn--',
  ],
  ['instagram.com', 't.me', 'wa.me', 'youtu.be', 'facebook.com', 'x.com', 'tiktok.com', 'line.me', 'discord.gg'],
  ['reddit.com', 'youtube.com', 'mega.nz', 'signal.me', 'watch', 'p', 'reel', 'groups', 'profile.php', 'joinchat'],
  ['/', '/', '//', '?', '&', '=', '#', '#/', '#!', '%', '%41', '%2e', '%2F', '%zz', '%25', 'v=', 'id=100', 'fbclid=1'],
  ['@', '@nama', 'nama', 'Nama_1', 'nama.id', '+', '+62', '0811-0000-1234', '62811', '(0)', '1', '22', '333', 'AbC'],
  [
    '(',
    '[.]',
    '(.)',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '.',
    ',',
    ';',
    ':',
    '!',
    '*',
    '|',
    '\\',
    '^',
    '`',
    '~',
    '-',
    '_',
  ],
  [' ', ' ', ' ', '\n', '\u200b', 'ａ', 'İ', 'ß', 'é', 'е', 'ł', 'ﷺ', '😀', '𝒜', '。', '\u0301', '\u0001', '\ud800'],
  ['ig: ', 'ig', ' di instagram', 'telegram: ', 'wa ', 'email: ', '@contoh.example', ' dot ', 'titik', 'nya '],
  ['javascript:', 'data:', 'tg://resolve?domain=', 'whatsapp://send?phone=', 'utm_source=a', 'c', 's', 'user'],
].flat();

/** A text of up to so many pieces that nobody would type, and somebody may send. */
export const drawText = (draw: Draw, most: number): string =>
  Array.from({ length: 1 + draw(most) }, () => oneOf(draw, pieces)).join('');
