// What a report's receipt tells: one pure rule. A receipt may be in the hands of a stalker, an abusive guardian or a
// suspect, so it says only what is safe there: whoever is not the person concerned learns little and late, nobody learns
// of police, platforms, accounts, matches or numbers, and a report that was joined to another looks like any other.
import { dayMs } from '../../kit/time.ts';
import type { Relation } from '../facts.ts';
import type { ReportState } from '../states.ts';
import type { Entry } from '../store/entries.ts';

export type ToldState = 'received' | 'read' | 'being-worked-on' | 'referred' | 'finished';

/** How long after the fact anyone but the person concerned is told. */
export const delayMs = 2 * dayMs;

/** The state as the person concerned is told it. Spam and duplicates are never called that. */
const toldToSelf: Record<ReportState, ToldState> = {
  received: 'received',
  triaged: 'read',
  'in-progress': 'being-worked-on',
  reopened: 'being-worked-on',
  duplicate: 'being-worked-on',
  'out-of-scope': 'referred',
  spam: 'finished',
  resolved: 'finished',
  closed: 'finished',
};

/** The same for everyone else: three states only. */
const coarse: Record<ToldState, ToldState> = {
  received: 'received',
  read: 'received',
  'being-worked-on': 'being-worked-on',
  referred: 'finished',
  finished: 'finished',
};

/** Whoever did not say that it happens to them is told what a third party is told. */
export const isPersonConcerned = (relation: Relation | null): boolean => relation === 'self';

/**
 * @param entries the report's timeline, oldest first: entries of kind `state` carry the state they led to in `facts.to`.
 * @returns what the holder of the receipt is told at this moment.
 */
export function toldState(
  report: { state: ReportState; relation: Relation | null },
  entries: readonly Pick<Entry, 'kind' | 'facts' | 'at'>[],
  now: Date,
): ToldState {
  const steps = stepsIn(entries);
  const last = steps.at(-1);
  if (isPersonConcerned(report.relation))
    return toldToSelf[report.state === 'spam' && last?.state === 'reopened' ? last.state : report.state];
  const until = now.getTime() - delayMs;
  const state = steps.findLast(({ at }) => at.getTime() <= until)?.state ?? 'received';
  return coarse[toldToSelf[state]];
}

/**
 * The states as they are told. A message on a report that had ended opens it again, but for spam, on which nobody has to
 * work: there it is told all the same, or whoever writes would learn what it was taken for.
 */
function stepsIn(entries: readonly Pick<Entry, 'kind' | 'facts' | 'at'>[]): { state: ReportState; at: Date }[] {
  const steps: { state: ReportState; at: Date }[] = [];
  for (const { kind, facts, at } of entries)
    if (kind === 'state') steps.push({ state: facts.to as ReportState, at });
    else if (kind === 'message-from-reporter' && steps.at(-1)?.state === 'spam') steps.push({ state: 'reopened', at });
  return steps;
}
