// The first page: five doors. Before anyone has set the desk up or looks around in it, it leads to the set-up instead.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { linkButton } from '../../kit/look/buttons.ts';
import type { DoorName } from '../../kit/look/icons.ts';
import { heading } from '../../kit/look/layout.ts';
import { waysOn } from '../../kit/look/public.ts';
import { behind, factsOf } from './face.ts';
import { linesOf } from './lines.ts';
import { showPublic } from './show.ts';
import { faceWords } from './words.ts';

export function homePage(scope: FastifyInstance): void {
  scope.get('/', async (request, reply) =>
    (await factsOf(request)).founded ? showHome(request, reply) : reply.redirect('/setup', 303),
  );
}

const inOrder: readonly DoorName[] = ['report', 'help', 'protect', 'status', 'contest'];

async function showHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { home, doors } = faceWords(request.language);
  const open = inOrder.flatMap((door) => {
    const href = behind(request.server.face, door);
    return href === null ? [] : [{ href, door, ...doors[door] }];
  });
  const main = html`${heading({ title: home.title, lead: home.lead })}${await inDanger(request)}${waysOn(open)}`;
  return showPublic(request, reply, { title: null, main, findable: true });
}

/** The one number for someone who has no time to read. */
async function inDanger(request: FastifyRequest): Promise<Html | null> {
  const { home } = faceWords(request.language);
  const [line] = linesOf((await factsOf(request)).lines, ['emergency']);
  if (!line) return null;
  const call = home.call(line.number).replaceAll(' ', '\u00a0');
  const shown = line.href === null ? call : linkButton({ label: call, href: line.href, tone: 'quiet' });
  return html`<p class="in-danger"><strong>${home.danger}</strong> ${shown}</p>`;
}
