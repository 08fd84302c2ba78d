// Moving a removal from one state to another: the one way, so that its timeline, and the timelines of the reports that
// name its item, always say the same as its state.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { reportsOfItem, tell } from '../../report/index.ts';
import { advance, allowed, removalStates, type RemovalTransition } from '../states.ts';
import { type EntryFacts, insertEntry } from '../store/entries.ts';
import { findRemoval, type Removal, type RemovalChanges, updateRemoval } from './store.ts';

export interface Moving {
  transition: RemovalTransition;
  /** Besides the state. */
  changes?: RemovalChanges;
  facts?: EntryFacts;
  /** The person or key who did it; null for the desk's own clock and for the other side. */
  by: string | null;
  at: Date;
}

/**
 * Moves a removal that the transaction has locked. The entry in the timelines is of the kind `removal`, with the
 * transition, the state it led to and the grade.
 * @throws Refusal `wrong-state` where the state does not allow it.
 */
export async function moveRemoval(work: Work, removal: Removal, moving: Moving): Promise<Removal> {
  const { transition, changes = {}, facts = {}, by, at } = moving;
  const state = advance(removalStates, transition, removal.state);
  const next = { ...removal, ...changes, state, stateAt: at, version: removal.version + 1 };
  await updateRemoval(work, removal.id, { ...changes, state, stateAt: at });
  const entry = { kind: 'removal', facts: { ...facts, transition, to: state, grade: next.grade }, by, at };
  await insertEntry(work, { ...entry, thing: removal.id });
  await tellReports(work, removal, entry);
  return next;
}

/** Whether the state allows it. */
export const mayMove = ({ state }: Pick<Removal, 'state'>, transition: RemovalTransition): boolean =>
  allowed(removalStates, state).includes(transition);

// What the reporter is told of it, and when, the report desk decides: it gets the item, the state and the grade.
async function tellReports(
  work: Work,
  { itemId }: Removal,
  { kind, facts, by, at }: { kind: string; facts: EntryFacts; by: string | null; at: Date },
): Promise<void> {
  const told = { item: itemId, to: facts.to!, grade: facts.grade ?? null };
  for (const { id } of await reportsOfItem(work, itemId)) await tell(work, { reportId: id, kind, facts: told, by, at });
}

/** @throws Refusal `no-such-removal`. */
export async function ownRemoval(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Removal> {
  const removal = await findRemoval(work, id, lock);
  if (removal) return removal;
  throw new Refusal('not-found', 'no-such-removal', `There is no removal "${id}" here`);
}

/** @throws Refusal `changed-meanwhile` where the page that was used shows an older state of things. */
export function checkVersion(removal: Pick<Removal, 'version'>, shown: number): void {
  if (removal.version === shown) return;
  throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this meanwhile; look at it again first', {
    facts: { shown, now: removal.version },
  });
}
