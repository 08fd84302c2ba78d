// The words of this part of the desk, chosen by language.
import { speak } from '../../kit/words.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id, en });
export type Words = ReturnType<typeof words>;

/** What the refusals of its verbs, and their events in the record, say. */
export const refusalWords = speak({ id: id.refusals, en: en.refusals });
export const eventWords = speak({ id: id.events, en: en.events });
