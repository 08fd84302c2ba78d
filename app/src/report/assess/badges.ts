// How an item's classification is shown beside it, on this part's pages and on those of the other parts of the desk.
import { type Html, html } from '../../kit/html.ts';
import type { Tone } from '../../kit/look/icons.ts';
import { badge } from '../../kit/look/notice.ts';
import type { Language } from '../../kit/words.ts';
import type { ShownStanding } from './reading.ts';
import { isSettled, type RoundState } from './rounds.ts';
import { words } from './words.ts';

/** The page of an item. */
export const itemPath = (id: string): string => `/desk/report/items/${id}`;

export const toneOf: Record<RoundState, Tone> = {
  provisional: 'info',
  disputed: 'warning',
  single: 'success',
  agreed: 'success',
  decided: 'success',
};

/** What an item is classified as, and how sure that is; that it is not, where nobody said anything. */
export function itemBadges(language: Language, standing: ShownStanding | undefined): Html {
  const said = words(language);
  if (!standing) return badge({ label: said.unclassified });
  const { latest, inForce } = standing;
  const standingBadge = inForce && badge({ label: said.values[inForce.value], tone: 'success' });
  if (isSettled(latest)) return html`${standingBadge}`;
  const { value } = latest.first;
  const state = said.shortStates[latest.state];
  const open = badge({
    label: value === null ? said.firstKeptBack(state) : `${said.values[value]} · ${state}`,
    tone: toneOf[latest.state],
  });
  return html`${standingBadge} ${open}`;
}
