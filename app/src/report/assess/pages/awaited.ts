// The list of items whose classification waits for somebody.
import type { FastifyInstance } from 'fastify';
import { type Html, html } from '../../../kit/html.ts';
import { platformName } from '../../../kit/identifiers/index.ts';
import { heading } from '../../../kit/look/layout.ts';
import { badge, emptyState } from '../../../kit/look/notice.ts';
import { table } from '../../../kit/look/table.ts';
import { itemPath } from '../badges.ts';
import { readAwaitedItems } from '../reading.ts';
import { itemsPath, type Sight, show, sight } from './page.ts';

export function registerAwaited(scope: FastifyInstance): void {
  scope.get(itemsPath, async (request, reply) => {
    const seen = sight(request, reply);
    const awaited = await seen.ask(readAwaitedItems, {});
    return show(seen, 'items', { title: seen.words.items, main: listOf(seen, awaited) });
  });
}

type AwaitedItems = Awaited<ReturnType<typeof readAwaitedItems.perform>>;

function listOf({ words, frame, moment }: Sight, awaited: AwaitedItems): Html {
  return html`${heading({ title: words.items, lead: words.awaitedLead })}
    ${table({
      caption: words.items,
      columns: [{ label: words.item }, { label: words.waitsFor }, { label: words.since }, { label: words.lastSeen }],
      rows: awaited.map(({ item, since, step }) => [
        html`<a href="${itemPath(item.id)}">${[frame.itemKinds[item.kind], platformName(item.platform)].filter(Boolean).join(' · ')}</a>`,
        html`${item.assessment === 'disputed' ? words.forDecision : words.forSecond}
          ${step === 'give-second' || step === 'adjudicate' ? badge({ label: words.yourTurn, tone: 'info' }) : null}`,
        moment(since),
        moment(item.lastSeenAt),
      ]),
      empty: emptyState({ title: words.noneAwaited, body: words.noneAwaitedBody }),
    })}`;
}
