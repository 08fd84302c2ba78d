// Finding deadlines that passed, of every organisation, and saying so once each. Main has it run again and again.
import { Refusal } from '../../kit/errors.ts';
import { asNode } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { nodeCaller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { passedDeadlines } from './store.ts';
import { breachDeadline } from './verbs.ts';

/** As many as one round takes on, so that a round ends. */
const atOnce = 500;

/** @returns how many this node said to have passed. Nodes that run it at once share the work and repeat nothing. */
export async function breachDue(house: House): Promise<number> {
  const passed = await asNode(house.database, (work) => passedDeadlines(work, house.now(), atOnce));
  let said = 0;
  for (const { id, organisationId } of passed)
    try {
      await call(house, breachDeadline, nodeCaller(organisationId, ['clocks.follow']), { id });
      said += 1;
    } catch (fault) {
      // Another node was quicker, or somebody met or gave it up just now: there is nothing to say.
      if (fault instanceof Refusal && fault.code === 'not-passed') continue;
      house.log.warn({ err: fault, deadline: id }, 'a deadline that passed could not be recorded; it is tried again');
    }
  return said;
}
