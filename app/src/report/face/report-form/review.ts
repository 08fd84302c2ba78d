// The review: everything that was answered, each with its way to change it, before anything is sent. Addresses are shown
// as they were understood, and so that nothing opens by accident.
import { type Html, html, type Piece } from '../../../kit/html.ts';
import { defang } from '../../../kit/identifiers/index.ts';
import { answered, asWritten, textButton } from '../../../kit/look/asking.ts';
import { field } from '../../../kit/look/field.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { verbatim } from '../../../kit/look/verbatim.ts';
import type { Puzzle } from '../../flood/index.ts';
import { readGiven } from '../../items/given.ts';
import type { Answers } from './answers.ts';
import { contactIn } from './contact.ts';
import { answerShown } from './screens.ts';
import { isQuestion, stepsFor } from './steps.ts';
import type { FormWords } from './words.ts';

type Listed = keyof FormWords['review']['labels'];

/** What has to happen before it can be sent: one more question, a wait, or another try. */
export interface Held {
  puzzle?: { puzzle: Puzzle; wrong: boolean };
  /** Why it was not sent, and what to do. */
  said?: string;
}

export function reviewOf(answers: Answers, words: FormWords, held: Held): Html {
  const { review, go } = words;
  const listed = stepsFor(answers).filter((step): step is Listed => isQuestion(step) && step !== 'contact');
  const rows = listed.map((step) => {
    const label = review.labels[step];
    const change = textButton({ text: go.change, label: review.changeOf(label), name: 'go', value: `change-${step}` });
    return { label, value: shown(step, answers, words), change };
  });
  const said = held.said === undefined ? null : notice({ tone: 'warning', title: held.said });
  return html`${said}${heading({ title: review.title, lead: review.lead })}${answered(rows)}${puzzleOf(words, held)}`;
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

function itemsShown(text: string | undefined, { review }: FormWords): Piece {
  if (text === undefined) return html`<span class="note">${review.empty}</span>`;
  const { identifiers, words } = readGiven(text);
  const read = identifiers.map((each) => html`<li>${verbatim(defang(each))}</li>`);
  return html`${read.length === 0 ? null : html`<p>${review.items}</p><ul>${read}</ul>`}
${words === '' ? null : html`${read.length === 0 ? null : html`<p>${review.rest}</p>`}${asWritten(words)}`}`;
}

/** The one more question while there is a flood. */
function puzzleOf({ review }: FormWords, { puzzle: asked }: Held): Html | null {
  if (asked === undefined) return null;
  const { puzzle, wrong } = asked;
  return panel({
    title: review.puzzle,
    body: html`<p>${review.puzzleWhy}</p><input type="hidden" name="puzzle" value="${puzzle.ticket}">${field({
      type: 'text',
      name: 'answer',
      label: puzzle.question,
      autocomplete: 'off',
      error: wrong ? review.puzzleWrong : undefined,
    })}`,
  });
}
