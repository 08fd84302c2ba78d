// What the pages of intake share: their words, their addresses, how a report and a person are named.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDuration } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { badge } from '../../../kit/look/notice.ts';
import type { Tone } from '../../../kit/look/icons.ts';
import { deskPath, type Sight as AnySight, sight as anySight } from '../../pages/frame.ts';
import type { ReportState } from '../../states.ts';
import type { UrgencyCode } from '../../urgency.ts';
import { type Words, words } from '../words.ts';

export type Sight = AnySight<Words>;

export const sight = (request: FastifyRequest, reply: FastifyReply): Sight =>
  anySight(request, reply, words(request.language));

export const reportPath = (id: string): string => `${deskPath}/${id}`;

/** A report's route; what does not look like its id is no page. */
export const oneReport = `${deskPath}/:id(^rep_[0-9a-z]{26}$)`;

export function personName({ words, request }: Sight, names: ReadonlyMap<string, string>, id: string): string {
  return id === request.caller.id ? words.you : (names.get(id) ?? words.unknownPerson);
}

export const nowOf = ({ request }: Sight): Date => request.server.house.now();

/** How long something has lasted, such as "3 days 4 hours". */
export function lasted({ request }: Sight, from: Date, until: Date): string {
  return formatDuration(request.language, Math.max(0, until.getTime() - from.getTime()));
}

const stateTones: Partial<Record<ReportState, Tone>> = {
  reopened: 'info',
  'in-progress': 'success',
};

export const stateBadge = ({ frame }: Sight, state: ReportState): Html =>
  badge({ label: frame.states[state], tone: stateTones[state] ?? 'neutral' });

/** Danger is said in the tone of danger; everything else that hurries is a warning. */
export const urgencyTone = (code: UrgencyCode): Tone =>
  code === 'danger' ? 'danger' : code.startsWith('spread') ? 'neutral' : 'warning';

/** Another report within a text: its reference, leading to its page. */
export const named = ({ id, reference }: { id: string; reference: string }): Html =>
  html`<a href="${reportPath(id)}">${reference}</a>`;
