// The words of the desk's frame, shared by all its parts.
import { speak } from '../../kit/words.ts';
import { en } from './en.ts';
import { id } from './id.ts';

export const frameWords = speak({ id, en });
export type FrameWords = ReturnType<typeof frameWords>;
