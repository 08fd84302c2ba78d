// The report form, one question a screen: without cookies, without script, and without anything being kept before it is
// sent. The answers travel in the form; the address stays the same on every screen and says nothing.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newOnce, once as onceSchema } from '../../receipt/index.ts';
import { showNewReceipt } from '../receipt-page.ts';
import { changesLanguage, showScreen } from '../screen.ts';
import { textIn } from '../sent.ts';
import { showPublic } from '../show.ts';
import { type Answers, answersIn, type Wrong } from './answers.ts';
import { wrongIn } from './filing.ts';
import { type Filled, formOf, type More, reportPath } from './form.ts';
import { send } from './send.ts';
import { type Go, isGo, isStep, leadsTo, type Step, stepsFor } from './steps.ts';
import { formWords } from './words.ts';

export function registerReportForm(scope: FastifyInstance): void {
  scope.get(reportPath, begin);
  scope.post(reportPath, takeStep);
}

/** The form's token is made with its first screen, so that the form is one however often it is sent. */
async function begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const main = await formOf(request, { once: newOnce(), answers: {}, changing: false }, 'begin');
  return showPublic(request, reply, { title: formWords(request.language).title, main });
}

/** What a screen sent: what the form holds, where the person was, and what they pressed. */
interface Sent extends Filled {
  at: Step;
  go: Go;
}

function sentIn(body: unknown): Sent {
  const [once, at, go] = [textIn(body, 'once'), textIn(body, 'at'), textIn(body, 'go')];
  const answers = answersIn(body);
  return {
    once: onceSchema.safeParse(once).success ? once : newOnce(),
    answers: go === 'no-contact' ? { ...answers, reach: 'no' } : answers,
    changing: textIn(body, 'changing') === 'yes',
    at: isStep(at) ? at : 'begin',
    go: isGo(go) ? go : 'next',
  };
}

async function takeStep(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const stays = changesLanguage(request);
  const sent = sentIn(request.body);
  const { at, answers, changing } = sent;
  const go = stays ? 'stay' : sent.go;
  const to = leadsTo(go, at, answers, changing);
  const faulty = mustBeRight(go, at, to, answers).find((step) => isWrong(request, step, answers));
  if (faulty) return show(request, reply, sent, faulty, { wrong: wrongOf(request, faulty, answers), status: 422 });
  if (go === 'send') return sendIt(request, reply, sent);
  return show(request, reply, { ...sent, changing: to !== 'review' && (changing || go.startsWith('change-')) }, to);
}

/** The screens whose answers have to be right for this button: going on, this one; to the review, all of them. */
function mustBeRight(go: Go, at: Step, to: Step, answers: Answers): Step[] {
  if (to === 'review' && go !== 'stay') return stepsFor(answers);
  return go === 'next' ? [at] : [];
}

const wrongOf = ({ language }: FastifyRequest, step: Step, answers: Answers): Wrong =>
  wrongIn(step, answers, language, formWords(language));

const isWrong = (request: FastifyRequest, step: Step, answers: Answers): boolean =>
  Object.keys(wrongOf(request, step, answers)).length > 0;

async function sendIt(request: FastifyRequest, reply: FastifyReply, sent: Sent): Promise<FastifyReply> {
  const outcome = await send(request, sent);
  if ('filed' in outcome) return showNewReceipt(request, reply, { of: 'report', once: sent.once, ...outcome.filed });
  if (outcome.retryAfterSeconds) reply.header('retry-after', outcome.retryAfterSeconds);
  return show(request, reply, sent, 'review', outcome);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  filled: Filled,
  step: Step,
  { status = 200, ...more }: More & { status?: number } = {},
): Promise<FastifyReply> {
  const main = await formOf(request, filled, step, more);
  return showScreen(request, reply, { title: formWords(request.language).title, main, status });
}
