// The list of deliveries. Whatever was given up stands first, and every other view says how much of it there is.
import { type Html, html } from '../../kit/html.ts';
import { heading } from '../../kit/look/layout.ts';
import { pager, tabs } from '../../kit/look/navigation.ts';
import { emptyState, notice } from '../../kit/look/notice.ts';
import { table } from '../../kit/look/table.ts';
import type { Delivery } from '../deliveries/store.ts';
import { type DeliveryView, deliveryViews } from '../deliveries/verbs.ts';
import { type Place, type Seen, stateOf } from './seen.ts';

interface Found {
  deliveries: Delivery[];
  next: string | null;
  failed: number;
  waiting: number;
}

export function listPage(seen: Seen, place: Place, view: DeliveryView, found: Found): Html {
  const { words, number, request } = seen;
  const { path } = place;
  const counts: Partial<Record<DeliveryView, number>> = { failed: found.failed, waiting: found.waiting };
  const ways = deliveryViews.map((name) => ({
    href: name === 'failed' ? path : `${path}?view=${name}`,
    label: words.views[name],
    current: name === view,
    ...(counts[name] === undefined ? {} : { count: number(counts[name]) }),
  }));
  const next = found.next === null ? {} : { next: `${path}?view=${view}&before=${found.next}` };
  return html`${heading({ title: words.title, lead: words.lead })}${tabs({ label: words.title, ways })}${
    found.failed > 0
      ? notice({ tone: 'warning', title: words.failedSome(number(found.failed)), body: words.failedSomeBody })
      : null
  }${table({
    caption: words.views[view],
    columns: [
      { label: words.queued },
      { label: words.thing },
      { label: words.carrier },
      { label: words.state },
      { label: words.attempts, numeric: true },
      { label: whenLabel(seen, view) },
    ],
    rows: found.deliveries.map((delivery) => rowOf(seen, place, view, delivery)),
    empty: emptyState({ title: words.none[view] }),
  })}${found.next === null ? null : pager({ language: request.language, ...next })}`;
}

function rowOf(seen: Seen, { path, link }: Place, view: DeliveryView, delivery: Delivery) {
  const { words, number, moment } = seen;
  const at = whenOf[view](delivery);
  return [
    html`<a href="${path}/${delivery.id}">${moment(delivery.queuedAt)}</a>`,
    link(delivery.thing, seen.request)?.label ?? delivery.thing,
    words.carriers[delivery.carrier],
    stateOf(seen, delivery),
    number(delivery.attempts),
    at ? moment(at) : null,
  ];
}

const whenOf: Record<DeliveryView, (delivery: Delivery) => Date | null> = {
  failed: ({ failedAt }) => failedAt,
  waiting: ({ nextAttemptAt }) => nextAttemptAt,
  'handed-over': ({ handedOverAt }) => handedOverAt,
  solved: ({ solvedAt }) => solvedAt,
};

const whenLabel = ({ words }: Seen, view: DeliveryView): string =>
  ({ failed: words.failedAt, waiting: words.next, 'handed-over': words.handedOver, solved: words.views.solved })[view];
