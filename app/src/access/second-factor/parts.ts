// What the pages about second factors share: setting one up, the question for a code, and the recovery codes, shown once.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { codeBlock, verbatim } from '../../kit/look/verbatim.ts';
import { csrfToken } from '../request/forgery.ts';
import type { Problems } from '../request/forms.ts';
import { showPage } from '../shell.ts';
import { words } from '../words.ts';
import { qrCode } from './qr.ts';
import { grouped } from './totp.ts';
import type { MySecondFactor } from './verbs.ts';

/** Setting up: the button that begins, or the secret with the question for its first code. */
export function enrolment(
  request: FastifyRequest,
  mine: Exclude<MySecondFactor, { state: 'on' }>,
  actionOf: (step: 'begin' | 'confirm') => string,
  problems: Problems,
): Html {
  const { secondFactor: say } = words(request.language);
  const csrf = csrfToken(request);
  if (mine.state === 'none') {
    const begin = form({ action: actionOf('begin'), csrf, body: button({ label: say.begin }) });
    return panel({ title: say.beginTitle, body: html`<p>${say.beginText}</p>`, actions: begin });
  }
  const scan = html`<p>${say.scan}</p>${qrCode(mine.uri, say.qrLabel)}
<details><summary>${say.byHand}</summary><p>${say.byHandText}</p><p>${verbatim(grouped(mine.secret))}</p>
<p>${say.uriText}</p>${codeBlock(mine.uri)}</details>`;
  const ask = form({
    action: actionOf('confirm'),
    csrf,
    body: [codeField(request, say.firstCodeHint, problems), button({ label: say.confirm })],
  });
  return html`${panel({ title: say.scanTitle, body: scan })}${panel({ title: say.confirmTitle, body: ask })}`;
}

/** The question for a code, remembered by no browser. */
export function codeField(request: FastifyRequest, hint: string, problems: Problems): Html {
  const label = words(request.language).secondFactor.code;
  return field({ type: 'text', name: 'code', label, hint, error: problems.of('code'), autocomplete: 'one-time-code' });
}

/** Shows recovery codes, this once only: as the answer to a form, because a redirect would have to carry them. */
export function showRecoveryCodes(request: FastifyRequest, reply: FastifyReply, codes: string[], to: string) {
  const { secondFactor: say } = words(request.language);
  const done = actions(linkButton({ label: say.codesDone, href: to }));
  const top = heading({ title: say.codesTitle, lead: say.codesLead });
  const main = html`${top}${codeBlock(codes.join('\n'))}<p class="note">${say.codesNote}</p>${done}`;
  return showPage(request, reply, { title: say.codesTitle, main, here: to });
}
