// The screens behind a receipt: a form that carries the ticket on, and a button back to where the report stands.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Piece } from '../../../kit/html.ts';
import { textButton } from '../../../kit/look/asking.ts';
import { carryingForm, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { openPath } from './paths.ts';
import { checkWords } from './words.ts';

/** Sends a screen of its own. A message that was being written is carried through it. */
export function showBehind(
  request: FastifyRequest,
  reply: FastifyReply,
  given: {
    ticket: string;
    screen: 'lock' | 'contact' | 'proof' | 'done';
    body: Piece;
    submits: readonly Piece[];
    /** What is carried on besides. */
    carried?: Readonly<Record<string, string>>;
    more?: Parameters<typeof carryingForm>[0]['more'];
    status?: number;
  },
): Promise<FastifyReply> {
  const { ticket, screen, body, submits, carried = {}, more = [], status = 200 } = given;
  const { title, more: say } = checkWords(request.language);
  const draft = textIn(request.body, 'body') || textIn(request.body, 'draft');
  const back = screen === 'done' ? [] : [textButton({ text: say.back, name: 'go', value: 'see' })];
  const main = carryingForm({
    language: request.language,
    action: openPath,
    carried: { ticket, screen, draft, ...carried },
    body,
    submits,
    more: [...more, ...back],
  });
  return showScreen(request, reply, { title, main: html`${main}`, status });
}
