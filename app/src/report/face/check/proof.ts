// The proof of reporting, behind a page that says what it tells, what it does not, and who else may find the file.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../../kit/html.ts';
import { button } from '../../../kit/look/buttons.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { comeBack } from '../../comeback/verbs.ts';
import { neutralFileName } from '../../proof/day.ts';
import { proveReporting } from '../../proof/verbs.ts';
import { askPublicly } from '../publicly.ts';
import { showBehind } from './frame.ts';
import { checkWords } from './words.ts';

export async function showProof(request: FastifyRequest, reply: FastifyReply, given: string): Promise<FastifyReply> {
  const { language, server } = request;
  const { proof } = checkWords(language);
  const { ticket } = await askPublicly(request, comeBack, { ticket: given });
  const list = (said: Readonly<Record<string, string>>) =>
    html`<ul>${Object.values(said).map((each) => html`<li>${each}</li>`)}</ul>`;
  const name = neutralFileName(language, server.house.now());
  const body = html`${heading({ title: proof.title, lead: proof.lead })}
${panel({ title: proof.saysTitle, body: list(proof.says) })}${panel({ title: proof.notTitle, body: list(proof.not) })}
${notice({ tone: 'warning', title: proof.warning, body: html`<p>${proof.warningText}</p><p>${proof.fileName(name)}</p>` })}<p>${proof.check}</p>`;
  const submits = [button({ label: proof.download, name: 'go', value: 'get-proof' })];
  return showBehind(request, reply, { ticket, screen: 'proof', body, submits });
}

export async function giveProof(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { proof } = await askPublicly(request, proveReporting, { ticket });
  const name = neutralFileName(request.language, request.server.house.now());
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type('application/json; charset=utf-8')
    .send(`${JSON.stringify(proof, null, 2)}\n`);
}
