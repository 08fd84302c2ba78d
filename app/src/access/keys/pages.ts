// Pages about API keys: those there are, making one, and the one time that it is shown.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate, formatNumber } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge, emptyState } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { codeBlock } from '../../kit/look/verbatim.ts';
import { dayMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import { pathPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, type Sent, sentBy } from '../request/forms.ts';
import { scopesIn } from '../roles.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import type { ApiKey } from './store.ts';
import { listKeys, makeKey, revokeKey } from './verbs.ts';

const root = '/desk/keys';

export function keyPages(scope: FastifyInstance): void {
  scope.get(root, showKeys);
  scope.get(`${root}/make`, async (request, reply) => {
    await call(scope.house, listKeys, request.caller, {}); // who may not make any gets no form either
    return showMake(request, reply);
  });
  scope.post(`${root}/make`, carryOutMake);
  scope.post(`${root}/:id/revoke`, async (request, reply) => {
    await call(scope.house, revokeKey, request.caller, { id: pathPart(request, 'id') });
    return redirectWithNotice(request, reply, root, words(request.language).keys.revokedSaid);
  });
}

async function showKeys(request: FastifyRequest, reply: FastifyReply) {
  const { keys } = words(request.language);
  const found = await call(request.server.house, listKeys, request.caller, {});
  const make = linkButton({ label: keys.make, href: `${root}/make` });
  const list = table({
    caption: keys.title,
    columns: [
      { label: keys.name },
      { label: keys.scopes },
      { label: keys.limit, numeric: true },
      { label: keys.lastUsed },
      { label: keys.state },
      { label: keys.revoke },
    ],
    rows: found.map((key) => row(request, key)),
    empty: emptyState({ title: keys.empty, body: keys.emptyText, action: make }),
  });
  const top = heading({ title: keys.title, lead: keys.lead, ...(found.length > 0 ? { actions: actions(make) } : {}) });
  return showPage(request, reply, { title: keys.title, main: html`${top}${list}` });
}

function row(request: FastifyRequest, key: ApiKey) {
  const { keys } = words(request.language);
  const over = key.revokedAt !== null || isExpired(request, key);
  return [
    key.name,
    key.scopes.join(', '),
    formatNumber(request.language, key.requestsAMinute),
    key.lastUsedOn === null ? keys.never : formatDate(request.language, new Date(key.lastUsedOn), 'UTC'),
    stateOf(request, key),
    over ? null : revokeStep(request, key),
  ];
}

const isExpired = ({ server }: FastifyRequest, { expiresAt }: ApiKey): boolean =>
  expiresAt !== null && expiresAt <= server.house.now();

function stateOf(request: FastifyRequest, key: ApiKey): Html {
  const { keys } = words(request.language);
  if (key.revokedAt) return badge({ label: keys.revoked });
  if (isExpired(request, key)) return badge({ label: keys.expired });
  const until = key.expiresAt && html` ${keys.until(formatDate(request.language, key.expiresAt))}`;
  return html`${badge({ label: keys.active, tone: 'success' })}${until}`;
}

function revokeStep(request: FastifyRequest, { id, name }: ApiKey): Html {
  const { keys } = words(request.language);
  return confirm({
    label: keys.revoke,
    question: keys.revokeQuestion(name),
    submit: keys.revoke,
    form: { action: `${root}/${id}/revoke`, csrf: csrfToken(request), body: null },
  });
}

const validDays: Record<string, number> = { quarter: 90, year: 365 };

async function carryOutMake(request: FastifyRequest, reply: FastifyReply) {
  const sent = sentBy(request);
  const { house } = request.server;
  const days = validDays[sent.text('expires')];
  const given = {
    name: sent.text('name'),
    scopes: sent.list('scopes') as never,
    requestsAMinute: Number(sent.text('requestsAMinute')),
    expiresAt: days === undefined ? null : new Date(house.now().getTime() + days * dayMs),
  };
  const { done, problems } = await attemptForm(request, words(request.language).right, () =>
    call(house, makeKey, request.caller, given),
  );
  return problems ? showMake(request, reply, problems, sent) : showKey(request, reply, done.key);
}

function showMake(
  request: FastifyRequest,
  reply: FastifyReply,
  problems: Problems = noProblems,
  sent: Sent = sentBy(request),
) {
  const { keys } = words(request.language);
  const ask = form({
    action: `${root}/make`,
    csrf: csrfToken(request),
    body: [questions(request, problems, sent), button({ label: keys.submit })],
  });
  const top = heading({ title: keys.make, crumbs: upward(request) });
  return showPage(request, reply, {
    title: keys.make,
    main: html`${top}${problems.summary}${ask}`,
    status: problems.status,
  });
}

function questions({ language, session }: FastifyRequest, problems: Problems, sent: Sent): Html[] {
  const { keys, scopes } = words(language);
  const options = scopesIn(session?.organisationKind ?? 'desk').map((scope) => ({
    value: scope,
    label: scopes[scope],
  }));
  const lengths = Object.entries(keys.expiresIn).map(([value, label]) => ({ value, label }));
  const kept = (name: string, first = '') => ({ name, value: sent.text(name) || first, error: problems.of(name) });
  return [
    field({ type: 'text', ...kept('name'), label: keys.name, hint: keys.nameHint, autocomplete: 'off' }),
    field({
      type: 'checkboxes',
      name: 'scopes',
      label: keys.scopes,
      options,
      values: sent.list('scopes'),
      error: problems.of('scopes'),
    }),
    field({ type: 'number', ...kept('requestsAMinute', '600'), label: keys.limit, min: 1, max: 1_000_000 }),
    field({ type: 'select', ...kept('expires', 'year'), label: keys.expires, options: lengths }),
  ];
}

// The answer to the form itself: a redirect would have to carry the key.
function showKey(request: FastifyRequest, reply: FastifyReply, key: string) {
  const { keys } = words(request.language);
  const done = actions(linkButton({ label: keys.done, href: root }));
  const top = heading({ title: keys.shownTitle, lead: keys.shownLead, crumbs: upward(request) });
  const main = html`${top}${codeBlock(key)}<p>${keys.usage}</p>${codeBlock('Authorization: Bearer KEY')}${done}`;
  return showPage(request, reply, { title: keys.shownTitle, main, status: 201, here: root });
}

const upward = ({ language }: FastifyRequest): Html =>
  crumbs({ language, ways: [{ href: root, label: words(language).keys.title }] });
