// What the desk's pages about platforms share: where they stand, the ways up, a platform's state, the entries in use.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform as Partner } from '../../../access/index.ts';
import type { Html } from '../../../kit/html.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { badge } from '../../../kit/look/notice.ts';
import { type Platform as Entry, readDirectory } from '../../directory/index.ts';
import { deskPath, type Sight, sight } from '../../pages/frame.ts';
import { type Words, words } from '../words.ts';

export const partnersPath = `${deskPath}/settings/platforms`;
export type Seen = Sight<Words>;

export const see = (request: FastifyRequest, reply: FastifyReply): Seen =>
  sight(request, reply, words(request.language));

export const upward = ({ request, frame }: Seen, ...more: { href: string; label: string }[]): Html =>
  crumbs({ language: request.language, ways: [{ href: `${deskPath}/settings`, label: frame.settings }, ...more] });
export const toPartners = ({ words }: Seen) => ({ href: partnersPath, label: words.settings.title });

/** Entries in use. */
export const entriesOf = ({ ask }: Seen): Promise<Entry[]> => ask(readDirectory, {});

export function stateOf({ words }: Seen, { closedAt, entered }: Partner): Html {
  const { settings } = words;
  if (closedAt) return badge({ label: settings.closed, tone: 'warning' });
  return entered
    ? badge({ label: settings.entered, tone: 'success' })
    : badge({ label: settings.invited, tone: 'info' });
}
