// The questions of the form as screens: what is asked, what may be answered, and what comes along.
import { type Html, html } from '../../../kit/html.ts';
import { askChoice, askWords } from '../../../kit/look/asking.ts';
import { errorSummary } from '../../../kit/look/form.ts';
import type { Option } from '../../../kit/look/question.ts';
import type { Language } from '../../../kit/words.ts';
import { type AnswerName, type Answers, unsaid, type Wrong } from './answers.ts';
import { contactFields } from './contact.ts';
import { progressOf, type Question } from './steps.ts';
import type { FormWords } from './words.ts';

export interface Asking {
  language: Language;
  words: FormWords;
  answers: Answers;
  wrong: Wrong;
}

/** What a question's screen asks. */
export function questionOf(step: Question, asking: Asking): Html {
  const { words, answers } = asking;
  const { steps, yes, no, unknown } = words;
  const optionsOf = (said: Readonly<Record<string, string>>, none?: string): Option[] => [
    ...Object.entries(said).map(([value, label]) => ({ value, label })),
    ...(none === undefined ? [] : [{ value: unsaid, label: none }]),
  ];
  if (step === 'contact') return contactAsked(asking);
  const choose = (said: { title: string; hint?: string }, options: Option[]) => oneOf(asking, step, said, options);
  switch (step) {
    case 'concern':
      return choose(steps.concern, optionsOf(steps.concern.options));
    case 'danger':
      return choose(steps.danger, optionsOf({ yes: steps.danger.yes, no }, unknown));
    case 'relation':
      return choose(steps.relation, optionsOf(steps.relation.options, words.unsaid));
    case 'age': {
      const title = answers.relation === 'self' ? steps.age.titleSelf : steps.age.title;
      return choose({ ...steps.age, title }, optionsOf(steps.age.options, unknown));
    }
    case 'extortion':
      return choose(steps.extortion, optionsOf(steps.extortion.options, unknown));
    case 'paid':
      return choose(steps.paid, optionsOf({ yes, no }, unknown));
    case 'spread': {
      const asked = spreadAsked(words, answers);
      return choose(asked, optionsOf(asked.options, unknown));
    }
    case 'reach':
      return choose(steps.reach, optionsOf(steps.reach.options));
    default:
      return inWords(asking, step);
  }
}

/** Whoever came across material is asked where, and not how far it went. */
export const spreadAsked = ({ steps }: FormWords, { concern }: Answers) =>
  concern === 'abuse-material' ? steps.found : steps.spread;

function oneOf(
  { words, answers, wrong }: Asking,
  step: Exclude<Question, 'contact'>,
  { title, hint }: { title: string; hint?: string },
  options: Option[],
): Html {
  const over = overOf(step, answers, words);
  return askChoice({ name: step, title, hint, over, options, value: answers[step], error: wrong[step] });
}

function inWords({ words, answers, wrong }: Asking, step: 'items' | 'story' | 'place'): Html {
  const said = words.steps[step];
  const title = step === 'place' ? placeTitle(words, answers) : said.title;
  const example = step === 'items' ? ` ${words.steps.items.example}` : '';
  return askWords({
    name: step,
    title,
    hint: `${said.hint}${example} ${words.optional}`,
    over: overOf(step, answers, words),
    rows: { items: 5, story: 8, place: 3 }[step],
    value: answers[step],
    error: wrong[step],
  });
}

// Whoever said that someone is in danger is asked before it is known who that is.
function placeTitle({ steps: { place } }: FormWords, { danger, relation }: Answers): string {
  if (danger === 'yes') return place.titleDanger;
  return relation === undefined || relation === 'self' || relation === unsaid ? place.title : place.titleOther;
}

/** The safe contact: it is one thing, and of no use with a part missing. */
function contactAsked({ language, words, answers, wrong }: Asking): Html {
  const { contact } = words.steps;
  const problems = Object.entries(wrong).map(([path, message]) => ({ path, message }));
  return html`<div><p class="note">${overOf('contact', answers, words)}</p><h1>${contact.title}</h1></div>
${errorSummary({ language, problems })}<p class="hint">${contact.hint}</p>${contactFields(words, answers, wrong)}`;
}

function overOf(step: Question, answers: Answers, words: FormWords): string | undefined {
  const at = progressOf(step, answers);
  return at === null ? undefined : words.progress(at.number, at.of);
}

/** An answer as it is shown on the review; null for none. */
export function answerShown(name: AnswerName, answers: Answers, words: FormWords): string | null {
  const answer = answers[name];
  if (answer === undefined) return null;
  if (answer === unsaid) return words.unsaid;
  const { steps, yes, no } = words;
  const said: Partial<Record<AnswerName, Readonly<Record<string, string>>>> = {
    concern: steps.concern.options,
    danger: { yes: steps.danger.yes, no },
    relation: steps.relation.options,
    age: steps.age.options,
    extortion: steps.extortion.options,
    paid: { yes, no },
    spread: spreadAsked(words, answers).options,
  };
  return said[name]?.[answer] ?? answer;
}
