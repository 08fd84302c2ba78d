// What the pages of removals share: their words, their addresses, and how a state and a grade are shown.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import type { Tone } from '../../../kit/look/icons.ts';
import { badge } from '../../../kit/look/notice.ts';
import { deskPath, type Sight as AnySight, sight as anySight } from '../../pages/frame.ts';
import type { FrameWords } from '../../words/index.ts';
import type { RemovalState } from '../../states.ts';
import type { Removal } from '../store.ts';
import { type Words, words } from '../words.ts';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  anySight(request, reply, words(request.language));

export const removalsPath = `${deskPath}/removals`;
export const removalPath = (id: string): string => `${removalsPath}/${id}`;
/** A removal's route; what does not look like its id is no page. */
export const oneRemoval = `${removalsPath}/:id(^rmv_[0-9a-z]{26}$)`;

const tones: Partial<Record<RemovalState, Tone>> = {
  overdue: 'warning',
  reappeared: 'warning',
  refused: 'warning',
  unknown: 'warning',
  'geo-blocked': 'warning',
  moved: 'warning',
  'notice-open': 'info',
};

/** The state; "removed" is never said without how it is known, and stands out only where checks confirmed it. */
export function stateBadge(frame: FrameWords, { state, grade }: Pick<Removal, 'state' | 'grade'>): Html {
  const confirmed = state === 'removed' && grade === 'machine-confirmed';
  const shown = badge({ label: frame.removalStates[state], tone: confirmed ? 'success' : (tones[state] ?? 'neutral') });
  return state === 'removed' && grade ? html`${shown} <span class="note">${frame.grades[grade]}</span>` : shown;
}
