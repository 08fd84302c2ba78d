// The words of intake in both languages.
import { speak } from '../../kit/words.ts';
import { en as saysEn } from './says.en.ts';
import { id as saysId } from './says.id.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id: { ...id, ...saysId }, en: { ...en, ...saysEn } });
export type Words = ReturnType<typeof words>;

/** What refusals and events of intake say. */
export const refusalWords = speak({ id: saysId.refusals, en: saysEn.refusals });
export const eventWords = speak({ id: saysId.events, en: saysEn.events });
