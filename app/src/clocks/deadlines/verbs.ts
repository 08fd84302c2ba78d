// Verbs of deadlines: what runs under a thing, giving one up with reasons, and the one that says that one passed.
import { z } from 'zod';
import { Refusal } from '../../kit/errors.ts';
import { idPattern } from '../../kit/ids.ts';
import type { Work } from '../../runtime/database.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { deadlinesOf, mayWaive, waived } from './run.ts';
import { advance, deadlineStates } from './states.ts';
import { type Deadline, findDeadline, updateDeadline } from './store.ts';

const deadlineId = z.string().regex(idPattern('deadline'), 'the id of a deadline, such as ddl_…');

/** The deadlines of some things, each list with the next one due first. */
export const readDeadlines = askVerb({
  name: 'clocks.read-deadlines',
  permission: 'clocks.look',
  input: z.object({ things: z.array(z.string().max(100, 'an id')).max(200, 'at most 200 things') }),
  async run({ input, ...work }) {
    const found = await deadlinesOf(work, input.things);
    return [...found].map(([thing, deadlines]) => ({ thing, deadlines }));
  },
});

/** Gives a deadline up, with the reason, while it has not passed: what was missed cannot be wiped out. */
export const waiveDeadline = doVerb({
  name: 'clocks.waive-deadline',
  permission: 'clocks.waive',
  input: z.object({
    id: deadlineId,
    reason: z.string().trim().min(10, 'the reason, in a sentence at least').max(1000, 'at most 1,000 characters'),
  }),
  async run({ caller, input, now, ...work }) {
    const deadline = await ownDeadline(work, input.id);
    const changes = waived(deadline, { at: now, by: caller.id, reason: input.reason });
    if (!mayWaive(deadline, now))
      throw new Refusal('conflict', 'deadline-passed', 'It passed already; a missed deadline stays in the record');
    await updateDeadline(work, deadline, changes);
    return { result: null, event: { thing: deadline.thing, facts: { deadline: deadline.id, rule: deadline.rule.id } } };
  },
});

/**
 * Says that a deadline passed. Only for the process itself: no role holds its permission.
 * @throws Refusal `not-passed` where another node was quicker, or it was met, moved or given up meanwhile; then no event.
 */
export const breachDeadline = doVerb({
  name: 'clocks.breach',
  permission: 'clocks.follow',
  input: z.object({ id: deadlineId }),
  async run({ input, now, ...work }) {
    const deadline = await ownDeadline(work, input.id);
    if (deadline.state !== 'running' || deadline.dueAt! >= now)
      throw new Refusal('conflict', 'not-passed', `The deadline is ${deadline.state} and has not just passed`);
    await updateDeadline(work, deadline, {
      state: advance(deadlineStates, 'breach', deadline.state),
      breachedAt: now,
    });
    return { result: null, event: { thing: deadline.thing, facts: { rule: deadline.rule.id, deadline: deadline.id } } };
  },
});

async function ownDeadline(work: Work, id: string): Promise<Deadline> {
  const deadline = await findDeadline(work, id, 'FOR UPDATE');
  if (deadline) return deadline;
  throw new Refusal('not-found', 'no-such-deadline', `There is no deadline "${id}" here`);
}
