// What the browser module of passkeys calls: options and answers as JSON, refusals as problem details.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { button } from '../../kit/look/buttons.ts';
import { call } from '../../verbs/verb.ts';
import { refuseAsProblem } from '../request/problems.ts';
import { csrfToken } from '../request/forgery.ts';
import { attemptFrom } from '../request/limits.ts';
import { beginSession } from '../sessions/begin.ts';
import { words } from '../words.ts';
import { addPasskey, beginPasskey, relyingParty } from './add.ts';
import { beginPasskeySignIn, openSessionWithPasskey } from './sign-in.ts';

const paths = { add: '/desk/me/passkeys', signIn: '/desk/sign-in/passkey' };

export function passkeyRoutes(scope: FastifyInstance): void {
  const { house } = scope;
  const json = { errorHandler: refuseAsProblem };
  scope.post(`${paths.add}/options`, json, ({ caller }) => call(house, beginPasskey, caller, {}));
  scope.post(paths.add, json, ({ caller, body }) => call(house, addPasskey, caller, body as never));
  scope.post(`${paths.signIn}/options`, json, () => beginPasskeySignIn(house));
  scope.post(paths.signIn, json, carryOutSignIn);
}

async function carryOutSignIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const attempt = attemptFrom(request);
  const opened = await openSessionWithPasskey(request.server.house, request.body);
  attempt.forgive();
  await beginSession(request, reply, opened);
  return reply.send({ signedIn: true });
}

/** A button that the browser module shows where passkeys work. `to`: where it leads afterwards. */
export function passkeyButton(request: FastifyRequest, kind: 'add' | 'signIn', to: string): Html {
  const { passkeys } = words(request.language);
  return html`<div hidden data-passkey="${kind}" data-path="${paths[kind]}" data-to="${to}" data-csrf="${csrfToken(request)}"
 data-origin="${relyingParty(request.server.house.configuration).origin}" data-failed="${passkeys.failed}">
${button({ label: kind === 'add' ? passkeys.add : passkeys.signIn, type: 'button' })}
<p class="note" role="status"></p></div>`;
}
