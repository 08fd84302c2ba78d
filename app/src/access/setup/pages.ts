// The first visit: set up this desk, or look around with made-up data; and taking the made-up data away again.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { Refusal } from '../../kit/errors.ts';
import { isLoopback } from '../../runtime/configuration.ts';
import { call } from '../../verbs/verb.ts';
import { clearCookie } from '../request/cookies.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, type Sent, sentBy } from '../request/forms.ts';
import { attemptFrom } from '../request/limits.ts';
import { beginSession } from '../sessions/begin.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { setUpCodePart } from './code.ts';
import { beginLookingAround, removeDemonstration } from './demonstration.ts';
import { isSetUp, setUpDesk } from './verbs.ts';

export function setUpPages(scope: FastifyInstance): void {
  const { house } = scope;
  scope.get('/setup', async (request, reply) => ((await isSetUp(house)) ? closed(reply) : showChoice(request, reply)));
  scope.get('/setup/desk', async (request, reply) =>
    (await isSetUp(house)) ? closed(reply) : showSetUp(request, reply),
  );
  scope.post('/setup/desk', carryOutSetUp);
  scope.post('/setup/look-around', async (request, reply) => {
    await beginSession(request, reply, await beginLookingAround(house));
    return reply.redirect('/desk', 303);
  });
  scope.get('/desk/made-up', showMadeUp);
  scope.post('/desk/made-up/remove', async (request, reply) => {
    await call(house, removeDemonstration, request.caller, {});
    clearCookie(request, reply, 'suaka_session');
    return reply.redirect('/setup', 303);
  });
}

const closed = (reply: FastifyReply): FastifyReply => reply.redirect('/desk/sign-in', 303);

function showChoice(request: FastifyRequest, reply: FastifyReply) {
  const { setUp } = words(request.language);
  const lookAround = panel({
    title: setUp.aroundTitle,
    body: html`<p>${setUp.aroundText}</p>`,
    actions: form({
      action: '/setup/look-around',
      csrf: csrfToken(request),
      body: button({ label: setUp.aroundButton, tone: 'quiet' }),
    }),
  });
  const desk = panel({
    title: setUp.deskTitle,
    body: html`<p>${setUp.deskText}</p>`,
    actions: actions(linkButton({ label: setUp.deskButton, href: '/setup/desk' })),
  });
  const main = html`${heading({ title: setUp.title, lead: setUp.lead })}${desk}${isLoopback(request.server.house.configuration) ? lookAround : null}`;
  return showPage(request, reply, { title: setUp.title, main, face: 'door' });
}

async function carryOutSetUp(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = sentBy(request);
  const { done, problems } = await attemptForm(request, words(request.language).right, async () => {
    const attempt = attemptFrom(request);
    const opened = await setUpDesk(request.server.house, {
      code: sent.text('code'),
      organisation: sent.text('organisation'),
      name: sent.text('name'),
      email: sent.text('email'),
      password: sent.text('password'),
    });
    attempt.forgive();
    return opened;
  });
  if (problems) return showSetUp(request, reply, problems, sent);
  await beginSession(request, reply, done);
  return redirectWithNotice(request, reply, '/desk/me', words(request.language).setUp.done, done.id);
}

function showSetUp(
  request: FastifyRequest,
  reply: FastifyReply,
  problems: Problems = noProblems,
  sent: Sent = sentBy(request),
) {
  const { setUp } = words(request.language);
  const ask = form({
    action: '/setup/desk',
    csrf: csrfToken(request),
    body: [questions(request, problems, sent), button({ label: setUp.submit })],
  });
  const main = html`${heading({ title: setUp.formTitle, lead: setUp.formLead })}${problems.summary}${ask}`;
  return showPage(request, reply, { title: setUp.formTitle, main, status: problems.status, face: 'door' });
}

function questions(request: FastifyRequest, problems: Problems, sent: Sent): Html[] {
  const { setUp, fields } = words(request.language);
  const kept = (name: string) => ({ name, value: sent.text(name), error: problems.of(name) });
  const code = field({
    type: 'text',
    ...kept('code'),
    label: fields.code,
    hint: fields.codeHint,
    autocomplete: 'one-time-code',
  });
  return [
    ...(request.server.house.part(setUpCodePart).code ? [code] : []),
    field({
      type: 'text',
      ...kept('organisation'),
      label: fields.organisation,
      hint: setUp.organisationHint,
      autocomplete: 'organization',
    }),
    field({ type: 'text', ...kept('name'), label: fields.name, autocomplete: 'name' }),
    field({ type: 'email', ...kept('email'), label: fields.email, hint: setUp.emailHint, autocomplete: 'username' }),
    field({
      type: 'password',
      name: 'password',
      label: fields.password,
      hint: fields.passwordHint,
      error: problems.of('password'),
      autocomplete: 'new-password',
    }),
  ];
}

function showMadeUp(request: FastifyRequest, reply: FastifyReply) {
  if (!request.session) throw new Refusal('not-signed-in', 'not-signed-in', 'Sign in first');
  const { madeUp } = words(request.language);
  const remove = confirm({
    label: madeUp.remove,
    question: madeUp.question,
    submit: madeUp.submit,
    form: { action: '/desk/made-up/remove', csrf: csrfToken(request), body: null },
  });
  const setUp = actions(linkButton({ label: madeUp.setUp, href: '/setup/desk' }));
  const main = html`${heading({ title: madeUp.title, lead: madeUp.lead })}<div class="stack">
${panel({ title: madeUp.setUp, body: html`<p>${madeUp.setUpText}</p>`, actions: setUp })}
${panel({ title: madeUp.remove, body: html`<p>${madeUp.text}</p>`, actions: remove })}</div>`;
  return showPage(request, reply, { title: madeUp.title, main });
}
