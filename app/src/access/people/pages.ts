// Pages about people: who is here, adding someone, and one person with what they may do.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { moment } from '../../kit/look/moment.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { badge } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { codeBlock } from '../../kit/look/verbatim.ts';
import { call } from '../../verbs/verb.ts';
import { pathPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, type Sent, sentBy } from '../request/forms.ts';
import { roleNames } from '../roles.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import type { Person } from './store.ts';
import {
  addPerson,
  changeRoles,
  disablePerson,
  enablePerson,
  listPeople,
  makePasswordLink,
  readPerson,
} from './verbs.ts';

const root = '/desk/people';

export function peoplePages(scope: FastifyInstance): void {
  scope.get(root, showPeople);
  scope.get(`${root}/add`, async (request, reply) => {
    await call(scope.house, listPeople, request.caller, {}); // who may not add anyone gets no form either
    return showAdd(request, reply);
  });
  scope.post(`${root}/add`, carryOutAdd);
  scope.get(`${root}/:id`, (request, reply) => showPerson(request, reply));
  scope.post(`${root}/:id/roles`, carryOutRoles);
  scope.post(`${root}/:id/link`, carryOutLink);
  scope.post(`${root}/:id/disable`, (request, reply) => carryOutLock(request, reply, true));
  scope.post(`${root}/:id/enable`, (request, reply) => carryOutLock(request, reply, false));
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
  const main = html`${heading({ title: people.title, lead: people.lead, actions: add })}${list}`;
  return showPage(request, reply, { title: people.title, main });
}

function waysIn({ language }: FastifyRequest, { hasPassword, passkeys }: Person): string {
  const { people } = words(language);
  const ways = [hasPassword ? people.hasPassword : null, passkeys > 0 ? people.hasPasskeys(passkeys) : null];
  return ways.filter((way) => way !== null).join(', ') || people.none;
}

function stateOf({ language }: FastifyRequest, { disabledAt, hasPassword, passkeys }: Person): Html {
  const { people } = words(language);
  if (disabledAt) return badge({ label: people.disabled, tone: 'warning' });
  if (!hasPassword && passkeys === 0) return badge({ label: people.invited, tone: 'info' });
  return badge({ label: people.active, tone: 'success' });
}

const upward = ({ language }: FastifyRequest): Html =>
  crumbs({ language, ways: [{ href: root, label: words(language).people.title }] });

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

function rolesField({ language }: FastifyRequest, values: readonly string[], problems: Problems): Html {
  const { people, roles } = words(language);
  const options = roleNames.map((role) => ({ value: role, label: roles[role] }));
  return field({
    type: 'checkboxes',
    name: 'roles',
    label: people.roles,
    hint: people.rolesHint,
    options,
    values,
    error: problems.of('roles'),
  });
}

async function showLink(request: FastifyRequest, reply: FastifyReply, id: string, token: string, status = 200) {
  const { people } = words(request.language);
  const { name } = await call(request.server.house, readPerson, request.caller, { id });
  const title = people.linkTitle(name);
  const link = `${request.server.house.configuration.publicUrl}/desk/welcome/${token}`;
  const done = actions(linkButton({ label: people.linkDone, href: `${root}/${id}` }));
  const top = heading({ title, lead: people.linkLead, crumbs: upward(request) });
  return showPage(request, reply, {
    title,
    main: html`${top}${codeBlock(link)}${done}`,
    status,
    here: `${root}/${id}`,
  });
}

const idOf = (request: FastifyRequest): { id: string } => ({ id: pathPart(request, 'id') });

async function carryOutLink(request: FastifyRequest, reply: FastifyReply) {
  const { linkToken } = await call(request.server.house, makePasswordLink, request.caller, idOf(request));
  return showLink(request, reply, idOf(request).id, linkToken);
}

async function carryOutRoles(request: FastifyRequest, reply: FastifyReply) {
  const say = words(request.language);
  const given = { ...idOf(request), roles: sentBy(request).list('roles') as never };
  const { problems } = await attemptForm(request, say.right, () =>
    call(request.server.house, changeRoles, request.caller, given),
  );
  if (problems) return showPerson(request, reply, problems);
  return redirectWithNotice(request, reply, `${root}/${given.id}`, say.people.rolesSaved);
}

async function carryOutLock(request: FastifyRequest, reply: FastifyReply, lock: boolean) {
  const say = words(request.language);
  const { problems } = await attemptForm(request, say.right, () =>
    call(request.server.house, lock ? disablePerson : enablePerson, request.caller, idOf(request)),
  );
  if (problems) return showPerson(request, reply, problems);
  const said = lock ? say.people.disabledSaid : say.people.enabledSaid;
  return redirectWithNotice(request, reply, `${root}/${idOf(request).id}`, said);
}

async function showPerson(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const person = await call(request.server.house, readPerson, request.caller, idOf(request));
  const top = heading({ title: person.name, state: stateOf(request, person), crumbs: upward(request) });
  const body = columns({
    wide: [known(request, person), rolesPanel(request, person, problems)],
    narrow: [wayInPanel(request, person), lockPanel(request, person)],
  });
  const main = html`${top}${problems.summary}${body}`;
  return showPage(request, reply, {
    title: person.name,
    main,
    status: problems.status,
    here: `${root}/${person.id}`,
  });
}

function known(request: FastifyRequest, person: Person): Html {
  const { people, fields } = words(request.language);
  return facts([
    { label: fields.email, value: person.email },
    { label: people.ways, value: waysIn(request, person) },
    { label: people.added, value: moment({ language: request.language, at: person.addedAt }) },
  ]);
}

function rolesPanel(request: FastifyRequest, person: Person, problems: Problems): Html {
  const { people } = words(request.language);
  const values = request.method === 'POST' ? sentBy(request).list('roles') : person.roles;
  const body = form({
    action: `${root}/${person.id}/roles`,
    csrf: csrfToken(request),
    body: [rolesField(request, values, problems), button({ label: people.saveRoles })],
  });
  return panel({ title: people.mayDo, body });
}

function wayInPanel(request: FastifyRequest, person: Person): Html | null {
  if (person.disabledAt) return null;
  const { people } = words(request.language);
  const make = form({
    action: `${root}/${person.id}/link`,
    csrf: csrfToken(request),
    body: button({ label: people.newLink, tone: 'quiet' }),
  });
  return panel({ title: people.wayIn, body: html`<p>${people.newLinkText}</p>`, actions: make });
}

function lockPanel(request: FastifyRequest, { id, disabledAt }: Person): Html {
  const { people } = words(request.language);
  const csrf = csrfToken(request);
  if (disabledAt)
    return form({ action: `${root}/${id}/enable`, csrf, body: button({ label: people.enable, tone: 'quiet' }) });
  return confirm({
    label: people.disable,
    question: people.disableQuestion,
    submit: people.disableSubmit,
    form: { action: `${root}/${id}/disable`, csrf, body: null },
  });
}
