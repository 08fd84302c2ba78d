// The words of notices in both languages.
import { speak } from '../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id, en });
export type Words = ReturnType<typeof words>;

/** What the refusals and the events of this part say. */
export const refusalWords = speak({ id: id.refusals, en: en.refusals });
export const eventWords = speak({ id: id.events, en: en.events });
