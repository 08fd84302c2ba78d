// The answer to whatever is sent once: the receipt, shown until it was written down and never afterwards. The nine words
// stand on this page only: in no address, no title and no log.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kit/errors.ts';
import { type Html, html } from '../../kit/html.ts';
import { actions, button, linkButton } from '../../kit/look/buttons.ts';
import { field } from '../../kit/look/field.ts';
import { heading, panel } from '../../kit/look/layout.ts';
import { leavePath, slip } from '../../kit/look/public.ts';
import { speak } from '../../kit/words.ts';
import { confirmWrittenDown } from '../comeback/verbs.ts';
import { showReceipt } from '../filing/again.ts';
import { keepPace } from '../flood/index.ts';
import type { ReceiptThing } from '../receipt/index.ts';
import type { ReceiptViews } from './check/receipt-views.ts';
import { behind, factsOf } from './face.ts';
import { askPublicly } from './publicly.ts';
import { en } from './receipt-words.en.ts';
import { id } from './receipt-words.id.ts';
import { carryingForm, changesLanguage, showScreen } from './screen.ts';
import { textIn } from './sent.ts';

const codePath = '/code';
const receiptWords = speak({ id, en });
type ReceiptWords = ReturnType<typeof receiptWords>;

export interface NewReceipt {
  of: ReceiptThing;
  /** The token of the form that was sent. */
  once: string;
  /** What may be said on the telephone; null for what has none. */
  reference: string | null;
  /** Nine words; null once they were shown for good. */
  receipt: string[] | null;
}

/** @param after what is shown once the words are written down, by what the receipt opens. */
export function registerReceipts(scope: FastifyInstance, after: ReceiptViews): void {
  scope.post(codePath, (request, reply) => take(request, reply, after));
}

/** The person wrote the words down, or wants to read the page again, such as in the other language. */
async function take(request: FastifyRequest, reply: FastifyReply, after: ReceiptViews): Promise<FastifyReply> {
  keepPace(request);
  const stays = changesLanguage(request);
  const once = textIn(request.body, 'once');
  if (textIn(request.body, 'written') !== 'yes' || stays) {
    const made = { once, ...(await askPublicly(request, showReceipt, { once })) };
    return showNewReceipt(request, reply, made, stays ? undefined : receiptWords(request.language).wrong);
  }
  const made = await askPublicly(request, showReceipt, { once });
  try {
    const { ticket } = await askPublicly(request, confirmWrittenDown, { once });
    return await after[made.of](request, reply, ticket);
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'receipt-shown-once')) throw thrown;
    return showNewReceipt(request, reply, { once, ...made, receipt: null });
  }
}

/** Shows the words, or that they were shown. */
export async function showNewReceipt(
  request: FastifyRequest,
  reply: FastifyReply,
  made: NewReceipt,
  wrong?: string,
): Promise<FastifyReply> {
  const words = receiptWords(request.language);
  const { live } = await factsOf(request);
  const { receipt } = made;
  const main =
    receipt === null ? shownOnce(request, words, made) : shown(request, words, { ...made, receipt }, live, wrong);
  return showScreen(request, reply, { title: words.title, main, status: wrong === undefined ? 200 : 422 });
}

function shown(
  { language }: FastifyRequest,
  words: ReceiptWords,
  { of, once, reference, receipt }: NewReceipt & { receipt: string[] },
  live: boolean,
  wrong: string | undefined,
): Html {
  const lines = [0, 3, 6].map((start) => receipt.slice(start, start + 3).join(' '));
  const tick = field({ type: 'checkbox', name: 'written', label: words.written, error: wrong });
  const next = live
    ? html`<ul>${Object.values(words.next[of]).map((each) => html`<li>${each}</li>`)}</ul>`
    : html`<p>${words.nobodyReads}</p>`;
  return html`${heading({ title: live ? words.sent[of] : words.sentExample, lead: words.lead })}
${slip({ label: words.slip, words: lines, note: words.slipNote })}<p>${words.only}</p><p>${words.photo}</p>
${referenceOf(words, reference)}${panel({ title: words.nextTitle, body: next })}
${carryingForm({ language, action: codePath, carried: { once }, body: tick, submits: [button({ label: words.go })] })}`;
}

function referenceOf(words: ReceiptWords, reference: string | null): Html | null {
  if (reference === null) return null;
  return html`<div><p>${words.reference}: <strong>${reference}</strong></p><p class="note">${words.referenceNote}</p></div>`;
}

function shownOnce(request: FastifyRequest, words: ReceiptWords, { of, once, reference }: NewReceipt): Html {
  const { shownOnce } = words;
  const check = behind(request.server.face, 'status');
  const ways = actions(
    linkButton({ label: shownOnce.leave, href: leavePath }),
    check === null ? null : linkButton({ label: shownOnce.check, href: check, tone: 'quiet' }),
  );
  const body = html`${heading({ title: words.sent[of], lead: shownOnce.lead })}<p>${shownOnce.gone}</p>
${referenceOf(words, reference)}<p>${shownOnce.lost}</p>${ways}`;
  return carryingForm({ language: request.language, action: codePath, carried: { once }, body, submits: [] });
}
