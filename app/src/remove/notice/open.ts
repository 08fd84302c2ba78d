// Whether a removal may be named in a notice: its state allows it, nobody is asked for it already, and what has to go before
// the first notice has gone.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { mayNotice } from '../handoff/index.ts';
import { mayMove } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { noticesOfRemoval } from './lists.ts';
import type { Notice } from './store.ts';

/**
 * @param asked to whom, and besides which notices: itself, and the one that it follows on its ladder.
 * @throws Refusal `not-open-to-notice`, `asked-already`.
 */
export async function checkOpen(
  work: Work,
  removal: Removal,
  asked: { platformId: string; besides: readonly (string | null)[] },
): Promise<void> {
  if (!mayMove(removal, 'ask'))
    throw new Refusal(
      'conflict',
      'not-open-to-notice',
      `A removal in the state "${removal.state}" cannot be asked for; locate it first`,
      { facts: { state: removal.state } },
    );
  const open = (await noticesOfRemoval(work, removal.id)).find(
    ({ id, platformId, state }) =>
      platformId === asked.platformId && !asked.besides.includes(id) && !over.some((one) => one === state),
  );
  if (!open) return;
  throw new Refusal('conflict', 'asked-already', `Notice ${open.reference} asks this recipient for it already`, {
    facts: { reference: open.reference },
  });
}

/** @throws Refusal `ground-changed` where the item was classified otherwise since the notice was drafted. */
export function checkGround({ id, ground }: Pick<Removal, 'id' | 'ground'>, notice: Pick<Notice, 'ground'>): void {
  if (ground === notice.ground) return;
  throw new Refusal(
    'conflict',
    'ground-changed',
    `A removal stands on "${ground}" by now, the notice on "${notice.ground}"; discard the notice, and draft another one`,
    { facts: { removal: id, ground } },
  );
}

// Whoever complied and where it came back, who refused, or was silent and left behind on the ladder, may be asked again.
const over = ['complied', 'refused', 'escalated', 'withdrawn', 'discarded'] as const;

/** @throws Refusal `on-hold`, `hand-off-missing` where something has to happen before the first notice. */
export async function checkBefore(work: Work, removal: Removal, now: Date): Promise<void> {
  const why = await mayNotice(work, removal, now);
  if (why === null) return;
  throw new Refusal('conflict', why === 'held' ? 'on-hold' : why, whyNot[why], { facts: { removal: removal.id } });
}

const whyNot = {
  held: 'Police asked for a hold on one of these; no notice goes out before it ends',
  'hand-off-missing':
    'The procedure asks for the hand-over to police, with the request to preserve, before the first notice; record it first',
};
