// One person: what is known, what they may do, a new way in, locking out.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { moment } from '../../kit/look/moment.ts';
import { codeBlock } from '../../kit/look/verbatim.ts';
import { call, type Verb } from '../../verbs/verb.ts';
import { pathPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, sentBy } from '../request/forms.ts';
import { takeAwaySecondFactor } from '../second-factor/verbs.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { rolesField, root, stateOf, upward, waysIn } from './parts.ts';
import type { Person } from './store.ts';
import { changeRoles, disablePerson, enablePerson, makePasswordLink, readPerson, unlockPerson } from './verbs.ts';

export function personPages(scope: FastifyInstance): void {
  scope.get(`${root}/:id`, (request, reply) => showPerson(request, reply));
  scope.post(`${root}/:id/roles`, carryOutRoles);
  scope.post(`${root}/:id/link`, carryOutLink);
  for (const [step, verb, said] of steps)
    scope.post(`${root}/:id/${step}`, (request, reply) =>
      carryOut(request, reply, verb, words(request.language).people[said]),
    );
}

/** What is done to a person by one button. */
const steps = [
  ['disable', disablePerson, 'disabledSaid'],
  ['enable', enablePerson, 'enabledSaid'],
  ['unlock', unlockPerson, 'unlockedSaid'],
  ['take-away-second-factor', takeAwaySecondFactor, 'factorTakenSaid'],
] as const;

/** Shows a one-time link, this once only: as the answer to a form, because a redirect would have to carry it. */
export async function showLink(request: FastifyRequest, reply: FastifyReply, id: string, token: string, status = 200) {
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

async function carryOut(
  request: FastifyRequest,
  reply: FastifyReply,
  verb: Verb<{ id: string }, null>,
  said: string,
): Promise<FastifyReply> {
  const { problems } = await attemptForm(request, words(request.language).right, () =>
    call(request.server.house, verb, request.caller, idOf(request)),
  );
  if (problems) return showPerson(request, reply, problems);
  return redirectWithNotice(request, reply, `${root}/${idOf(request).id}`, said);
}

async function showPerson(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const person = await call(request.server.house, readPerson, request.caller, idOf(request));
  const top = heading({ title: person.name, state: stateOf(request, person), crumbs: upward(request) });
  const body = columns({
    wide: [known(request, person), rolesPanel(request, person, problems)],
    narrow: [
      unlockPanel(request, person),
      wayInPanel(request, person),
      factorPanel(request, person),
      lockPanel(request, person),
    ],
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
  const { language } = request;
  const { people, fields } = words(language);
  return facts([
    { label: fields.email, value: person.email },
    { label: people.ways, value: waysIn(request, person) },
    {
      label: people.secondFactor,
      value: person.secondFactorAt ? moment({ language, at: person.secondFactorAt }) : people.none,
    },
    { label: people.added, value: moment({ language, at: person.addedAt }) },
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

function unlockPanel(request: FastifyRequest, { id, passwordLockedAt }: Person): Html | null {
  if (!passwordLockedAt) return null;
  const { people } = words(request.language);
  const unlock = form({
    action: `${root}/${id}/unlock`,
    csrf: csrfToken(request),
    body: button({ label: people.unlock }),
  });
  const body = html`<p>${people.lockedText} ${moment({ language: request.language, at: passwordLockedAt })}</p>`;
  return panel({ title: people.lockedTitle, body, actions: unlock });
}

function factorPanel(request: FastifyRequest, { id, secondFactorAt }: Person): Html | null {
  if (!secondFactorAt) return null;
  const { people } = words(request.language);
  const takeAway = confirm({
    label: people.takeFactor,
    question: people.takeFactorQuestion,
    submit: people.takeFactor,
    form: { action: `${root}/${id}/take-away-second-factor`, csrf: csrfToken(request), body: null },
  });
  return panel({ title: people.secondFactor, body: html`<p>${people.takeFactorText}</p>`, actions: takeAway });
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
