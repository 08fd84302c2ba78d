// The screens of the form and the order in which they come, which follows from what was answered. Pure: a screen, a
// button and the answers lead to the next screen.
import type { AnswerName, Answers } from './answers.ts';

/** One question each, but for pauses (who to call) and for the safe contact, which is one thing of several parts. */
export type Step =
  | 'begin'
  | 'concern'
  | 'danger'
  | 'danger-help'
  | 'relation'
  | 'age'
  | 'extortion'
  | 'paid'
  | 'paid-help'
  | 'spread'
  | 'items'
  | 'story'
  | 'place'
  | 'reach'
  | 'contact'
  | 'review';

const pauses = ['begin', 'danger-help', 'paid-help', 'review'] as const;
/** Screens that ask nothing. */
export type Pause = (typeof pauses)[number];
export type Question = Exclude<Step, Pause>;

/** The answers that each screen asks for. */
export const askedIn: Record<Step, readonly AnswerName[]> = {
  begin: [],
  concern: ['concern'],
  danger: ['danger'],
  'danger-help': [],
  relation: ['relation'],
  age: ['age'],
  extortion: ['extortion'],
  paid: ['paid'],
  'paid-help': [],
  spread: ['spread'],
  items: ['items'],
  story: ['story'],
  place: ['place'],
  reach: ['reach'],
  contact: ['way', 'address', 'hours', 'senderName', 'voicemail', 'codePhrase'],
  review: [],
};

/** The screens for these answers, in order. */
export function stepsFor(answers: Answers): Step[] {
  const { concern, danger, relation } = answers;
  const inDanger = danger === 'yes';
  const found = concern === 'abuse-material';
  const when = (holds: boolean, ...steps: Step[]): Step[] => (holds ? steps : []);
  return [
    'begin',
    'concern',
    'danger',
    // Whoever is in danger and stops early has then told where help has to come.
    ...when(inDanger, 'danger-help', 'place'),
    'relation',
    // Nobody who came across material is asked about who is seen in it.
    ...when(!(found && relation !== 'self' && relation !== 'guardian'), 'age'),
    ...when(!found, 'extortion'),
    ...when(concern === 'sextortion', 'paid'),
    ...when(concern === 'sextortion' && answers.paid === 'yes', 'paid-help'),
    ...when(concern !== 'grooming' && concern !== 'trafficking', 'spread'),
    'items',
    'story',
    ...when(!inDanger, 'place'),
    'reach',
    ...when(answers.reach === 'yes', 'contact'),
    'review',
  ];
}

const plainGos = ['next', 'back', 'end', 'no-contact', 'stay', 'send'] as const;

/** What a button asks for. `stay` shows the same screen again, such as in the other language. */
export type Go = (typeof plainGos)[number] | `change-${Step}`;

export const isGo = (text: string): text is Go =>
  plainGos.some((go) => go === text) || (text.startsWith('change-') && isStep(text.slice('change-'.length)));

/** The screen that a button leads to. `changing`: the person came from the review and goes back there. */
export function leadsTo(go: Go, from: Step, answers: Answers, changing: boolean): Step {
  const steps = stepsFor(answers);
  const at = steps.indexOf(from);
  if (go === 'stay') return at === -1 ? 'begin' : from;
  if (go === 'end' || go === 'no-contact' || go === 'send') return 'review';
  if (go.startsWith('change-')) return steps.find((step) => go === `change-${step}`) ?? 'review';
  if (go === 'back') return changing ? 'review' : (steps[at - 1] ?? 'begin');
  const next = steps[at + 1] ?? 'review';
  return changing && !belongsTo(from, next) ? 'review' : next;
}

/** What follows from an answer is shown also to whoever only changed that answer. */
const belongsTo = (step: Step, next: Step): boolean =>
  next === `${step}-help` || (step === 'reach' && next === 'contact') || (step === 'danger-help' && next === 'place');

export const isStep = (text: string): text is Step => Object.hasOwn(askedIn, text);

export const isPause = (step: Step): step is Pause => pauses.some((pause) => pause === step);

export const isQuestion = (step: Step): step is Question => !isPause(step);

/** Which question of how many a screen is; null for what is no question. The safe contact belongs to the one before. */
export function progressOf(step: Step, answers: Answers): { number: number; of: number } | null {
  const counted: Step[] = stepsFor(answers).filter((each) => isQuestion(each) && each !== 'contact');
  const number = counted.indexOf(step === 'contact' ? 'reach' : step) + 1;
  return number === 0 ? null : { number, of: counted.length };
}
