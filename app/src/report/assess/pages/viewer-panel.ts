// The way to the operator's isolated viewer from an item's page; kindly closed when it was enough for today.
import { type Html, html } from '../../../kit/html.ts';
import { button } from '../../../kit/look/buttons.ts';
import { form } from '../../../kit/look/form.ts';
import { panel } from '../../../kit/look/layout.ts';
import { breakNotice } from '../../care/index.ts';
import { itemPath } from '../badges.ts';
import type { ItemSight } from '../reading.ts';
import { handOver } from '../viewer/verbs.ts';
import type { Sight } from './page.ts';

/** Nothing where there is no viewer, or nothing to look at. */
export function viewerPanel(seen: Sight, { item, viewer }: ItemSight): Html | null {
  const { words, csrf, request, may, moment } = seen;
  if (!viewer.set || !viewer.viewable || !may(handOver)) return null;
  const back = itemPath(item.id);
  const asked = form({ action: `${back}/hand-over`, csrf, body: button({ label: words.open, tone: 'quiet' }) });
  const rest = breakNotice({ language: request.language, csrf, back }, viewer.exposure);
  return panel({
    title: words.viewer,
    body: html`<p>${words.viewerLead}</p>
      ${viewer.seenAt ? html`<p class="note">${words.seenAt} ${moment(viewer.seenAt)}</p>` : null}
      ${rest ?? asked}`,
  });
}
