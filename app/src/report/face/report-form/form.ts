// A screen of the report form whole: what it asks or says, everything answered so far unseen in it, and its buttons.
import type { FastifyRequest } from 'fastify';
import type { Html } from '../../../kit/html.ts';
import { textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { factsOf } from '../face.ts';
import { type Carried, carryingForm } from '../screen.ts';
import type { Answers, Wrong } from './answers.ts';
import { beginning, dangerHelp, paidHelp } from './pauses.ts';
import { type Held, reviewOf } from './review.ts';
import { questionOf } from './screens.ts';
import { askedIn, type Go, isPause, type Pause, type Step } from './steps.ts';
import { type FormWords, formWords } from './words.ts';

export const reportPath = '/report';

/** What the form holds: its token, the answers, and whether the person came from the review to change one of them. */
export interface Filled {
  once: string;
  answers: Answers;
  changing: boolean;
}

export interface More {
  wrong?: Wrong;
  held?: Held;
}

export async function formOf(
  request: FastifyRequest,
  { once, answers, changing }: Filled,
  step: Step,
  { wrong = {}, held = {} }: More = {},
): Promise<Html> {
  const { language, method } = request;
  const words = formWords(language);
  const asked: readonly string[] = askedIn[step];
  const rest = Object.fromEntries(Object.entries(answers).filter(([name]) => !asked.includes(name)));
  const carried: Carried = { once, at: step, changing: changing ? 'yes' : undefined, ...rest };
  return carryingForm({
    language,
    action: reportPath,
    carried,
    body: isPause(step)
      ? await pauseOf(request, step, answers, held)
      : questionOf(step, { language, words, answers, wrong }),
    submits: [press(submitOf(step), words), ...(step === 'begin' ? [] : [press('back', words)])],
    more: moreOf(step, answers, changing, words),
    linksLanguage: method === 'GET',
  });
}

async function pauseOf(request: FastifyRequest, step: Pause, answers: Answers, held: Held): Promise<Html> {
  const { language, server } = request;
  const words = formWords(language);
  if (step === 'review') return reviewOf(request.language, answers, words, held);
  const said = { begin: beginning, 'danger-help': dangerHelp, 'paid-help': paidHelp }[step];
  return said({ language, words, facts: await factsOf(request), now: server.house.now() });
}

type Pressed = 'start' | 'next' | 'on' | 'send' | 'back';

function submitOf(step: Step): Pressed {
  if (!isPause(step)) return 'next';
  return ({ begin: 'start', 'danger-help': 'on', 'paid-help': 'on', review: 'send' } as const)[step];
}

function press(pressed: Pressed, { go }: FormWords): Html {
  const value: Go = pressed === 'send' || pressed === 'back' ? pressed : 'next';
  return button({ label: go[pressed], name: 'go', value, tone: pressed === 'back' ? 'quiet' : 'primary' });
}

function moreOf(step: Step, { concern }: Answers, changing: boolean, { go }: FormWords): Html[] {
  const end = !isPause(step) && step !== 'concern' && concern !== undefined && !changing;
  return [
    ...(step === 'contact' ? [textButton({ text: go.noContact, name: 'go', value: 'no-contact' })] : []),
    ...(end ? [textButton({ text: go.end, name: 'go', value: 'end' })] : []),
  ];
}
