// The pages of this part: what is public, and the desk's page of it among the settings.
import type { Language } from '../../kit/words.ts';
import { settingsPath } from './desk/page.ts';
import { words } from './words.ts';

export { registerTransparencySettings } from './desk/page.ts';
export { registerTransparency } from './public/pages.ts';
export { eventWords, refusalWords } from './words.ts';

/** The way from the desk's settings. */
export const settingsWays = [
  { href: settingsPath, label: (language: Language) => words(language).title, permission: 'remove.look' },
] as const;
