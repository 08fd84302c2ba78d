// What both pages of deliveries are given: who sees them, in which words, and where they stand.
import type { FastifyRequest } from 'fastify';
import type { Sight } from '../../access/shell.ts';
import { type Html, html } from '../../kit/html.ts';
import { badge, badges } from '../../kit/look/notice.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { Delivery } from '../deliveries/store.ts';
import type { Words } from '../words.ts';

export type Seen = Sight<Words>;

export interface Place {
  path: string;
  /** Without an address for whoever may not open the page. */
  link: (thing: string, request: FastifyRequest) => { href: string | null; label: string } | null;
}

/** What a delivery is about: a way to its page where it has one, else its id. */
export function thingOf({ request }: Seen, { link }: Place, { thing }: Delivery): Html {
  const way = link(thing, request);
  if (way === null) return verbatim(thing);
  return way.href === null ? html`${way.label}` : html`<a href="${way.href}">${way.label}</a>`;
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
