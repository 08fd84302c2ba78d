// One's own second factor: setting it up, what is left of the recovery codes, and removing it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { call } from '../../verbs/verb.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, sentBy } from '../request/forms.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { enrolment, showRecoveryCodes } from './parts.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  type MySecondFactor,
  readMySecondFactor,
  removeMySecondFactor,
} from './verbs.ts';

const root = '/desk/me/second-factor';

export function secondFactorPages(scope: FastifyInstance): void {
  const { house } = scope;
  scope.get(root, (request, reply) => showMine(request, reply));
  scope.post(`${root}/begin`, async (request, reply) => {
    const { problems } = await attemptForm(request, {}, () => call(house, beginSecondFactor, request.caller, {}));
    return problems ? showMine(request, reply, problems) : reply.redirect(root, 303);
  });
  scope.post(`${root}/confirm`, async (request, reply) => {
    const { done, problems } = await attemptForm(request, right(request), () =>
      call(house, confirmSecondFactor, request.caller, { code: sentBy(request).text('code') }),
    );
    if (problems) return showMine(request, reply, problems);
    return showRecoveryCodes(request, reply, done.recoveryCodes, root);
  });
  scope.post(`${root}/remove`, async (request, reply) => {
    const { problems } = await attemptForm(request, right(request), () =>
      removeMySecondFactor(house, request.caller, { proof: sentBy(request).text('proof') }),
    );
    if (problems) return showMine(request, reply, problems);
    return redirectWithNotice(request, reply, root, words(request.language).secondFactor.removed);
  });
}

const right = (request: FastifyRequest) => words(request.language).secondFactor.right;

async function showMine(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const { secondFactor: say, me } = words(request.language);
  const mine = await call(request.server.house, readMySecondFactor, request.caller, {});
  const up = crumbs({ language: request.language, ways: [{ href: '/desk/me', label: me.title }] });
  const body =
    mine.state === 'on'
      ? standing(request, mine, problems)
      : enrolment(request, mine, (step) => `${root}/${step}`, problems);
  const top = heading({ title: say.title, lead: say.lead, crumbs: up });
  const main = html`${top}${problems.summary}<div class="stack">${body}</div>`;
  return showPage(request, reply, { title: say.title, main, status: problems.status, here: root });
}

type On = Extract<MySecondFactor, { state: 'on' }>;

function standing(request: FastifyRequest, mine: On, problems: Problems): Html {
  const { secondFactor: say } = words(request.language);
  const remove = confirm({
    label: say.remove,
    question: say.removeQuestion,
    submit: say.remove,
    form: {
      action: `${root}/remove`,
      csrf: csrfToken(request),
      body: field({
        type: 'password',
        name: 'proof',
        label: say.proof,
        error: problems.of('proof'),
        autocomplete: 'current-password',
      }),
    },
  });
  return html`${panel({ title: say.onTitle, body: html`<p>${said(request, mine)}</p><p class="note">${say.anew}</p>` })}${remove}`;
}

const said = ({ language }: FastifyRequest, { since, recoveryCodesLeft }: On): string => {
  const { secondFactor: say } = words(language);
  return `${say.since(formatDate(language, since))} ${say.codesLeft(recoveryCodesLeft)}`;
};

/** What the page of one's account says about it, with the way on. */
export async function secondFactorPanel(request: FastifyRequest): Promise<Html> {
  const { secondFactor: say } = words(request.language);
  const mine = await call(request.server.house, readMySecondFactor, request.caller, {});
  const on = mine.state === 'on';
  const way = linkButton({ label: on ? say.look : say.setUp, href: root, tone: 'quiet' });
  const body = html`<p>${on ? said(request, mine) : say.lead}</p>`;
  return panel({ title: say.title, body, actions: actions(way) });
}
