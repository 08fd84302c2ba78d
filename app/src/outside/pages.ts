// Pages of deliveries: what was given up and waits for somebody, what is under way, and one delivery with every attempt.
// They stand within the desk that sends; `main` gives them its frame.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noProblems, redirectWithNotice, sightOf, submit, typed } from '../access/shell.ts';
import type { Html } from '../kit/html.ts';
import { deliveryViews, readDeliveries, readDelivery, retryDelivery, solveDelivery } from './deliveries/verbs.ts';
import { listPage } from './pages/list.ts';
import { onePage } from './pages/one.ts';
import type { Place, Seen } from './pages/seen.ts';
import { words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

export interface DeliveryPages {
  /** Sends a page in the frame of the desk that the pages stand in. */
  show: (
    request: FastifyRequest,
    reply: FastifyReply,
    page: { title: string; main: Html; status?: number; here?: string },
  ) => Promise<FastifyReply>;
  path?: string;
  /** Where a thing that was delivered has its page, and its name there; null where it has none. */
  link?: Place['link'];
}

type Get = { Params: { id: string }; Querystring: { view?: string; before?: string } };

export function registerDeliveryPages(scope: FastifyInstance, given: DeliveryPages): void {
  const { show, path = '/desk/remove/deliveries', link = () => null } = given;
  const place: Place = { path, link };
  const see = (request: FastifyRequest, reply: FastifyReply): Seen => sightOf(request, reply, words(request.language));
  const one = async (seen: Seen, id: string, problems = noProblems): Promise<FastifyReply> => {
    const found = await seen.ask(readDelivery, { id });
    const main = onePage(seen, place, found, problems);
    const page = { title: seen.words.delivery, main, status: problems.status, here: `${path}/${id}` };
    return show(seen.request, seen.reply, page);
  };
  scope.get<Get>(path, async (request, reply) => {
    const seen = see(request, reply);
    const view = deliveryViews.find((name) => name === request.query.view) ?? 'failed';
    const found = await seen.ask(readDeliveries, { view, before: request.query.before ?? null });
    return show(request, reply, { title: seen.words.title, main: listPage(seen, place, view, found) });
  });
  scope.get<Get>(`${path}/:id`, (request, reply) => one(see(request, reply), request.params.id));
  for (const [act, carryOut] of Object.entries(acts))
    scope.post<Get>(`${path}/:id/${act}`, (request, reply) => {
      const seen = see(request, reply);
      const { id } = request.params;
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, `${path}/${id}`, await carryOut(seen, id)),
        (problems) => one(seen, id, problems),
      );
    });
}

/** What a form of a delivery's page does; each answers with what to say on the next page. */
const acts: Record<string, (seen: Seen, id: string) => Promise<string>> = {
  async retry({ ask, words }, id) {
    await ask(retryDelivery, { id });
    return words.retried;
  },
  async solve({ ask, words, request }, id) {
    await ask(solveDelivery, { id, reason: typed(request).reason ?? '' });
    return words.solvedNow;
  },
};
