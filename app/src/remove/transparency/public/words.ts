// The words of the public page of figures, chosen by language.
import { speak } from '../../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const publicWords = speak({ id, en });
export type PublicWords = ReturnType<typeof publicWords>;
