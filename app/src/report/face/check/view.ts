// What the receipt of a report shows: where it stands in plain words, the messages, and what can be done. Whoever holds
// the receipt may be a stalker or a suspect: this page says what the verb answers, and counts nothing.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDate, formatNumber } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { askWords, letters, textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { facts } from '../../../kit/look/facts.ts';
import { field } from '../../../kit/look/field.ts';
import { heading, stack } from '../../../kit/look/layout.ts';
import { moment } from '../../../kit/look/moment.ts';
import { notice } from '../../../kit/look/notice.ts';
import { comeBack } from '../../comeback/verbs.ts';
import type { ComeBack } from '../../comeback/view.ts';
import { factsOf } from '../face.ts';
import { askPublicly } from '../publicly.ts';
import { carryingForm, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { openPath } from './paths.ts';
import { type CheckWords, checkWords } from './words.ts';

/** What just happened, or what was wrong with what was sent. */
export interface Told {
  done?: string;
  /** By field. */
  wrong?: { body?: string; phrase?: string };
  status?: number;
}

export async function showReport(
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
  told: Told = {},
): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const view = await askPublicly(request, comeBack, { ticket: given });
  const { live } = await factsOf(request);
  // A message that was sent is not in the field any more; one that could not be sent is.
  const draft = told.done === words.messages.sent ? '' : textIn(request.body, 'body') || textIn(request.body, 'draft');
  const said = told.done === undefined ? null : notice({ tone: 'success', title: told.done });
  const body = html`${said}${stateOf(request, view, words)}${placesOf(request, view, words)}${messagesOf(request, view, words, told)}
${writing(words, draft, told, live)}`;
  const main = carryingForm({
    language: request.language,
    action: openPath,
    carried: { ticket: view.ticket },
    body,
    submits: [button({ label: words.messages.send, name: 'go', value: 'write' })],
    more: moreOf(words),
  });
  const whole = html`${main}<p class="note">${words.more.leave}</p>`;
  return showScreen(request, reply, { title: words.title, main: whole, status: told.status ?? 200 });
}

function stateOf({ language }: FastifyRequest, view: ComeBack, words: CheckWords): Html {
  const { title, means, next } = words.states[view.state];
  const received = words.received(formatDate(language, view.receivedAt));
  const third = view.personConcerned ? null : html`<p class="note">${words.thirdParty}</p>`;
  return html`<p class="note">${words.over(view.reference)}</p>${heading({ title, lead: means })}<p>${next}</p>
<p>${received}</p>${third}`;
}

// A number and a state in plain words for each place: no address, no name, nothing of what the desk did besides.
function placesOf({ language }: FastifyRequest, { places }: ComeBack, { places: say }: CheckWords): Html | null {
  if (places.length === 0) return null;
  const rows = places.map(({ number, state, grade, since }) => {
    const said = state === 'gone' ? say.gone[grade ?? 'stated'] : say.states[state];
    const news = since && html`<p class="note">${say.news(formatDate(language, since))}</p>`;
    return { label: say.first[number as 1] ?? say.later(formatNumber(language, number)), value: html`${said}${news}` };
  });
  return stack(html`<h2>${say.title}</h2>`, html`<p class="note">${say.lead}</p>`, facts(rows));
}

function messagesOf({ language }: FastifyRequest, view: ComeBack, words: CheckWords, told: Told): Html {
  const { messages: say } = words;
  if (view.messages === null) return lockedMessages(words, told);
  const written = view.messages.map(({ fromDesk, body, writtenAt }) => ({
    own: !fromDesk,
    from: fromDesk ? say.desk : say.you,
    when: moment({ language, at: writtenAt }),
    text: body,
  }));
  return stack(
    html`<h2>${say.title}</h2>`,
    view.unread ? html`<p><strong>${say.fresh}</strong></p>` : null,
    written.length === 0 ? html`<p>${say.none}</p>` : letters(written),
  );
}

function lockedMessages({ messages: say }: CheckWords, { wrong }: Told): Html {
  const asked = field({
    type: 'password',
    name: 'phrase',
    label: say.phrase,
    autocomplete: 'off',
    error: wrong?.phrase,
  });
  const open = button({ label: say.open, name: 'go', value: 'unlock', tone: 'quiet' });
  return stack(html`<h2>${say.hidden}</h2>`, html`<p>${say.hiddenText}</p>`, asked, open);
}

function writing({ messages: say }: CheckWords, draft: string, { wrong }: Told, live: boolean): Html {
  const hint = live ? say.writeHint : `${say.notLive} ${say.writeHint}`;
  return askWords({ name: 'body', title: say.write, hint, rows: 4, value: draft, error: wrong?.body, level: 2 });
}

function moreOf({ more }: CheckWords): Html[] {
  const ways = ['see', 'lock', 'contact', 'proof'] as const;
  return ways.map((way) => textButton({ text: more[way], name: 'go', value: way }));
}
