// The screens of this door: choosing pictures on one's own device, three questions, and a review with the consent.
import type { FastifyRequest } from 'fastify';
import { formatNumber } from '../../../kit/formats.ts';
import { type Html, html } from '../../../kit/html.ts';
import { answered, askChoice, textButton } from '../../../kit/look/asking.ts';
import { button } from '../../../kit/look/buttons.ts';
import { field } from '../../../kit/look/field.ts';
import { heading, panel } from '../../../kit/look/layout.ts';
import { notice } from '../../../kit/look/notice.ts';
import { puzzleOf, type Unanswered } from '../puzzle.ts';
import { carryingForm } from '../screen.ts';
import { type Asked, mostPictures, options, printsIn, protectPath, type Sent, type Step } from './steps.ts';
import { type ProtectWords, protectWords } from './words.ts';

export interface Said {
  /** What would be right, on the screen that is shown. */
  error?: string | undefined;
  /** Said over the screen, such as that one has to wait. */
  over?: string | undefined;
  puzzle?: Unanswered;
}

type Filled = Omit<Sent, 'at' | 'go'>;

/** A screen whole, with everything answered so far unseen in it. */
export function screenOf(request: FastifyRequest, filled: Filled, step: Step, said: Said = {}): Html {
  const { language, method } = request;
  const words = protectWords(language);
  const { once, prints, answers, changing } = filled;
  const { [step as Asked]: _asked, ...rest } = answers;
  const over = said.over === undefined ? null : notice({ tone: 'info', title: said.over });
  const form = carryingForm({
    language,
    action: protectPath,
    // The first screen has its own field for the fingerprints: the browser fills it in.
    carried: {
      once,
      at: step,
      changing: changing ? 'yes' : undefined,
      prints: step === 'begin' ? undefined : prints,
      ...rest,
    },
    body: step === 'begin' ? chooser(prints, said) : html`${over}${bodyOf(step, words, filled, said, request)}`,
    submits: [submitOf(step, words), ...(step === 'begin' ? [] : [back(words)])],
    linksLanguage: method === 'GET',
  });
  return step === 'begin' ? beginOf(request, words, form) : form;
}

const submitOf = (step: Step, { begin, go }: ProtectWords): Html =>
  button({
    label: step === 'begin' ? begin.next : step === 'review' ? go.send : go.next,
    name: 'go',
    value: step === 'review' ? 'send' : 'next',
  });

const back = ({ go }: ProtectWords): Html => button({ label: go.back, name: 'go', value: 'back', tone: 'quiet' });

function bodyOf(
  step: Exclude<Step, 'begin'>,
  words: ProtectWords,
  filled: Filled,
  said: Said,
  request: FastifyRequest,
) {
  return step === 'review'
    ? reviewOf(words, filled, said, request)
    : askChoice({
        name: step,
        title: words[step].title,
        hint: words[step].hint,
        error: said.error,
        value: filled.answers[step],
        options: options[step].map((value) => ({ value, label: labelOf(words, step, value) })),
      });
}

const labelOf = (words: ProtectWords, asked: Asked, value: string): string =>
  (words[asked].options as Record<string, string>)[value] ?? value;

const chooser = (prints: string, { error }: Said): Html =>
  html`<input type="hidden" name="prints" value="${prints}">${error === undefined ? null : html`<p class="error" role="alert">${error}</p>`}`;

// The pictures' control stands outside the form and has no name: no browser can send what is chosen in it.
function beginOf({ server }: FastifyRequest, { begin }: ProtectWords, form: Html): Html {
  const list = (texts: Readonly<Record<string, string>>) => Object.values(texts).map((text) => html`<li>${text}</li>`);
  const said = {
    working: begin.working,
    ready: begin.ready,
    unreadable: begin.unreadable,
    done: begin.done,
    many: begin.many,
    none: begin.none,
  };
  return html`${heading({ title: begin.title, lead: begin.lead })}
<div data-protect="without-script">${notice({ tone: 'info', title: begin.noScript })}</div>
<div class="stack" data-protect="with-script" data-kernel="${server.assets.href('pdq.wasm')}" data-most="${mostPictures}" hidden>
<div class="field"><label for="protect-files">${begin.choose}</label><div class="hint" id="protect-hint">${begin.chooseHint}</div><input type="file" id="protect-files" accept="image/*" multiple aria-describedby="protect-hint"></div>
<p role="status" data-protect="status" data-working="${said.working}" data-ready="${said.ready}" data-unreadable="${said.unreadable}" data-done="${said.done}" data-many="${said.many}" data-none="${said.none}">${begin.none}</p>
<ol class="prints" data-protect="list"></ol>${form}</div>
${panel({ title: begin.how, body: html`<ol>${list(begin.steps)}</ol>` })}
${panel({ title: begin.limits, body: html`<ul>${list(begin.limitList)}</ul>` })}`;
}

function reviewOf(
  words: ProtectWords,
  { prints, answers, consent }: Filled,
  said: Said,
  request: FastifyRequest,
): Html {
  const { review } = words;
  const count = printsIn(prints)?.length ?? 0;
  const asked = (['minor', 'scope', 'lifetime'] as const).map((name) => ({
    label: review[name],
    value: labelOf(words, name, answers[name] ?? ''),
    change: textButton({
      text: review.change,
      label: review.changeWhat(review[name]),
      name: 'go',
      value: `change-${name}`,
    }),
  }));
  const pictures = { label: review.pictures, value: formatNumber(request.language, count), change: html`` };
  const tick = field({
    type: 'checkbox',
    name: 'consent',
    label: review.consent,
    checked: consent,
    error: said.error,
  });
  return html`${heading({ title: review.title, lead: review.lead })}${answered([pictures, ...asked])}
<p>${review.withdraw}</p>${tick}${puzzleOf(request.language, said.puzzle)}`;
}
