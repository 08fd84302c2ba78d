// The words of this door, chosen by language.
import { speak } from '../../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const contestWords = speak({ id, en });
export type ContestWords = ReturnType<typeof contestWords>;
