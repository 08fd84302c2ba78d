// Publishing the figures of a period, once: what was published stays, whatever is known later.
import { z } from 'zod';
import { Refusal } from '../../../kit/errors.ts';
import { dayStart } from '../../../report/index.ts';
import { asNode, type Work } from '../../../runtime/database.ts';
import type { House } from '../../../runtime/house.ts';
import { nodeCaller } from '../../../verbs/caller.ts';
import { call, doVerb } from '../../../verbs/verb.ts';
import { firstNoticeAt, foundedAt } from './count.ts';
import { readFigures } from './figures.ts';
import { lastDueQuarter, type Period, quarterAfter, quarterOf } from './periods.ts';
import { desksWithout, insertPublication, lastPublished } from './store.ts';

/** Publishes the next period that is due. By the process alone. @throws Refusal `period-not-over`: there is none. */
export const publishPeriod = doVerb({
  name: 'remove.publish-period',
  permission: 'remove.follow',
  input: z.object({}),
  async run({ organisationId, client, now }) {
    const work = { client };
    const period = await nextPeriod(work);
    const { fromDay, toDay } = period;
    if (fromDay > lastDueQuarter(now).fromDay) throw notOver(fromDay);
    const figures = await readFigures(work, period);
    if (!(await insertPublication(work, { fromDay, toDay, madeAt: now, figures }))) throw notOver(fromDay);
    return { result: { fromDay, toDay }, event: { thing: organisationId, facts: { from: fromDay, to: toDay } } };
  },
});

const notOver = (day: string): Refusal =>
  new Refusal('conflict', 'period-not-over', `The period from ${day} is not due, or its figures are published already`);

// The first period is the one in which the desk was founded, or sent its first notice where that was earlier.
async function nextPeriod(work: Work): Promise<Period> {
  const last = await lastPublished(work);
  if (last !== null) return quarterAfter(quarterOf(dayStart(last)!));
  const [founded, first] = [await foundedAt(work), await firstNoticeAt(work)];
  return quarterOf(first && first < founded ? first : founded);
}

/** Periods of one desk that are published in one round at most. */
const periodsARound = 8;

/** One round by the clock: every desk's periods that are due. One desk that fails keeps no other waiting. */
export async function publishDue(house: House): Promise<void> {
  const due = lastDueQuarter(house.now());
  const desks = await asNode(house.database, (work) => desksWithout(work, due.fromDay, due.until));
  for (const organisationId of desks)
    await publishPeriods(house, organisationId).catch((err: unknown) =>
      house.log.error({ err, organisation: organisationId }, 'the figures of a period could not be published'),
    );
}

async function publishPeriods(house: House, organisationId: string): Promise<void> {
  const caller = nodeCaller(organisationId, ['remove.follow']);
  try {
    for (let periods = 0; periods < periodsARound; periods += 1) await call(house, publishPeriod, caller, {});
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'period-not-over') return;
    throw thrown;
  }
}
