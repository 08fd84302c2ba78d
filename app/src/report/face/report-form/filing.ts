// From the answers of the form to what is filed, and what is wrong with an answer: the verb's own schema says so, this
// page only puts it into words.
import type { Refusal } from '../../../kit/errors.ts';
import { formatNumber } from '../../../kit/formats.ts';
import type { Language } from '../../../kit/words.ts';
import { safeContact } from '../../contact.ts';
import { told } from '../../filing/file.ts';
import { type AnswerName, type Answers, unsaid } from './answers.ts';
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

/** The safe contact as it was typed; null where none is wanted, or nothing of it was filled in. */
export function contactIn(answers: Answers): Record<string, string | undefined> | null {
  const parts = askedIn.contact.map((name) => [name, answers[name]] as const);
  const wanted = answers.reach === 'yes' && parts.some(([, text]) => text !== undefined);
  return wanted ? Object.fromEntries(parts) : null;
}

/** What is wrong with the answers of a screen, by name, in words that say what would be right. */
export type Wrong = Readonly<Partial<Record<AnswerName, string>>>;

export function wrongIn(step: Step, answers: Answers, language: Language, words: FormWords): Wrong {
  if (step === 'contact') return wrongContact(answers, language, words);
  const { right } = words;
  if (step === 'concern') return answers.concern === undefined ? { concern: right.concern } : {};
  if (step !== 'items' && step !== 'story' && step !== 'place') return {};
  const text = answers[step] ?? '';
  if (told.shape[step].safeParse(text).success) return {};
  const most = longest[step];
  return { [step]: right[step](formatNumber(language, text.length), formatNumber(language, most)) };
}

// Only for saying it: the schema of the verb decides.
const longest = { items: 10_000, story: 10_000, place: 500 } as const;
const longestPart = { address: 200, hours: 200, senderName: 100, codePhrase: 200 } as const;

function wrongContact(answers: Answers, language: Language, { right }: FormWords): Wrong {
  const given = contactIn(answers);
  const parsed = given === null ? null : safeContact.safeParse(given);
  if (parsed === null || parsed.success) return {};
  const faults = parsed.error.issues.map(({ path: [part], code }): [string, string] => {
    const most = longestPart[part as keyof typeof longestPart];
    return [String(part), code === 'too_big' ? right.tooLong(formatNumber(language, most)) : right[part as 'way']];
  });
  return Object.fromEntries(faults);
}

/** The screen that a refusal of the filing verb is about; null where it is about none of them. */
export function stepOf({ fields }: Refusal): Step | null {
  const [first] = fields[0]?.path.split('.') ?? [];
  const steps: Record<string, Step> = {
    concern: 'concern',
    story: 'story',
    place: 'place',
    items: 'items',
    contact: 'contact',
  };
  return steps[first ?? ''] ?? null;
}
