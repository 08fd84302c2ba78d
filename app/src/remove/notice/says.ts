// What notices say to whoever receives them, in the language of the recipient.
import { speak } from '../../kit/words.ts';
import { en } from './says.en.ts';
import { id } from './says.id.ts';

export const says = speak({ id, en });
export type Says = ReturnType<typeof says>;
export type SubjectCode = keyof Says['subjects'];

/** The subject for a rung of a ladder: every rung that is no order and no warning is a request. */
export const subjectOf = (words: Says, rung: string): string =>
  words.subjects[rung in words.subjects ? (rung as SubjectCode) : 'request'];
