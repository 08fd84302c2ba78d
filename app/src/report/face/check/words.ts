// The words of coming back, chosen by language.
import { speak } from '../../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const checkWords = speak({ id, en });
export type CheckWords = ReturnType<typeof checkWords>;
