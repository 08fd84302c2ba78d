// Everything that is done behind the receipt of a report arrives here, at one address that says nothing; the button that
// was pressed says what is wanted.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../kit/errors.ts';
import { formatNumber } from '../../../kit/formats.ts';
import { givePhrase, writeToDesk } from '../../comeback/verbs.ts';
import { keepPace } from '../../flood/index.ts';
import { askPublicly, sendPublicly } from '../publicly.ts';
import { changesLanguage } from '../screen.ts';
import { chosenIn, textIn } from '../sent.ts';
import { dropContact, saveContact, showContact } from './contact.ts';
import { showDone } from './done.ts';
import { showEntry } from './enter.ts';
import { setLock, showLock } from './lock.ts';
import { giveProof, showProof } from './proof.ts';
import { sayWait } from './said.ts';
import { showReport } from './view.ts';
import { checkWords } from './words.ts';

type Action = (request: FastifyRequest, reply: FastifyReply, ticket: string) => Promise<FastifyReply>;

/** By the value of the button that was pressed. */
const actions: Readonly<Record<string, Action>> = {
  see: showReport,
  write,
  unlock,
  lock: showLock,
  'set-lock': setLock,
  contact: showContact,
  'save-contact': saveContact,
  'drop-contact': dropContact,
  proof: showProof,
  'get-proof': giveProof,
  done: showDone,
};

/** Screens that are shown again when only the language changes, by what the form says it is. */
const screens: Readonly<Record<string, Action>> = {
  report: showReport,
  lock: showLock,
  contact: showContact,
  proof: showProof,
  done: showDone,
};

export async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { body } = request;
  const ticket = textIn(body, 'ticket');
  const wanted = changesLanguage(request) ? chosenIn(screens, body, 'screen') : chosenIn(actions, body, 'go');
  try {
    keepPace(request);
    return await (wanted ?? showReport)(request, reply, ticket);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const { wrong } = checkWords(request.language);
    if (closed.has(thrown.code)) return showClosed(request, reply, wrong.over, 422);
    if (thrown.code === 'record-erased') return showErased(request, reply, ticket, thrown);
    if (thrown.code !== 'flood-wait') throw thrown;
    return showClosed(request, reply, sayWait(thrown, checkWords(request.language)) ?? wrong.again, thrown.status);
  }
}

/** Nothing new can be kept behind this receipt: said on the report's page, and what was written is still there. */
function showErased(
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: string,
  { status }: Refusal,
): Promise<FastifyReply> {
  return showReport(request, reply, ticket, { wrong: { body: checkWords(request.language).wrong.erased }, status });
}

const closed = new Set(['ticket-over', 'receipt-unknown', 'bad-input']);

/** Such as after half an hour: the words are asked for again, and a message that was being written is kept. */
function showClosed(
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  status: number,
): Promise<FastifyReply> {
  const { wrong } = checkWords(request.language);
  const draft = textIn(request.body, 'body');
  const said = { title, ...(draft === '' ? {} : { body: wrong.overDraft }) };
  return showEntry(request, reply, { said, draft, status });
}

async function write(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const body = textIn(request.body, 'body');
  const wrong = wrongBody(request, body);
  if (wrong) return showReport(request, reply, ticket, { wrong: { body: wrong }, status: 422 });
  try {
    const written = await sendPublicly(request, writeToDesk, { ticket, body });
    return await showReport(request, reply, written.ticket, { done: words.messages.sent });
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'enough-for-today')) throw thrown;
    return showReport(request, reply, ticket, { wrong: { body: words.wrong.enough }, status: thrown.status });
  }
}

// The verb's own schema says whether it fits; this only says it in words, and beside the field.
function wrongBody({ language }: FastifyRequest, body: string): string | null {
  const { wrong } = checkWords(language);
  if (body === '') return wrong.body;
  if (writeToDesk.input.safeParse({ ticket: 'x', body }).success) return null;
  return wrong.bodyLong(formatNumber(language, body.length), formatNumber(language, 5000));
}

async function unlock(request: FastifyRequest, reply: FastifyReply, ticket: string): Promise<FastifyReply> {
  const words = checkWords(request.language);
  const again = (phrase: string, status = 422) => showReport(request, reply, ticket, { wrong: { phrase }, status });
  try {
    const given = await askPublicly(request, givePhrase, { ticket, phrase: textIn(request.body, 'phrase') });
    return given.ticket === null ? again(words.wrong.phrase) : showReport(request, reply, given.ticket);
  } catch (thrown) {
    const wait = thrown instanceof Refusal ? sayWait(thrown, words) : null;
    if (wait === null) throw thrown;
    return again(wait, 429);
  }
}
