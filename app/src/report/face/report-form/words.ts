// The report form's words, chosen by language.
import { speak } from '../../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const formWords = speak({ id, en });
export type FormWords = ReturnType<typeof formWords>;
