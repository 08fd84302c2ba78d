// The settings' page of vantage points: from where it is looked, who attests where each stands, adding and retiring.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { actions, button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { confirm, form } from '../../../kit/look/form.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { noProblems, type Problems, redirectWithNotice, show, submit, typed } from '../../pages/frame.ts';
import { addVantage, readVantages, retireVantage, type Vantage } from '../vantage/verbs.ts';
import { countryName, settingsCrumbs, type Sight, sight, vantagesPath } from './sight.ts';

type Given = Record<string, string>;

export function registerVantages(scope: FastifyInstance): void {
  scope.get(vantagesPath, (request, reply) => vantagesPage(sight(request, reply)));
  scope.post(vantagesPath, (request, reply) => {
    const [seen, given] = [sight(request, reply), typed(request)];
    const { name = '', proxy, network, country = '' } = given;
    return submit(
      seen,
      async () => {
        await seen.ask(addVantage, { name, proxy: proxy || null, network, country });
        return redirectWithNotice(request, reply, vantagesPath, seen.words.vantages.added);
      },
      (problems) => vantagesPage(seen, given, problems),
    );
  });
  scope.post<{ Params: { id: string } }>(`${vantagesPath}/:id/retire`, (request, reply) => {
    const seen = sight(request, reply);
    return submit(
      seen,
      async () => {
        await seen.ask(retireVantage, { id: request.params.id });
        return redirectWithNotice(request, reply, vantagesPath, seen.words.vantages.retired);
      },
      (problems) => vantagesPage(seen, {}, problems),
    );
  });
}

async function vantagesPage(seen: Sight, given: Given = {}, problems: Problems = noProblems): Promise<FastifyReply> {
  const { vantages: words } = seen.words;
  const body = seen.may(readVantages)
    ? html`${listOf(seen, await seen.ask(readVantages, {}))}${seen.may(addVantage) ? addForm(seen, given, problems) : null}`
    : html`<p>${words.only}</p>`;
  const main = html`${heading({ title: words.title, lead: words.lead, crumbs: settingsCrumbs(seen) })}${problems.summary}${body}`;
  return show(seen, 'settings', { title: words.title, main, status: problems.status, here: vantagesPath });
}

function listOf(seen: Sight, vantages: readonly Vantage[]): Html {
  const { vantages: words } = seen.words;
  const labels = [words.name, words.line, words.network, words.country, words.attestedBy, words.retire];
  return table({
    caption: words.inUse,
    columns: labels.map((label) => ({ label })),
    rows: vantages.map((each) => [
      each.name,
      each.ownLine ? words.ownLine : words.throughProxy,
      `AS${each.network}`,
      countryName(seen, each.country),
      html`${each.attestedByName}, ${seen.moment(each.attestedAt)}`,
      seen.may(retireVantage) ? retiring(seen, each) : null,
    ]),
    empty: emptyState({ title: words.none, body: words.noneBody }),
  });
}

function retiring({ words: { vantages }, csrf }: Sight, { id }: Vantage): Html {
  return confirm({
    label: vantages.retire,
    question: vantages.retireQuestion,
    submit: vantages.retire,
    form: { action: `${vantagesPath}/${id}/retire`, csrf, body: null },
  });
}

function addForm({ words: { vantages: words, optional }, csrf }: Sight, given: Given, problems: Problems): Html {
  const ask = (
    name: 'name' | 'proxy' | 'network' | 'country',
    maxlength: number,
    more: { required?: boolean; mark?: string },
  ) =>
    field({
      type: 'text',
      name,
      label: words[name],
      hint: words[`${name}Hint`],
      // A proxy's address may hold a password: what was typed does not come back.
      value: name === 'proxy' ? '' : given[name],
      maxlength,
      autocomplete: 'off',
      error: problems.of(name),
      ...more,
    });
  const body = form({
    action: vantagesPath,
    csrf,
    body: html`${ask('name', 100, { required: true })}${ask('network', 10, { required: true })}${ask('country', 2, { required: true })}${ask('proxy', 500, { mark: optional })}
<p class="note">${words.attestation}</p>${actions(button({ label: words.addButton }))}`,
  });
  return panel({ title: words.add, body });
}
