// The form of an entry, when it is added and when it is changed; and the one time that a webhook's secret is shown.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { platforms } from '../../kit/identifiers/index.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { codeBlock } from '../../kit/look/verbatim.ts';
import {
  type ById,
  directoryPath,
  noProblems,
  onlyWhoMay,
  type Problems,
  redirectWithNotice,
  type Sight,
  show,
  sight,
  submit,
  typed,
} from './page.ts';
import { type Platform, platformKinds, ways } from './store.ts';
import { keepPlatform, readPlatform } from './verbs.ts';

type Given = Readonly<Record<string, string>>;

export function registerEntryForm(scope: FastifyInstance): void {
  const only = onlyWhoMay(keepPlatform);
  // What was found of a host or a registrar can be filled in before; it is public, and stays to be checked.
  scope.get(`${directoryPath}/new`, only, (request, reply) =>
    formPage(sight(request, reply), null, filledIn(request.query), noProblems),
  );
  scope.post(`${directoryPath}/new`, (request, reply) => keep(sight(request, reply), null));
  scope.get<ById>(`${directoryPath}/:id/change`, only, async (request, reply) => {
    const seen = sight(request, reply);
    const { platform } = await seen.ask(readPlatform, { id: request.params.id });
    return formPage(seen, platform, {}, noProblems);
  });
  scope.post<ById>(`${directoryPath}/:id/change`, async (request, reply) => {
    const seen = sight(request, reply);
    const { platform } = await seen.ask(readPlatform, { id: request.params.id });
    return keep(seen, platform);
  });
}

const fillable = ['name', 'kind', 'way', 'mail', 'country', 'network', 'source'] as const;

function filledIn(query: unknown): Given {
  const asked = (query ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    fillable.flatMap((name) => (typeof asked[name] === 'string' ? [[name, asked[name].slice(0, 500)]] : [])),
  );
}

function keep(seen: Sight, standing: Platform | null): Promise<FastifyReply> {
  const { request, reply, words } = seen;
  const given = typed(request);
  return submit(
    seen,
    async () => {
      const { newSecret, version, ...said } = given;
      const kept = { ...said, newSecret: newSecret === 'yes', id: standing?.id ?? null, version } as never;
      const { id, secret } = await seen.ask(keepPlatform, kept);
      const to = `${directoryPath}/${id}`;
      return secret === null ? redirectWithNotice(request, reply, to, words.saved) : secretPage(seen, to, secret);
    },
    (problems) => formPage(seen, standing, given, problems),
  );
}

function secretPage(seen: Sight, to: string, secret: string): Promise<FastifyReply> {
  const { words } = seen;
  const main = html`${heading({ title: words.secretTitle, lead: words.secretBody })}
${panel({ title: words.secret, body: codeBlock(secret), actions: actions(linkButton({ label: words.back, href: to })) })}`;
  return show(seen, 'directory', { title: words.secretTitle, main, here: to });
}

function formPage(seen: Sight, standing: Platform | null, given: Given, problems: Problems): Promise<FastifyReply> {
  const { words, csrf, request } = seen;
  const title = standing ? words.changeTitle : words.newTitle;
  const action = standing ? `${directoryPath}/${standing.id}/change` : `${directoryPath}/new`;
  const upward = [
    { href: directoryPath, label: words.title },
    ...(standing ? [{ href: `${directoryPath}/${standing.id}`, label: standing.name }] : []),
  ];
  const main = html`${heading({ title, crumbs: crumbs({ language: request.language, ways: upward }) })}
${problems.summary}${panel({
  title: standing?.name ?? title,
  body: form({
    action,
    csrf,
    hidden: standing ? { version: given['version'] ?? String(standing.version) } : {},
    body: html`${questions(seen, standing, given, problems)}${actions(button({ label: words.save }))}`,
  }),
})}`;
  return show(seen, 'directory', { title, main, status: problems.status, here: action });
}

function questions({ words }: Sight, standing: Platform | null, given: Given, problems: Problems): Html[] {
  const before: Readonly<Record<string, string | null>> = standing ? written(standing) : {};
  const value = (name: string, otherwise = '') => given[name] ?? before[name] ?? otherwise;
  const line = (
    name: 'name' | 'country' | 'mail' | 'webhook' | 'form' | 'domains' | 'network' | 'source',
    more: { hint?: string; maxlength: number; required?: true },
  ) =>
    field({
      type: 'text',
      name,
      label: words[name],
      value: value(name),
      autocomplete: 'off',
      error: problems.of(name),
      ...(more.required ? {} : { mark: words.optional }),
      ...more,
    });
  const choice = (
    name: 'kind' | 'way' | 'language',
    values: readonly string[],
    labels: Readonly<Record<string, string>>,
    otherwise: string,
    hint?: string,
  ) =>
    field({
      type: 'select',
      name,
      label: words[name],
      options: values.map((one) => ({ value: one, label: labels[one] ?? one })),
      value: value(name, otherwise),
      error: problems.of(name),
      ...(hint ? { hint } : {}),
    });
  return [
    line('name', { maxlength: 120, required: true }),
    choice('kind', platformKinds, words.kinds, 'platform'),
    field({
      type: 'select',
      name: 'code',
      label: words.code,
      hint: words.codeHint,
      options: [
        { value: '', label: words.codeNone },
        ...platforms.map(({ code, name }) => ({ value: code, label: name })),
      ],
      value: value('code'),
      error: problems.of('code'),
    }),
    choice('way', ways, words.ways, 'form'),
    line('form', { hint: words.formHint, maxlength: 500 }),
    line('mail', { hint: words.mailHint, maxlength: 254 }),
    line('webhook', { hint: words.webhookHint, maxlength: 500 }),
    ...(standing?.hasSecret
      ? [field({ type: 'checkbox', name: 'newSecret', label: words.newSecret, hint: words.newSecretHint })]
      : []),
    line('country', { hint: words.countryHint, maxlength: 2 }),
    choice('language', ['id', 'en'], words.languages, 'en', words.languageHint),
    line('domains', { hint: words.domainsHint, maxlength: 4000 }),
    line('network', { hint: words.networkHint, maxlength: 10 }),
    field({
      type: 'textarea',
      name: 'opening',
      label: words.opening,
      hint: words.openingHint,
      mark: words.optional,
      maxlength: 2000,
      value: value('opening'),
      error: problems.of('opening'),
    }),
    line('source', { hint: words.sourceHint, maxlength: 500 }),
  ];
}

function written(standing: Platform): Record<string, string | null> {
  const { name, kind, code, way, form, mail, webhook, country, language, opening, source, network } = standing;
  const typed = { domains: standing.domains.join(' '), network: network === null ? null : String(network) };
  return { name, kind, code, way, form, mail, webhook, country, language, opening, source, ...typed };
}
