// What the receipt of a submission of fingerprints shows, and what can be done behind it. Never a match, a platform, a
// place or a time of anything but the consent itself.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../kit/errors.ts';
import { formatDate } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { field } from '../../../kit/look/field.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { moment } from '../../../kit/look/moment.ts';
import { notice } from '../../../kit/look/notice.ts';
import { givePhrase, setRecovery } from '../../comeback/verbs.ts';
import { keepPace } from '../../flood/index.ts';
import { newPhrase } from '../../receipt/index.ts';
import { askWithdrawal, cancelWithdrawal, readSubmission, type SubmissionView } from '../../submission/verbs.ts';
import { sayWait } from '../check/said.ts';
import { checkWords } from '../check/words.ts';
import { askPublicly } from '../publicly.ts';
import { carryingForm, changesLanguage, showScreen } from '../screen.ts';
import { chosenIn, textIn } from '../sent.ts';
import { type ProtectWords, protectWords } from './words.ts';

const openPath = '/protect/open';

interface Told {
  done?: string;
  /** What could not be done any more. */
  late?: string;
  wrong?: string;
  status?: number;
}

export function registerSubmissionView(scope: FastifyInstance): void {
  scope.post(openPath, async (request, reply) => {
    keepPace(request);
    const stays = changesLanguage(request);
    const ticket = textIn(request.body, 'ticket');
    const act = (stays ? undefined : chosenIn(actions, request.body, 'go')) ?? showSubmission;
    return act(request, reply, ticket);
  });
}

type Action = (request: FastifyRequest, reply: FastifyReply, ticket: string) => Promise<FastifyReply>;

const actions: Readonly<Record<string, Action>> = { 'set-phrase': setPhrase, withdraw, cancel };

/** Shows where the fingerprints stand. Every form behind it carries the ticket on. */
export async function showSubmission(
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: string,
  told: Told = {},
): Promise<FastifyReply> {
  const { language } = request;
  const words = protectWords(language);
  const view = await askPublicly(request, readSubmission, { ticket });
  const said = [
    told.done === undefined ? null : notice({ tone: 'success', title: told.done }),
    told.late === undefined ? null : notice({ tone: 'warning', title: told.late }),
  ];
  const { body, submits } = doing(view, request, told);
  const form = carryingForm({
    language,
    action: openPath,
    carried: { ticket },
    body,
    submits,
    more: [textButton({ text: checkWords(language).more.see, name: 'go', value: 'see' })],
  });
  const main = html`${said}${statusOf(request, view, words)}${form}`;
  return showScreen(request, reply, { title: words.title, main, status: told.status ?? 200 });
}

function statusOf({ language }: FastifyRequest, view: SubmissionView, { view: say }: ProtectWords): Html {
  const { title, means } = say.states[view.state];
  const listed = view.state === 'active' || view.state === 'withdrawing';
  if (listed && view.list === null) return notice({ tone: 'warning', title: say.notArrived });
  const recipients = view.list?.recipients ?? [];
  const who =
    recipients.length === 0 ? say.onlyDesk : html`<ul>${recipients.map((name) => html`<li>${name}</li>`)}</ul>`;
  const rows = [{ label: say.recipients, value: who }];
  return html`<p class="note">${say.title}</p>${heading({ title, lead: means })}
${view.withdrawAt && html`<p><strong>${say.withdrawAt}</strong> ${moment({ language, at: view.withdrawAt })}</p>`}
${listed ? html`${facts(rows)}<p class="note">${say.until(formatDate(language, view.expiresAt))}</p>` : null}<p>${say.noMore}</p>`;
}

/** What can be done now: choose a phrase, ask for the withdrawal with it, or cancel one. */
function doing(
  view: SubmissionView,
  { language }: FastifyRequest,
  { wrong }: Told,
): { body: Html | null; submits: Html[] } {
  const { view: say } = protectWords(language);
  const other = view.phraseSince && notYours(formatDate(language, view.phraseSince), say);
  if (view.state === 'withdrawing')
    return { body: other, submits: [button({ label: say.cancel, name: 'go', value: 'cancel' })] };
  if (view.state !== 'active') return { body: null, submits: [] };
  const asked = field({
    type: view.hasRecovery ? 'password' : 'text',
    name: 'phrase',
    label: view.hasRecovery ? say.phrase : say.newPhrase,
    ...(view.hasRecovery ? {} : { hint: say.newPhraseHint }),
    autocomplete: 'off',
    error: wrong,
  });
  const lead = view.hasRecovery ? say.withdrawHint : say.needPhrase;
  const act = view.hasRecovery
    ? button({ label: say.ask, name: 'go', value: 'withdraw', tone: 'quiet' })
    : button({ label: say.setPhrase, name: 'go', value: 'set-phrase' });
  return { body: panel({ title: say.withdraw, body: html`<p>${lead}</p>${other}${asked}` }), submits: [act] };
}

/** A phrase that was chosen later may be somebody else's: whoever did not choose it learns what to do. */
const notYours = (day: string, { phraseSince, notYou }: ProtectWords['view']): Html =>
  notice({ tone: 'warning', title: phraseSince(day), body: html`<p>${notYou}</p>` });

async function setPhrase(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { view: say } = protectWords(request.language);
  const phrase = textIn(request.body, 'phrase');
  if (!newPhrase.safeParse(phrase).success)
    return showSubmission(request, reply, ticket, { wrong: say.shortPhrase, status: 422 });
  const set = await askPublicly(request, setRecovery, { ticket, phrase });
  return showSubmission(request, reply, set.ticket, { done: say.phraseKept });
}

async function withdraw(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { view: say } = protectWords(request.language);
  const again = (wrong: string, status: number) => showSubmission(request, reply, ticket, { wrong, status });
  try {
    const given = await askPublicly(request, givePhrase, { ticket, phrase: textIn(request.body, 'phrase') });
    if (given.ticket === null) return await again(say.wrongPhrase, 422);
    await askPublicly(request, askWithdrawal, { ticket: given.ticket });
    return await showSubmission(request, reply, given.ticket, { done: say.asked });
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'phrase-too-new')
      return again(say.tooNew(formatDate(request.language, new Date(String(thrown.facts.from)))), 409);
    const wait = thrown instanceof Refusal ? sayWait(thrown, checkWords(request.language)) : null;
    if (wait === null) throw thrown;
    return again(wait, 429);
  }
}

async function cancel(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const { view: say } = protectWords(request.language);
  try {
    await askPublicly(request, cancelWithdrawal, { ticket });
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'withdrawal-due')) throw thrown;
    return showSubmission(request, reply, ticket, { late: say.tooLate, status: 409 });
  }
  return showSubmission(request, reply, ticket, { done: say.cancelled });
}
