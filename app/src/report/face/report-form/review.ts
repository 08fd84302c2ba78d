// The review: everything that was answered, each with its way to change it, before anything is sent. Addresses are shown
// as they were understood, and so that nothing opens by accident.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { defang } from '../../../kit/identifiers/index.ts';
import { answered, asWritten, textButton } from '../../../kit/look/asking.ts';
import { heading } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import type { Language } from '../../../kit/words.ts';
import { readGiven } from '../../items/given.ts';
import { puzzleOf, type Unanswered } from '../puzzle.ts';
import type { Answers } from './answers.ts';
import { contactIn } from './contact.ts';
import { answerShown } from './screens.ts';
import { isQuestion, stepsFor } from './steps.ts';
import type { FormWords } from './words.ts';

type Listed = keyof FormWords['review']['labels'];

/** What has to happen before it can be sent: one more question, a wait, or another try. */
export interface Held {
  puzzle?: Unanswered;
  /** Why it was not sent, and what to do. */
  said?: string;
}

export function reviewOf(language: Language, answers: Answers, words: FormWords, held: Held): Html {
  const { review, go } = words;
  const listed = stepsFor(answers).filter((step): step is Listed => isQuestion(step) && step !== 'contact');
  const rows = listed.map((step) => {
    const label = review.labels[step];
    const change = textButton({ text: go.change, label: review.changeOf(label), name: 'go', value: `change-${step}` });
    return { label, value: shown(step, answers, words), change };
  });
  const said = held.said === undefined ? null : notice({ tone: 'warning', title: held.said });
  return html`${said}${heading({ title: review.title, lead: review.lead })}${answered(rows)}${puzzleOf(language, held.puzzle)}`;
}

function shown(step: Listed, answers: Answers, words: FormWords): Piece {
  const { review } = words;
  if (step === 'items') return itemsShown(answers.items, words);
  if (step === 'reach') {
    const contact = contactIn(answers);
    const { ways } = words.steps.contact;
    return contact === null ? review.noContact : review.contact(ways[contact.way as 'phone'], contact.address ?? '');
  }
  const answer = answerShown(step, answers, words);
  return answer === null ? html`<span class="note">${review.empty}</span>` : asWritten(answer);
}

/**
 * So many letters are read for the review; what is sent is read whole. Reading costs more than anything else of a form,
 * and here nobody has been counted yet, nor asked anything in a flood.
 */
const previewed = 2000;

/** What of a text is read, to the end of a line or a word, and the rest of it. */
function cut(text: string): [read: string, rest: string] {
  if (text.length <= previewed) return [text, ''];
  const beginning = text.slice(0, previewed);
  const end = Math.max(beginning.lastIndexOf('\n'), beginning.lastIndexOf(' '));
  return [beginning.slice(0, Math.max(end, 0)), text.slice(Math.max(end, 0)).trim()];
}

function itemsShown(text: string | undefined, { review }: FormWords): Piece {
  if (text === undefined) return html`<span class="note">${review.empty}</span>`;
  const [beginning, beyond] = cut(text);
  const { identifiers, words } = readGiven(beginning);
  const rest = [words, beyond].filter(Boolean).join('\n');
  const read = identifiers.map((each) => html`<li>${verbatim(defang(each))}</li>`);
  return html`${read.length === 0 ? null : html`<p>${review.items}</p><ul>${read}</ul>`}
${rest === '' ? null : html`${read.length === 0 ? null : html`<p>${review.rest}</p>`}${asWritten(rest)}`}`;
}
