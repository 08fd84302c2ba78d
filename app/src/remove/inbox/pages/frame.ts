// What every page for a platform's people has: its words, and the state of a notice as they see it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Sight as AnySight, sightOf } from '../../../access/shell.ts';
import { formatDateTime } from '../../../kit/formats.ts';
import type { Html } from '../../../kit/html.ts';
import { badge } from '../../../kit/look/notice.ts';
import { type FrameWords, frameWords } from '../../words/index.ts';
import type { Served } from '../store.ts';
import type { openServed } from '../verbs.ts';
import { type Words, words } from '../words.ts';

export const noticesPath = '/desk/notices';

export interface Sight extends AnySight<Words> {
  frame: FrameWords;
  now: Date;
  time: (at: Date) => string;
}

export function sight(request: FastifyRequest, reply: FastifyReply): Sight {
  const { language, server } = request;
  return {
    ...sightOf(request, reply, words(language)),
    frame: frameWords(language),
    now: server.house.now(),
    time: (at) => formatDateTime(language, at),
  };
}

/** One notice as it was opened. */
export type Found = Awaited<ReturnType<typeof openServed.perform>>;

const toneOf = {
  served: 'warning',
  acknowledged: 'info',
  partial: 'info',
  complied: 'success',
  refused: 'neutral',
  withdrawn: 'neutral',
} as const;

export function stateBadge({ words }: Sight, { state, contested, followedBy }: Served): Html {
  if (followedBy !== null) return badge({ label: words.followedState });
  const label = state === 'refused' && contested ? words.contestedState : words.states[state];
  return badge({ label, tone: toneOf[state] });
}
