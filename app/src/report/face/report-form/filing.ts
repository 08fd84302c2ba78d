// From the answers of the form to what is filed, and what is wrong with an answer: the verb's own schema says so, this
// page only puts it into words.
import { formatNumber } from '../../../kit/formats.ts';
import type { Language } from '../../../kit/words.ts';
import { told } from '../../filing/file.ts';
import { type AnswerName, type Answers, unsaid, type Wrong } from './answers.ts';
import { contactIn, wrongContact } from './contact.ts';
import { askedIn, type Step, stepsFor } from './steps.ts';
import type { FormWords } from './words.ts';

/** What is filed. Answers to questions that no longer come up are left out. */
export function toldBy(answers: Answers, language: Language) {
  const asked = new Set(stepsFor(answers).flatMap((step) => askedIn[step]));
  const said = (name: AnswerName): string | null => {
    const answer = answers[name];
    return answer === undefined || answer === unsaid || !asked.has(name) ? null : answer;
  };
  return {
    language,
    concern: said('concern'),
    relation: said('relation'),
    ageBand: said('age'),
    inDanger: yesOrNo(said('danger')),
    extortion: said('extortion'),
    paid: yesOrNo(said('paid')),
    spread: said('spread'),
    story: said('story'),
    place: said('place'),
    items: said('items') ?? '',
    contact: contactIn(answers),
  };
}

const yesOrNo = (answer: string | null): boolean | null => (answer === null ? null : answer === 'yes');

export function wrongIn(step: Step, answers: Answers, language: Language, words: FormWords): Wrong {
  if (step === 'contact') return wrongContact(answers, language, words);
  const { right } = words;
  if (step === 'concern') return answers.concern === undefined ? { concern: right.concern } : {};
  if (step !== 'items' && step !== 'story' && step !== 'place') return {};
  const text = answers[step] ?? '';
  const parsed = told.shape[step].safeParse(text);
  if (parsed.success) return {};
  if (parsed.error.issues.every(({ code }) => code !== 'too_big')) return { [step]: right.words };
  const most = longest[step];
  return { [step]: right[step](formatNumber(language, text.length), formatNumber(language, most)) };
}

// Only for saying it: the schema of the verb decides.
const longest = { items: 10_000, story: 10_000, place: 500 } as const;
