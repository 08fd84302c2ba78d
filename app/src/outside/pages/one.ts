// The page of one delivery: to whom, every attempt with its receipt, and what can be done. What was said is not on it.
import type { Problems } from '../../access/shell.ts';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts, timeline } from '../../kit/look/facts.ts';
import { field } from '../../kit/look/field.ts';
import { form } from '../../kit/look/form.ts';
import { columns, heading, panel } from '../../kit/look/layout.ts';
import { crumbs } from '../../kit/look/navigation.ts';
import { notice } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { Attempt, Delivery } from '../deliveries/store.ts';
import { retryDelivery, solveDelivery } from '../deliveries/verbs.ts';
import { allowed, deliveryStates } from '../states.ts';
import { type Place, type Seen, stateOf, thingOf } from './seen.ts';

interface Found {
  delivery: Delivery;
  recipient: string | null;
  attempts: Attempt[];
  names: ReadonlyMap<string, string>;
}

export function onePage(seen: Seen, place: Place, found: Found, problems: Problems): Html {
  const { words, request } = seen;
  const { delivery, attempts } = found;
  const ways = [{ href: place.path, label: words.title }];
  return html`${heading({
    title: words.delivery,
    state: stateOf(seen, delivery),
    crumbs: crumbs({ language: request.language, ways }),
  })}${problems.summary}${delivery.possiblyRepeated ? notice({ tone: 'info', title: words.repeated, body: words.repeatedBody }) : null}${columns(
    {
      wide: panel({ title: words.attempts, body: attemptsOf(seen, attempts) }),
      narrow: html`${panel({ title: words.delivery, body: facts(factsOf(seen, place, found)) })}${whatToDo(seen, place, delivery, problems)}`,
    },
  )}`;
}

const toneOf = {
  accepted: 'success',
  refused: 'warning',
  failed: 'warning',
  unclear: 'warning',
  'cut-short': 'warning',
} as const;

function attemptsOf({ words, number, moment }: Seen, attempts: Attempt[]): Html {
  if (attempts.length === 0) return html`<p>${words.noAttempts}</p>`;
  return timeline(
    attempts.toReversed().map((attempt) => ({
      when: moment(attempt.begunAt),
      title: `${words.attempt(number(attempt.number))}: ${attempt.result ? words.results[attempt.result] : words.open}`,
      body: html`${attempt.receipt === null ? null : html`<p>${verbatim(attempt.receipt)}</p>`}${attempt.marked ? html`<p class="note">${words.marked}</p>` : null}`,
      tone: attempt.result ? toneOf[attempt.result] : ('info' as const),
    })),
  );
}

function factsOf(seen: Seen, place: Place, { delivery, recipient, names }: Found): { label: string; value: Piece }[] {
  const { words, moment } = seen;
  const { state, nextAttemptAt, handedOverAt, failedAt, solvedAt, solvedBy, solvedFor } = delivery;
  const dated = (label: string, at: Date | null, note?: string) =>
    at ? [{ label, value: html`${moment(at)}${note ? html`<br><span class="note">${note}</span>` : null}` }] : [];
  return [
    { label: words.thing, value: thingOf(seen, place, delivery) },
    { label: words.carrier, value: words.carriers[delivery.carrier] },
    { label: words.recipient, value: recipient === null ? words.noRecipient : verbatim(recipient) },
    { label: words.messageId, value: verbatim(delivery.messageId) },
    { label: words.queued, value: moment(delivery.queuedAt) },
    ...dated(state === 'trying' ? words.lease : words.next, nextAttemptAt),
    ...dated(words.handedOver, handedOverAt, words.handedOverNote),
    ...dated(words.failedAt, failedAt),
    ...dated(words.solvedBy(names.get(solvedBy ?? '') ?? ''), solvedAt),
    ...(solvedFor === null ? [] : [{ label: words.solvedFor, value: solvedFor }]),
  ];
}

function whatToDo(
  { words, csrf, may, request }: Seen,
  { path }: Place,
  delivery: Delivery,
  problems: Problems,
): Html | null {
  const can = allowed(deliveryStates, delivery.state);
  const retry = can.includes('retry') && may(retryDelivery);
  const solve = can.includes('solve') && may(solveDelivery);
  if (!retry && !solve) return null;
  const { reason } = (request.body ?? {}) as { reason?: string };
  const retryForm = form({
    action: `${path}/${delivery.id}/retry`,
    csrf,
    body: actions(button({ label: words.retry })),
  });
  const solveForm = form({
    action: `${path}/${delivery.id}/solve`,
    csrf,
    body: html`<h3>${words.solve}</h3><p>${words.solveLead}</p>${field({ type: 'textarea', name: 'reason', label: words.reason, hint: words.reasonHint, value: reason, rows: 2, maxlength: 500, required: true, error: problems.of('reason') })}${actions(button({ label: words.solveButton, tone: 'quiet' }))}`,
  });
  return panel({ title: words.act, body: html`${retry ? retryForm : null}${solve ? solveForm : null}` });
}
