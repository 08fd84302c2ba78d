// The run of a deadline: it begins with a rule as it is then, starts to count at a proved event, stands still, and is met.
// Other desks call these within their own transactions. That it passed is said by breach.ts alone.
import { newId } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { dueAt, type Pause } from '../due.ts';
import { holidaysFrom } from '../holidays/store.ts';
import { type PauseReason, type Rule, type StartEvent, startEvents } from '../rule.ts';
import { dayAt, type Zone } from '../zones.ts';
import { advance, allowed, deadlineStates } from './states.ts';
import {
  type Deadline,
  deadlinesAbout,
  type FrozenRule,
  insertDeadline,
  lockDeadlines,
  updateDeadline,
} from './store.ts';

export interface Beginning {
  thing: string;
  rule: Rule;
  /** When the event from which it counts was proved; null while it was not. */
  at: Date | null;
  /** The zone it is counted and shown in; where the rule is not counted in it, the rule's first. */
  zone?: Zone;
  now: Date;
}

/**
 * Begins a deadline under a rule, frozen as it is now with the holidays that are recorded now.
 * @returns the deadline, also where the thing had it already; null for a rule that names no length of time.
 */
export async function beginDeadline(work: Work, { thing, rule, at, zone, now }: Beginning): Promise<Deadline | null> {
  if (rule.duration === null) return null;
  const counted = zone && rule.zones.includes(zone) ? zone : rule.zones[0];
  const from = dayAt(at && at < now ? at : now, counted);
  const holidays = rule.holidaysOf === null ? [] : await holidaysFrom(work, rule.holidaysOf, from);
  const frozen: FrozenRule = { ...rule, holidays };
  const deadline: Deadline = {
    id: newId('deadline', now),
    thing,
    rule: frozen,
    zone: counted,
    state: at === null ? 'pending' : 'running',
    version: 1,
    startedAt: at,
    dueAt: at && dueOf(frozen, counted, at, []),
    pauses: [],
    suspendedAt: null,
    endedAt: null,
    breachedAt: null,
    waivedFor: null,
    waivedBy: null,
  };
  if (await insertDeadline(work, deadline)) return deadline;
  const standing = await deadlinesAbout(work, [thing]);
  return standing.find((one) => one.rule.id === rule.id) ?? null;
}

function dueOf(rule: FrozenRule, zone: Zone, startedAt: Date, pauses: Pause[]): Date {
  const { duration, calendar, holidays } = rule;
  return dueAt({ startedAt, duration: duration!, calendar, zone, holidays, pauses });
}

/** Starts what waits for an event. A later event proves the earlier ones: what was received was handed over. */
export async function startDeadlines(
  work: Work,
  { thing, event, at }: { thing: string; event: StartEvent; at: Date; now: Date },
): Promise<Deadline[]> {
  const proves = (awaited: StartEvent) => startEvents.indexOf(awaited) <= startEvents.indexOf(event);
  return changeEach(work, thing, ({ state, rule, zone }) =>
    state === 'pending' && proves(rule.startEvent)
      ? { state: advance(deadlineStates, 'start', state), startedAt: at, dueAt: dueOf(rule, zone, at, []) }
      : null,
  );
}

/**
 * Says that what was asked for happened. In time (the last instant included) it is met, also where that is proved only after
 * it was counted as missed; later it counts as missed, and keeps when it happened.
 */
export function meetDeadlines(work: Work, { thing, at }: { thing: string; at: Date }): Promise<Deadline[]> {
  return changeEach(work, thing, (deadline) => {
    const { state, dueAt: due, endedAt } = deadline;
    if (endedAt !== null || state === 'waived') return null;
    if (state === 'breached' && due !== null && at <= due)
      return { state: advance(deadlineStates, 'meet-after-all', state), endedAt: at, breachedAt: null };
    const late = state === 'breached' || (state === 'running' && due !== null && due < at);
    if (late) return { endedAt: at };
    return { ...pauseEnded(deadline, at), state: advance(deadlineStates, 'meet', state), endedAt: at };
  });
}

/** Takes back that something happened, because it did not: the clock runs on, and passes when it is due or was. */
export function reopenDeadlines(work: Work, { thing }: { thing: string }): Promise<Deadline[]> {
  return changeEach(work, thing, ({ state, startedAt }) =>
    state === 'met' && startedAt !== null ? { state: advance(deadlineStates, 'reopen', state), endedAt: null } : null,
  );
}

/** Lets the clocks of a thing stand still, where their rules allow it for that reason. What has passed already does not. */
export function suspendDeadlines(
  work: Work,
  { thing, at, reason = 'contest' }: { thing: string; at: Date; reason?: PauseReason },
): Promise<Deadline[]> {
  return changeEach(work, thing, ({ state, rule, dueAt: due, endedAt }) =>
    state === 'running' && endedAt === null && due! >= at && rule.pauses.includes(reason)
      ? { state: advance(deadlineStates, 'suspend', state), suspendedAt: at }
      : null,
  );
}

export function resumeDeadlines(work: Work, { thing, at }: { thing: string; at: Date }): Promise<Deadline[]> {
  return changeEach(work, thing, (deadline) =>
    deadline.state === 'suspended'
      ? { ...pauseEnded(deadline, at), state: advance(deadlineStates, 'resume', deadline.state) }
      : null,
  );
}

/**
 * Gives up what has not passed, because the thing itself was given up: a notice that is withdrawn was not complied with, and
 * is not counted as if it had been. What has passed stays missed.
 */
export function dropDeadlines(
  work: Work,
  { thing, at, by, reason }: { thing: string; at: Date; by: string; reason: string },
): Promise<Deadline[]> {
  return changeEach(work, thing, (deadline) => (mayWaive(deadline, at) ? waived(deadline, { at, by, reason }) : null));
}

/** What giving a deadline up changes. @throws Refusal `wrong-state`. */
export function waived(deadline: Deadline, { at, by, reason }: { at: Date; by: string; reason: string }) {
  const state = advance(deadlineStates, 'waive', deadline.state);
  return { ...pauseEnded(deadline, at), state, waivedFor: reason, waivedBy: by };
}

/** What ends a pause that is open: its end, and the moment that is due because of it. */
export function pauseEnded({ rule, zone, startedAt, suspendedAt, pauses }: Deadline, at: Date) {
  if (suspendedAt === null) return {};
  const fromMs = suspendedAt.getTime();
  const ended: Pause[] = [...pauses, [fromMs, Math.max(fromMs, at.getTime())]];
  return { pauses: ended, suspendedAt: null, dueAt: dueOf(rule, zone, startedAt!, ended) };
}

async function changeEach(
  work: Work,
  thing: string,
  change: (deadline: Deadline) => Parameters<typeof updateDeadline>[2] | null,
): Promise<Deadline[]> {
  const changed: Deadline[] = [];
  for (const deadline of await lockDeadlines(work, thing)) {
    const changes = change(deadline);
    if (changes) changed.push(await updateDeadline(work, deadline, changes));
  }
  return changed;
}

/** The deadlines of several things, by thing, the next one due first; things without any are left out. */
export async function deadlinesOf(work: Work, things: readonly string[]): Promise<Map<string, Deadline[]>> {
  return Map.groupBy(await deadlinesAbout(work, things), ({ thing }) => thing);
}

/** Whether it may still be waived: its state allows it, and it has not passed. */
export const mayWaive = ({ state, dueAt: due }: Pick<Deadline, 'state' | 'dueAt'>, now: Date): boolean =>
  allowed(deadlineStates, state).includes('waive') && (state !== 'running' || due! >= now);
