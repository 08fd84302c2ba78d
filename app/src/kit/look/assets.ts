// The files that the look needs in the browser. The server serves exactly these; a page loads nothing else of the look.
import { fileURLToPath } from 'node:url';

export interface Asset {
  /** Path on the server. */
  path: string;
  /** Absolute path of the file on disc. */
  file: string;
  contentType: string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const font = '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2';

/** The style sheets, on disc: each names its parts, and is served as one. */
export const stylesFile = here('suaka.css');
/** That of the public face, which is loaded on slow phones and leaves out what only the desk shows. */
export const publicStylesFile = here('public.css');
/** The colours and distances that both are built on, for a page that carries its style within itself. */
export const tokensFile = here('styles/tokens.css');
export const fontPath = '/assets/plus-jakarta-sans.woff2';
export const iconPath = '/assets/favicon.svg';

export const assets: readonly Asset[] = [
  { path: fontPath, file: fileURLToPath(import.meta.resolve(font)), contentType: 'font/woff2' },
  { path: iconPath, file: here('favicon.svg'), contentType: 'image/svg+xml' },
];
