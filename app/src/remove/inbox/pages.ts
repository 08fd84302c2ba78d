// Pages of the platform desk: a platform's people read and answer what was served on them; the desk lets platforms in.
import type { FastifyInstance } from 'fastify';
import { type NavigationEntry, redirectWithNotice, sentBy, submit } from '../../access/shell.ts';
import type { Language } from '../../kit/words.ts';
import { acknowledgeServed, complyServed, contestServed, refuseServed } from './answers.ts';
import { noticesPath, type Sight, sight } from './pages/frame.ts';
import type { Given } from './pages/forms.ts';
import { showList } from './pages/list.ts';
import { showOne } from './pages/one.ts';
import { partnersPath, registerPartnerPages } from './partners/pages.ts';
import { words } from './words.ts';

export { eventWords, refusalWords } from './words.ts';

/** A platform's way down the side: first, so that its people land on it. */
export const inboxNavigation: readonly NavigationEntry[] = [
  { href: noticesPath, label: (language) => words(language).way, permission: 'remove.answer' },
];

/** The way from the desk's settings to the platforms that were let in. */
export const settingsWays = [
  {
    href: partnersPath,
    label: (language: Language) => words(language).settings.title,
    permission: 'access.manage-platforms',
  },
] as const;

export function registerInboxPages(scope: FastifyInstance): void {
  scope.get(noticesPath, (request, reply) => showList(sight(request, reply)));
  scope.get<{ Params: { id: string } }>(`${noticesPath}/:id`, (request, reply) =>
    showOne(sight(request, reply), request.params.id),
  );
  for (const [act, carryOut] of Object.entries(acts))
    scope.post<{ Params: { id: string } }>(`${noticesPath}/:id/${act}`, (request, reply) => {
      const seen = sight(request, reply);
      const { id } = request.params;
      const sent = sentBy(request);
      const given = { act, reason: sent.text('reason'), words: sent.text('words'), items: sent.list('items') };
      const shown = { id, version: sent.text('version') };
      return submit(
        seen,
        async () => redirectWithNotice(request, reply, `${noticesPath}/${id}`, await carryOut(seen, shown, given)),
        (problems) => showOne(seen, id, given, problems),
      );
    });
  registerPartnerPages(scope);
}

type Shown = { id: string; version: string };
type Act = (seen: Sight, shown: Shown, given: Required<Given>) => Promise<string>;

/** What a form of a notice's page does; each answers with what to say on the next page. */
const acts: Record<string, Act> = {
  async acknowledge({ ask, words }, shown) {
    await ask(acknowledgeServed, shown);
    return words.acknowledged;
  },
  async comply({ ask, words }, shown, given) {
    await ask(complyServed, { ...shown, words: given.words });
    return words.complied;
  },
  async 'comply-partly'({ ask, words }, shown, given) {
    await ask(complyServed, { ...shown, items: given.items, words: given.words });
    return words.complied;
  },
  async refuse({ ask, words }, shown, given) {
    await ask(refuseServed, { ...shown, reason: given.reason as 'other', words: given.words });
    return words.refused;
  },
  async contest({ ask, words }, shown, given) {
    await ask(contestServed, { ...shown, words: given.words });
    return words.contested;
  },
};
