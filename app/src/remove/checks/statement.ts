// What the platform, or a hotline abroad, says: that it is gone. It is written down as what it is, a statement, and checks
// go on at once: "removed" rests on a word only until they know better.
import type { Work } from '../../runtime/database.ts';
import { mayMove, moveRemoval } from '../removal/move.ts';
import type { Removal } from '../removal/store.ts';
import { insertEntry } from '../store/entries.ts';
import { isStronger } from './evidence.ts';
import { gone } from './moves.ts';
import { lastPresent, noteSeen } from './store/checks.ts';

/**
 * Notes a statement on a removal that the transaction has locked, and moves it to "removed, as stated" unless a check has
 * seen it since, more is known already, or its state does not allow it.
 * @returns the removal as it is then.
 */
export async function noteStatement(
  work: Work,
  removal: Removal,
  { by, at }: { by: 'platform' | 'hotline'; at: Date },
): Promise<Removal> {
  await insertEntry(work, { thing: removal.id, kind: 'stated', facts: { by }, at });
  const presentAt = await lastPresent(work, removal.id);
  const contradicted = presentAt !== null && presentAt > at;
  const movable = removal.state !== 'removed' && mayMove(removal, 'say-removed');
  if (contradicted || !movable || !isStronger('stated', removal.grade)) return removal;
  const next = await moveRemoval(work, removal, {
    transition: 'say-removed',
    changes: gone(removal, { grade: 'stated', since: at }, at),
    facts: { by },
    by: null,
    at,
  });
  await noteSeen(work, removal.id, { seen: null, seenAt: null, nextCheckAt: at });
  return { ...next, nextCheckAt: at };
}
