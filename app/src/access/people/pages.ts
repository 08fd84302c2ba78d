// Pages about people: who is here, adding someone, and what signing in asks of everyone.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { table } from '../../kit/look/table.ts';
import { call, may } from '../../verbs/verb.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, type Sent, sentBy } from '../request/forms.ts';
import { readSignInRule, requireSecondFactor } from '../second-factor/verbs.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { rolesField, root, stateOf, upward, waysIn } from './parts.ts';
import { personPages, showLink } from './person-pages.ts';
import { addPerson, listPeople } from './verbs.ts';

export function peoplePages(scope: FastifyInstance): void {
  scope.get(root, showPeople);
  scope.get(`${root}/add`, async (request, reply) => {
    await call(scope.house, listPeople, request.caller, {}); // who may not add anyone gets no form either
    return showAdd(request, reply);
  });
  scope.post(`${root}/add`, carryOutAdd);
  scope.post(`${root}/second-factor`, carryOutRule);
  personPages(scope);
}

async function showPeople(request: FastifyRequest, reply: FastifyReply) {
  const { people, roleNames: names } = words(request.language);
  const found = await call(request.server.house, listPeople, request.caller, {});
  const list = table({
    caption: people.counted(found.length),
    columns: [{ label: people.name }, { label: people.roles }, { label: people.ways }, { label: people.state }],
    rows: found.map((person) => [
      html`<a href="${root}/${person.id}">${person.name}</a>`,
      person.roles.map((role) => names[role]).join(', '),
      waysIn(request, person),
      stateOf(request, person),
    ]),
    empty: null,
  });
  const add = actions(linkButton({ label: people.add, href: `${root}/add` }));
  const main = html`${heading({ title: people.title, lead: people.lead, actions: add })}${list}${await rulePanel(request)}`;
  return showPage(request, reply, { title: people.title, main });
}

async function rulePanel(request: FastifyRequest): Promise<Html | null> {
  if (!may(request.caller, requireSecondFactor)) return null;
  const { people } = words(request.language);
  const { secondFactorRequired: on } = await call(request.server.house, readSignInRule, request.caller, {});
  const change = form({
    action: `${root}/second-factor`,
    csrf: csrfToken(request),
    hidden: { required: on ? 'no' : 'yes' },
    body: button({ label: on ? people.ruleEnd : people.ruleBegin, tone: 'quiet' }),
  });
  const body = html`<p>${on ? people.ruleOn : people.ruleOff}</p>${on ? null : html`<p class="note">${people.ruleNote}</p>`}`;
  return panel({ title: people.ruleTitle, body, actions: change });
}

async function carryOutRule(request: FastifyRequest, reply: FastifyReply) {
  const required = sentBy(request).text('required') === 'yes';
  await call(request.server.house, requireSecondFactor, request.caller, { required });
  const { people } = words(request.language);
  return redirectWithNotice(request, reply, root, required ? people.ruleOn : people.ruleOff);
}

async function carryOutAdd(request: FastifyRequest, reply: FastifyReply) {
  const sent = sentBy(request);
  const given = { name: sent.text('name'), email: sent.text('email'), roles: sent.list('roles') as never };
  const { done, problems } = await attemptForm(request, words(request.language).right, () =>
    call(request.server.house, addPerson, request.caller, given),
  );
  return problems ? showAdd(request, reply, problems, sent) : showLink(request, reply, done.id, done.linkToken, 201);
}

function showAdd(
  request: FastifyRequest,
  reply: FastifyReply,
  problems: Problems = noProblems,
  sent: Sent = sentBy(request),
) {
  const { people, fields } = words(request.language);
  const ask = form({
    action: `${root}/add`,
    csrf: csrfToken(request),
    body: [
      field({
        type: 'text',
        name: 'name',
        label: people.personName,
        value: sent.text('name'),
        error: problems.of('name'),
        autocomplete: 'off',
      }),
      field({
        type: 'email',
        name: 'email',
        label: fields.email,
        value: sent.text('email'),
        error: problems.of('email'),
        autocomplete: 'off',
      }),
      rolesField(request, sent.list('roles'), problems),
      button({ label: people.addSubmit }),
    ],
  });
  const top = heading({ title: people.add, lead: people.addLead, crumbs: upward(request) });
  return showPage(request, reply, {
    title: people.add,
    main: html`${top}${problems.summary}${ask}`,
    status: problems.status,
  });
}
