// Coming back: the nine words are typed here, and exchanged for a ticket that the pages behind carry on in their forms.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../kit/errors.ts';
import { type Html, html } from '../../../kit/html.ts';
import { askWords } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { notice } from '../../../kit/look/notice.ts';
import { openReceipt } from '../../comeback/verbs.ts';
import { admit } from '../../flood/index.ts';
import { thingOf } from '../../receipt/index.ts';
import { askPublicly } from '../publicly.ts';
import { puzzleOf, type Unanswered } from '../puzzle.ts';
import { carryingForm, changesLanguage, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { showPublic } from '../show.ts';
import { checkPath } from './paths.ts';
import type { ReceiptViews } from './receipt-views.ts';
import { sayAboutReceipt, sayWait } from './said.ts';
import { type CheckWords, checkWords } from './words.ts';

interface Entering {
  /** What was typed, to be mended. */
  typed?: string | undefined;
  wrong?: string | undefined;
  /** Said over the page, such as that it was closed after half an hour. */
  said?: { title: string; body?: string };
  puzzle?: Unanswered;
  /** A message that was being written when the ticket ended. */
  draft?: string;
  status?: number;
}

/** The page on which the words are typed; as a link leads to it, or as the answer to a form. */
export function showEntry(
  request: FastifyRequest,
  reply: FastifyReply,
  entering: Entering = {},
): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const { status = 200 } = entering;
  const linksLanguage = request.method === 'GET';
  const main = entryOf(request, words, entering, linksLanguage);
  return (linksLanguage ? showPublic : showScreen)(request, reply, { title: words.title, main, status });
}

function entryOf(
  { language }: FastifyRequest,
  words: CheckWords,
  { typed, wrong, said, puzzle, draft }: Entering,
  linksLanguage: boolean,
): Html {
  const { enter } = words;
  const over = said && notice({ tone: 'info', title: said.title, ...(said.body ? { body: said.body } : {}) });
  const asked = askWords({
    name: 'receipt',
    title: enter.title,
    hint: `${enter.lead} ${enter.hint}`,
    rows: 4,
    value: typed,
    error: wrong,
  });
  return html`${over}${carryingForm({
    language,
    action: checkPath,
    carried: { draft },
    body: html`${asked}${puzzleOf(language, puzzle)}`,
    submits: [button({ label: enter.open })],
    linksLanguage,
  })}<p class="note">${enter.lost}</p>`;
}

/** Opens what the words open, and shows it. */
export async function enter(request: FastifyRequest, reply: FastifyReply, views: ReceiptViews): Promise<FastifyReply> {
  const stays = changesLanguage(request);
  const [typed, draft] = [textIn(request.body, 'receipt'), textIn(request.body, 'draft')];
  if (stays) return showEntry(request, reply, { typed, draft });
  try {
    const given = { ticket: textIn(request.body, 'puzzle'), answer: textIn(request.body, 'answer') };
    const admission = admit(request, 'guessing', given);
    if (!admission.admitted) return await showEntry(request, reply, { typed, draft, puzzle: admission, status: 422 });
    const { thing, ticket } = await askPublicly(request, openReceipt, { receipt: typed });
    const kind = thingOf(thing);
    if (kind === null) throw new RangeError(`A receipt opens "${thing}", which no page shows`);
    return await views[kind](request, reply, ticket);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return showRefused(request, reply, thrown, { typed, draft });
  }
}

function showRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  kept: Pick<Entering, 'typed' | 'draft'>,
): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const wait = sayWait(refusal, words);
  const wrong = wait ?? sayAboutReceipt(refusal, words);
  if (wrong === null) throw refusal;
  return showEntry(request, reply, { ...kept, wrong, status: refusal.kind === 'too-many' ? 429 : 422 });
}
