// The pages between a right password and the session: the question for a code, or setting a second factor up first. They
// work without a session, on the ticket that the browser carries.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { html } from '../../kit/html.ts';
import { button } from '../../kit/look/buttons.ts';
import { form } from '../../kit/look/form.ts';
import { heading } from '../../kit/look/layout.ts';
import { fieldsPart } from '../../fields/index.ts';
import { call } from '../../verbs/verb.ts';
import { queryPart } from '../request/asked.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptForm, noProblems, type Problems, sentBy } from '../request/forms.ts';
import { attemptFrom } from '../request/limits.ts';
import { localPath } from '../request/places.ts';
import { beginSession, ticketOf } from '../sessions/begin.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { codeField, enrolment, showRecoveryCodes } from './parts.ts';
import { enrollingCaller, enterByEnrolling, enterWithCode } from './sign-in.ts';
import { type NextStep, openTicket } from './ticket.ts';
import { beginSecondFactor, readMySecondFactor } from './verbs.ts';

const codePath = '/desk/sign-in/code';
const enrolPath = '/desk/sign-in/enrol';

export function signInSteps(scope: FastifyInstance): void {
  const { house } = scope;
  scope.get(codePath, (request, reply) =>
    orAgain(request, reply, async () => {
      checkTicket(request, 'code');
      return showCode(request, reply);
    }),
  );
  scope.post(codePath, (request, reply) =>
    orAgain(request, reply, () => {
      checkTicket(request, 'code');
      return carryOutCode(request, reply);
    }),
  );
  scope.get(enrolPath, (request, reply) => orAgain(request, reply, () => showEnrol(request, reply)));
  scope.post(`${enrolPath}/begin`, (request, reply) =>
    orAgain(request, reply, async () => {
      await call(house, beginSecondFactor, await enrollingCaller(house, ticketOf(request)), {});
      return reply.redirect(withTarget(request, enrolPath), 303);
    }),
  );
  scope.post(`${enrolPath}/confirm`, (request, reply) =>
    orAgain(request, reply, () => {
      checkTicket(request, 'enrol');
      return carryOutEnrol(request, reply);
    }),
  );
}

/** @throws Refusal `sign-in-again`. */
function checkTicket(request: FastifyRequest, next: NextStep): void {
  const { house } = request.server;
  openTicket(house.part(fieldsPart), ticketOf(request), next, house.now());
}

const wantedBy = (request: FastifyRequest): string => localPath(queryPart(request, 'to'));
const withTarget = (request: FastifyRequest, path: string): string =>
  `${path}?to=${encodeURIComponent(wantedBy(request))}`;

/** Who comes without a ticket, too late, or after the password was changed, begins again at the door. */
async function orAgain(request: FastifyRequest, reply: FastifyReply, act: () => FastifyReply | Promise<FastifyReply>) {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || !leadBack.has(thrown.code)) throw thrown;
    return reply.redirect(withTarget(request, '/desk/sign-in'), 303);
  }
}

// `factor-stands`: it was set up meanwhile, in another window.
const leadBack = new Set(['sign-in-again', 'factor-stands']);

/** Carries a form out that asks for a code. */
function attemptCode<T>(request: FastifyRequest, act: (given: { ticket: string; code: string }) => Promise<T>) {
  return attemptForm(request, words(request.language).secondFactor.right, async () => {
    const attempt = attemptFrom(request);
    const outcome = await act({ ticket: ticketOf(request), code: sentBy(request).text('code') });
    attempt.forgive();
    return outcome;
  });
}

async function carryOutCode(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { done, problems } = await attemptCode(request, (given) => enterWithCode(request.server.house, given));
  if (problems) return showCode(request, reply, problems);
  await beginSession(request, reply, done);
  return reply.redirect(wantedBy(request), 303);
}

function showCode(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const { secondFactor: say } = words(request.language);
  const ask = form({
    action: withTarget(request, codePath),
    csrf: csrfToken(request),
    body: [codeField(request, say.codeHint, problems), button({ label: say.enter })],
  });
  const main = html`${heading({ title: say.askTitle, lead: say.askLead })}${problems.summary}${ask}<p class="note">${say.lost}</p>`;
  return showPage(request, reply, {
    title: say.askTitle,
    main,
    face: 'door',
    status: problems.status,
    here: withTarget(request, codePath),
  });
}

async function carryOutEnrol(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { done, problems } = await attemptCode(request, (given) => enterByEnrolling(request.server.house, given));
  if (problems) return showEnrol(request, reply, problems);
  await beginSession(request, reply, done.session);
  return showRecoveryCodes(request, reply, done.recoveryCodes, wantedBy(request));
}

async function showEnrol(request: FastifyRequest, reply: FastifyReply, problems: Problems = noProblems) {
  const { secondFactor: say } = words(request.language);
  const { house } = request.server;
  const mine = await call(house, readMySecondFactor, await enrollingCaller(house, ticketOf(request)), {});
  if (mine.state === 'on') return reply.redirect(withTarget(request, '/desk/sign-in'), 303);
  const top = heading({ title: say.enrolTitle, lead: say.enrolLead });
  const main = html`${top}${problems.summary}<div class="stack">${enrolment(request, mine, (step) => withTarget(request, `${enrolPath}/${step}`), problems)}</div>`;
  return showPage(request, reply, {
    title: say.enrolTitle,
    main,
    face: 'door',
    status: problems.status,
    here: withTarget(request, enrolPath),
  });
}
