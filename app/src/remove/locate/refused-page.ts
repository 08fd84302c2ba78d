// What a form on a removal's page says when it was refused: the page itself belongs to the removal, so this one is small,
// shows the form again, and leads back.
import type { FastifyReply } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, linkButton } from '../../kit/look/buttons.ts';
import { heading } from '../../kit/look/layout.ts';
import { type Problems, type Sight, show } from '../pages/frame.ts';
import { removalPath } from '../removal/pages/sight.ts';

type Seen = Sight<{ refused: string; back: string }>;

export function refusedPage(seen: Seen, id: string, problems: Problems, again?: Html): Promise<FastifyReply> {
  const { words } = seen;
  const back = actions(linkButton({ label: words.back, href: removalPath(id), tone: 'quiet' }));
  const main = html`${heading({ title: words.refused })}${problems.summary}${again}${back}`;
  return show(seen, 'removals', { title: words.refused, main, status: problems.status, here: removalPath(id) });
}
