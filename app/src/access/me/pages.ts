// One's own account: passkeys, password, second factor, and where one is signed in.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDate } from '../../kit/formats.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { confirm, form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { moment } from '../../kit/look/moment.ts';
import { badge } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import { call } from '../../verbs/verb.ts';
import { listMyPasskeys, removePasskey } from '../passkeys/add.ts';
import { passkeyButton } from '../passkeys/routes.ts';
import type { Passkey } from '../passkeys/store.ts';
import { changeMyPassword } from '../passwords/verbs.ts';
import { pathPart } from '../request/asked.ts';
import { redirectWithNotice } from '../request/flash.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, sentBy } from '../request/forms.ts';
import { secondFactorPages, secondFactorPanel } from '../second-factor/pages.ts';
import type { SessionFacts } from '../sessions/store.ts';
import { endOtherSessions, endSession, listMySessions } from '../sessions/verbs.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';

const root = '/desk/me';

export function myPages(scope: FastifyInstance): void {
  const { house } = scope;
  const say = (request: FastifyRequest) => words(request.language).me;
  scope.get(root, (request, reply) => showMe(request, reply));
  scope.post(`${root}/password`, carryOutPassword);
  secondFactorPages(scope);
  scope.post(`${root}/passkeys/:id/remove`, async (request, reply) => {
    const { problems } = await attemptForm(request, {}, () =>
      call(house, removePasskey, request.caller, { id: pathPart(request, 'id') }),
    );
    return problems
      ? showMe(request, reply, problems)
      : redirectWithNotice(request, reply, root, say(request).passkeyRemoved);
  });
  scope.post(`${root}/sessions/:id/end`, async (request, reply) => {
    await call(house, endSession, request.caller, { id: pathPart(request, 'id') });
    return redirectWithNotice(request, reply, root, say(request).ended);
  });
  scope.post(`${root}/sessions/end-others`, async (request, reply) => {
    await call(house, endOtherSessions, request.caller, { except: request.session?.id ?? '' });
    return redirectWithNotice(request, reply, root, say(request).othersEnded);
  });
}

async function showMe(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const { me } = words(request.language);
  const { house } = request.server;
  const passkeys = await call(house, listMyPasskeys, request.caller, {});
  const sessions = await call(house, listMySessions, request.caller, {});
  const main = html`${heading({ title: me.title })}${problems.summary}
<div class="stack">${passkeysPanel(request, passkeys)}${passwordPanel(request, problems)}${await secondFactorPanel(request)}${sessionsPanel(request, sessions)}</div>`;
  return showPage(request, reply, { title: me.title, main, scripts: ['passkey'], status: problems.status, here: root });
}

function passkeysPanel(request: FastifyRequest, passkeys: Passkey[]): Html {
  const { language } = request;
  const { me } = words(language);
  const day = (at: Date | null) => (at === null ? me.never : formatDate(language, at));
  const list = table({
    caption: me.passkeysTitle,
    columns: [me.passkeyAdded, me.passkeyKind, me.passkeyUsed, me.removePasskey].map((label) => ({ label })),
    rows: passkeys.map(({ id, addedAt, usedAt, synced }) => [
      day(addedAt),
      synced ? me.synced : me.single,
      day(usedAt),
      confirm({
        label: me.removePasskey,
        question: me.removePasskeyQuestion,
        submit: me.removePasskey,
        form: { action: `${root}/passkeys/${id}/remove`, csrf: csrfToken(request), body: null },
      }),
    ]),
    empty: html`<p>${me.noPasskeys}</p>`,
  });
  const body = html`<p>${me.passkeysLead}</p>${list}${passkeyButton(request, 'add', root)}`;
  return panel({ title: me.passkeysTitle, body });
}

function passwordPanel(request: FastifyRequest, problems: Problems): Html {
  const { me, fields } = words(request.language);
  const body = form({
    action: `${root}/password`,
    csrf: csrfToken(request),
    body: [
      field({
        type: 'password',
        name: 'present',
        label: me.present,
        error: problems.of('present'),
        autocomplete: 'current-password',
      }),
      field({
        type: 'password',
        name: 'password',
        label: fields.newPassword,
        hint: fields.passwordHint,
        error: problems.of('password'),
        autocomplete: 'new-password',
      }),
      button({ label: me.savePassword, tone: 'quiet' }),
    ],
  });
  return panel({ title: me.passwordTitle, body });
}

async function carryOutPassword(request: FastifyRequest, reply: FastifyReply) {
  const say = words(request.language);
  const sent = sentBy(request);
  const given = { present: sent.text('present'), password: sent.text('password'), session: request.session?.id ?? '' };
  const { problems } = await attemptForm(request, say.right, () =>
    changeMyPassword(request.server.house, request.caller, given),
  );
  if (problems) return showMe(request, reply, problems);
  return redirectWithNotice(request, reply, root, say.me.passwordChanged);
}

function sessionsPanel(request: FastifyRequest, sessions: SessionFacts[]): Html {
  const { language } = request;
  const { me } = words(language);
  const list = table({
    caption: me.sessionsTitle,
    columns: [me.session, me.started, me.seen, me.end].map((label) => ({ label })),
    rows: sessions.map(({ id, signedInWith, startedAt, seenAt }) => [
      me.methods[signedInWith],
      moment({ language, at: startedAt }),
      moment({ language, at: seenAt }),
      id === request.session?.id
        ? badge({ label: me.here, tone: 'info' })
        : form({
            action: `${root}/sessions/${id}/end`,
            csrf: csrfToken(request),
            body: button({ label: me.end, tone: 'quiet' }),
          }),
    ]),
    empty: null,
  });
  const endOthers = form({
    action: `${root}/sessions/end-others`,
    csrf: csrfToken(request),
    body: button({ label: me.endOthers, tone: 'quiet' }),
  });
  return panel({
    title: me.sessionsTitle,
    body: html`<p>${me.sessionsLead}</p>${list}`,
    ...(sessions.length > 1 ? { actions: actions(endOthers) } : {}),
  });
}
