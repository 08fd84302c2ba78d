// The one more question while there is a flood, as every form of the face asks it: the same words, the same two fields.
import { type Html, html } from '../../kit/html.ts';
import { field } from '../../kit/look/field.ts';
import { panel } from '../../kit/look/layout.ts';
import type { Language } from '../../kit/words.ts';
import type { Admission } from '../flood/index.ts';
import { faceWords } from './words.ts';

export type Unanswered = Extract<Admission, { admitted: false }>;

/** The question with its ticket, to stand in a form; nothing where none is asked. */
export function puzzleOf(language: Language, asked: Unanswered | undefined): Html | null {
  if (asked === undefined) return null;
  const { puzzle: say } = faceWords(language);
  const { puzzle, wrong } = asked;
  const error = wrong ? say.wrong : undefined;
  const answer = field({ type: 'text', name: 'answer', label: puzzle.question, autocomplete: 'off', error });
  const ticket = html`<input type="hidden" name="puzzle" value="${puzzle.ticket}">`;
  return panel({ title: say.title, body: html`<p>${say.why}</p>${ticket}${answer}` });
}
