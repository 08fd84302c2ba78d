// The answers of someone who is filling in the form. They live in the form itself, from screen to screen, and nowhere
// else until it is sent: whoever closes the page has told nothing.
import { contactWays, voicemailRules } from '../../contact.ts';
import { ageBands, concerns, extortions, relations, spreads } from '../../facts.ts';
import { textIn } from '../sent.ts';

/** "I would rather not say", which is stored as nothing. */
export const unsaid = 'unsaid';
const maybe = (choices: readonly string[]): readonly string[] => [...choices, unsaid];
const yesOrNo = maybe(['yes', 'no']);

/** What may be chosen, by the name under which the form sends it. */
const choices = {
  concern: concerns,
  danger: yesOrNo,
  relation: maybe(relations),
  age: maybe(ageBands),
  extortion: maybe(extortions),
  paid: yesOrNo,
  spread: maybe(spreads),
  reach: ['no', 'yes'],
  way: contactWays,
  voicemail: voicemailRules,
} as const satisfies Record<string, readonly string[]>;

const texts = ['items', 'story', 'place', 'address', 'hours', 'senderName', 'codePhrase'] as const;

export type ChoiceName = keyof typeof choices;
export type TextName = (typeof texts)[number];
export type AnswerName = ChoiceName | TextName;
export const answerNames = [...Object.keys(choices), ...texts] as AnswerName[];

/** What was answered; what is missing was not. */
export type Answers = Readonly<Partial<Record<AnswerName, string>>>;

/** The answers that a form sent. A choice that there is not counts as no answer: nobody chooses it by mistake. */
export function answersIn(body: unknown): Answers {
  const given = answerNames.map((name) => [name, textIn(body, name)] as const);
  return Object.fromEntries(given.filter(([name, text]) => text !== '' && isPossible(name, text)));
}

function isPossible(name: AnswerName, text: string): boolean {
  const allowed: readonly string[] | undefined = Object.entries(choices).find(([choice]) => choice === name)?.[1];
  return allowed === undefined || allowed.includes(text);
}

/** What is wrong with answers, by name, in words that say what would be right. */
export type Wrong = Readonly<Partial<Record<AnswerName, string>>>;
