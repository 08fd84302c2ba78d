// What both pages of deliveries are given: who sees them, in which words, and where they stand.
import type { Sight } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { badge, badges } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { Delivery } from '../deliveries/store.ts';
import type { Words } from '../words.ts';

export type Seen = Sight<Words>;

export interface Place {
  path: string;
  link: (thing: string) => { href: string; label: string } | null;
}

/** What a delivery is about: a way to its page where it has one, else its id. */
export function thingOf({ link }: Place, { thing }: Delivery): Html {
  const way = link(thing);
  return way ? html`<a href="${way.href}">${way.label}</a>` : verbatim(thing);
}

const toneOf = {
  queued: 'info',
  trying: 'info',
  'handed-over': 'success',
  failed: 'warning',
  solved: 'neutral',
} as const;

export function stateOf({ words }: Seen, { state, possiblyRepeated }: Delivery): Html {
  const shown = badge({ label: words.states[state], tone: toneOf[state] });
  return possiblyRepeated ? badges([shown, badge({ label: words.repeated, tone: 'warning' })]) : shown;
}
