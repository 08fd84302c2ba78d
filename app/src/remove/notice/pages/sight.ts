// What the pages of notices share: their words and their addresses.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../../kit/html.ts';
import type { Tone } from '../../../kit/look/icons.ts';
import { badge } from '../../../kit/look/notice.ts';
import { deskPath, type Sight as AnySight, sight as anySight } from '../../pages/frame.ts';
import type { NoticeState } from '../../states.ts';
import { type Words, words } from '../words.ts';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  anySight(request, reply, words(request.language));

export const noticesPath = `${deskPath}/notices`;
export const noticePath = (id: string): string => `${noticesPath}/${id}`;
/** A notice's route; what does not look like its id is no page. */
export const oneNotice = `${noticesPath}/:id(^ntc_[0-9a-z]{26}$)`;

const tones: Partial<Record<NoticeState, Tone>> = {
  proposed: 'warning',
  approved: 'warning',
  sent: 'info',
  acknowledged: 'info',
  complied: 'success',
  partial: 'warning',
  refused: 'warning',
  silent: 'warning',
};

export const stateBadge = ({ frame }: Sight, state: NoticeState): Html =>
  badge({ label: frame.noticeStates[state], tone: tones[state] ?? 'neutral' });

/** A rung of a ladder in words. */
export function rungName({ request }: Sight, rung: { name: { id: string; en: string } }): string {
  return rung.name[request.language];
}
