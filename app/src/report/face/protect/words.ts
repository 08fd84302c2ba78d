// The words of this door, chosen by language.
import { speak } from '../../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const protectWords = speak({ id, en });
export type ProtectWords = ReturnType<typeof protectWords>;
