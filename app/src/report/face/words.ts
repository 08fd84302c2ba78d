// The public face's words, chosen by language.
import { speak } from '../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const faceWords = speak({ id, en });
