// The desk's words in both languages.
import { speak } from '../kit/words.ts';
import { en as refusalsEn } from './refusals.en.ts';
import { id as refusalsId } from './refusals.id.ts';
import { en } from './words.en.ts';
import { id } from './words.id.ts';

export const words = speak({ id: { ...id, ...refusalsId }, en: { ...en, ...refusalsEn } });
export type Words = ReturnType<typeof words>;

/** What the desk's refusals and its events in the record say. */
export const refusalWords = speak({ id: refusalsId.refusals, en: refusalsEn.refusals });
export const eventWords = speak({ id: refusalsId.events, en: refusalsEn.events });
