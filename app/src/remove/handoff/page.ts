// What the panels of hand-overs and holds share: this part's words, and where their forms lead.
import { type Sight as AnySight, sight as frameSight } from '../pages/frame.ts';
import { type Words, words } from './words.ts';

export type Sight = AnySight<Words>;
/** Whoever shows a panel hands over its own sight; the panel brings its words. */
export type Asked = Pick<AnySight<unknown>, 'request' | 'reply'>;

export const seenBy = ({ request, reply }: Asked): Sight => frameSight(request, reply, words(request.language));
