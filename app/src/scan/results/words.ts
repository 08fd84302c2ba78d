// The words of the page about a run in both languages.
import { speak } from '../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id, en });
export type Words = ReturnType<typeof words>;
