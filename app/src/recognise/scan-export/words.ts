// The words of exports for scanning in both languages. What is refused and recorded, the desk's own words say.
import { speak } from '../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id, en });
export type Words = ReturnType<typeof words>;
