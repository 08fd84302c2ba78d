// Writing a notice: about the removals that were chosen, to one recipient of the directory.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button, linkButton } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { form } from '../../../kit/look/form.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { crumbs } from '../../../kit/look/navigation.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { laddersFor } from '../../../clocks/index.ts';
import { readDirectory } from '../../directory/index.ts';
import {
  deskPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  show,
  submit,
  typed,
} from '../../pages/frame.ts';
import { readRemoval, type RemovalSight } from '../../removal/read.ts';
import { draftNotice, mostItems } from '../draft.ts';
import { readRulesFor } from '../read.ts';
import { draftFields, type Given, recipientField, ruleField } from './parts.ts';
import { noticePath, noticesPath, type Sight, sight } from './sight.ts';

const path = `${noticesPath}/new`;

export function registerNew(scope: FastifyInstance): void {
  scope.get(path, onlyWhoMay(draftNotice), (request, reply) =>
    showForm(sight(request, reply), chosenIn(request.query), {}),
  );
  scope.post(path, onlyWhoMay(draftNotice), (request, reply) => {
    const seen = sight(request, reply);
    const given = typed(request);
    const removalIds = (given.removals ?? '').split(' ').filter(Boolean);
    return submit(
      seen,
      async () => {
        const { id } = await seen.ask(draftNotice, {
          removalIds,
          platformId: given.platformId ?? '',
          ruleId: given.ruleId || null,
          ladder: given.ladder || null,
          language: (given.language || null) as 'id' | null,
          reach: (given.reach || 'items') as 'items',
          reasons: given.reasons ?? '',
          proportionality: given.proportionality ?? '',
        });
        return redirectWithNotice(request, reply, noticePath(id), seen.words.done.drafted);
      },
      (problems) => showForm(seen, removalIds, given, problems),
    );
  });
}

/** `?removal=` once or several times. */
function chosenIn(query: FastifyRequest['query']): string[] {
  const { removal = [] } = query as { removal?: string | string[] };
  return [removal].flat().slice(0, mostItems);
}

async function showForm(
  seen: Sight,
  chosen: readonly string[],
  given: Given,
  problems: Problems = noProblems,
): Promise<FastifyReply> {
  const { words, request } = seen;
  const found: RemovalSight[] = [];
  for (const id of chosen) found.push(await seen.ask(readRemoval, { id }));
  const body =
    found.length === 0
      ? emptyState({
          title: words.nothingNamed,
          action: linkButton({ label: seen.frame.removals, href: `${deskPath}/removals` }),
        })
      : await writing(seen, found, given, problems);
  const main = html`${heading({
    title: words.newTitle,
    lead: words.newLead,
    crumbs: crumbs({ language: request.language, ways: [{ href: noticesPath, label: words.title }] }),
  })}${problems.summary}${body}`;
  return show(seen, 'notices', { title: words.newTitle, main, status: problems.status, here: noticesPath });
}

async function writing(seen: Sight, found: readonly RemovalSight[], given: Given, problems: Problems): Promise<Html> {
  const { words, frame, csrf, request } = seen;
  const { ground, platformId } = found[0]!.removal;
  const rules = await seen.ask(readRulesFor, { ground });
  const platforms = await seen.ask(readDirectory, {});
  const ladders = [
    { value: '', label: words.ladderOfRule },
    ...laddersFor(ground).map(({ id, name }) => ({ value: id, label: name[request.language] })),
  ];
  const named = found.map(({ item }) => html`<li><code class="verbatim">${item.shown ?? '–'}</code></li>`);
  const fields = html`${panel({ title: words.about, body: html`<p>${frame.grounds[ground]}</p><ul>${named}</ul>` })}
${recipientField(seen, platforms, given.platformId ?? platformId, problems)}
${ruleField(seen, rules, given, problems)}
${field({ type: 'select', name: 'ladder', label: words.ladder, options: ladders, value: given.ladder, error: problems.of('ladder') })}
${draftFields(seen, given, problems)}${actions(button({ label: words.draft }))}`;
  const removals = found.map(({ removal }) => removal.id).join(' ');
  return form({ action: path, csrf, hidden: { removals }, body: fields });
}
