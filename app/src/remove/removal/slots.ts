// What this desk shows on the pages of reports: where the removal of an item stands, beside the item, on its own page, and
// for whoever decides on a contest about it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Html, html, type Piece } from '../../kit/html.ts';
import { actions, button } from '../../kit/look/buttons.ts';
import { facts } from '../../kit/look/facts.ts';
import { form } from '../../kit/look/form.ts';
import { panel } from '../../kit/look/layout.ts';
import { deskPath } from '../pages/frame.ts';
import { readRemovalsOfItems } from './read.ts';
import { removalPath, type Sight, sight, stateBadge } from './pages/sight.ts';
import type { Removal } from './store.ts';
import { takeOn } from './take-on.ts';

/** Main hands these to the desk of reports. */
export const removeOnReports = {
  async items(request: FastifyRequest, reply: FastifyReply, itemIds: readonly string[]): Promise<Map<string, Piece>> {
    const seen = sight(request, reply);
    const removals = await removalsSeen(seen, itemIds);
    return new Map(
      removals.map((removal) => [
        removal.itemId,
        html`<a href="${removalPath(removal.id)}">${stateBadge(seen.frame, removal)}</a>`,
      ]),
    );
  },
  async itemPage(request: FastifyRequest, reply: FastifyReply, itemId: string): Promise<Piece> {
    const seen = sight(request, reply);
    const [removal] = await removalsSeen(seen, [itemId]);
    return removal ? standing(seen, removal) : offered(seen, itemId);
  },
  async contest(
    request: FastifyRequest,
    reply: FastifyReply,
    _contestId: string,
    itemIds: readonly string[],
  ): Promise<Piece> {
    const seen = sight(request, reply);
    const removals = await removalsSeen(seen, itemIds);
    if (removals.length === 0) return null;
    return panel({ title: seen.words.itemPanel, body: html`${removals.map((removal) => rows(seen, removal))}` });
  },
};

const removalsSeen = async (seen: Sight, itemIds: readonly string[]): Promise<Removal[]> =>
  seen.may(readRemovalsOfItems) ? seen.ask(readRemovalsOfItems, { itemIds: [...itemIds] }) : [];

function standing(seen: Sight, removal: Removal): Html {
  return panel({ title: seen.words.itemPanel, body: rows(seen, removal) });
}

function rows({ words, frame, moment }: Sight, removal: Removal): Html {
  const { askedAt } = removal;
  return html`${facts([
    { label: words.state, value: stateBadge(frame, removal) },
    { label: words.ground, value: frame.grounds[removal.ground] },
    ...(askedAt ? [{ label: frame.removalStates['notice-open'], value: moment(askedAt) }] : []),
  ])}<p><a href="${removalPath(removal.id)}">${words.openRemoval}</a></p>`;
}

function offered(seen: Sight, itemId: string): Piece {
  const { words, csrf } = seen;
  if (!seen.may(takeOn)) return null;
  const act = form({
    action: `${deskPath}/take-on/${itemId}`,
    csrf,
    body: button({ label: words.takeOn, tone: 'quiet' }),
  });
  return panel({ title: words.itemPanel, body: html`<p>${words.itemPanelNone}</p>${actions(act)}` });
}
