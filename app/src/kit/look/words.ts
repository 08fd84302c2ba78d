// The shell's own words, chosen by language.
import { speak } from '../words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

/** What the shell and the parts say by themselves: `lookWords(language).signOut`. */
export const lookWords = speak({ id, en });
