// The door: signing in, signing out, and the one-time link with which a person chooses a password.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../kit/html.ts';
import { button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading } from '../../kit/look/layout.ts';
import { passkeyButton } from '../passkeys/routes.ts';
import { followLink, linkHolder } from '../passwords/verbs.ts';
import { pathPart, queryPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, sentBy } from '../request/forms.ts';
import { attemptFrom } from '../request/limits.ts';
import { localPath } from '../request/places.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { signInSteps } from '../second-factor/sign-in-pages.ts';
import { beginSession, leadOn, leaveSession } from './begin.ts';
import { signInWithPassword } from './sign-in.ts';

export function doorPages(scope: FastifyInstance): void {
  scope.get('/desk/sign-in', (request, reply) =>
    request.session ? reply.redirect(wantedBy(request), 303) : showSignIn(request, reply),
  );
  scope.post('/desk/sign-in', carryOutSignIn);
  scope.post('/desk/sign-out', leaveSession);
  signInSteps(scope);
  scope.get('/desk/welcome/:token', async (request, reply) => {
    await linkHolder(scope.house, tokenOf(request));
    return showWelcome(request, reply);
  });
  scope.post('/desk/welcome/:token', carryOutWelcome);
}

const wantedBy = (request: FastifyRequest): string => localPath(queryPart(request, 'to'));
const tokenOf = (request: FastifyRequest): string => pathPart(request, 'token');

async function carryOutSignIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = sentBy(request);
  const given = { email: sent.text('email'), password: sent.text('password') };
  const { done, problems } = await attemptForm(request, words(request.language).right, async () => {
    const attempt = attemptFrom(request);
    const admission = await signInWithPassword(request.server.house, given);
    if ('opened' in admission) attempt.forgive();
    return admission;
  });
  if (problems) return showSignIn(request, reply, problems, given.email);
  if ('next' in done) return leadOn(request, reply, done, wantedBy(request));
  await beginSession(request, reply, done.opened);
  return reply.redirect(wantedBy(request), 303);
}

function showSignIn(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems, email = '') {
  const { signIn, fields } = words(request.language);
  const ask = form({
    action: `/desk/sign-in?to=${encodeURIComponent(wantedBy(request))}`,
    csrf: csrfToken(request),
    body: [
      field({
        type: 'email',
        name: 'email',
        label: fields.email,
        value: email,
        error: problems.of('email'),
        autocomplete: 'username',
      }),
      field({
        type: 'password',
        name: 'password',
        label: fields.password,
        error: problems.of('password'),
        autocomplete: 'current-password',
      }),
      button({ label: signIn.submit }),
    ],
  });
  const main = html`${heading({ title: signIn.title })}${problems.summary}${ask}${passkeyButton(request, 'signIn', wantedBy(request))}<p class="note">${signIn.lost} ${signIn.locks}</p>`;
  return showPage(request, reply, { title: signIn.title, main, scripts: ['passkey'], status: problems.status });
}

async function carryOutWelcome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { done, problems } = await attemptForm(request, words(request.language).right, async () => {
    const attempt = attemptFrom(request);
    const admission = await followLink(request.server.house, tokenOf(request), sentBy(request).text('password'));
    attempt.forgive();
    return admission;
  });
  if (problems) return showWelcome(request, reply, problems);
  if ('next' in done) return leadOn(request, reply, done, '/desk/me');
  await beginSession(request, reply, done.opened);
  return redirectWithNotice(request, reply, '/desk/me', words(request.language).welcome.done, done.opened.id);
}

function showWelcome(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const { welcome, fields } = words(request.language);
  const ask = form({
    action: `/desk/welcome/${encodeURIComponent(tokenOf(request))}`,
    csrf: csrfToken(request),
    body: [
      field({
        type: 'password',
        name: 'password',
        label: fields.newPassword,
        hint: fields.passwordHint,
        error: problems.of('password'),
        autocomplete: 'new-password',
      }),
      button({ label: welcome.submit }),
    ],
  });
  const main = html`${heading({ title: welcome.title, lead: welcome.lead })}${problems.summary}${ask}`;
  return showPage(request, reply, { title: welcome.title, main, status: problems.status });
}
