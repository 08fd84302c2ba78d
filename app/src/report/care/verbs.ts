// Verbs of care: one's own day, everybody's days for a supervisor, the limits, and saying that one goes on.
import { z } from 'zod';
import { namesOf } from '../../access/index.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { answerable } from '../../verbs/caller.ts';
import { askVerb, doVerb } from '../../verbs/verb.ts';
import { daysBefore, deskDay } from './day.ts';
import { exposureToday, limitsOf } from './exposure.ts';
import { exposureKinds, isAtLimit } from './limits.ts';
import { lockExposure, readExposures, storeExposure, storeLimits } from './store.ts';

/** How many days, today included, a supervisor sees. */
export const shownDays = 14;

/** Where one stands oneself today. */
export const readOwnExposure = askVerb({
  name: 'report.read-own-exposure',
  permission: 'report.read',
  input: z.object({}),
  async run({ caller, now, ...work }) {
    const personId = answerable(caller);
    return [
      await exposureToday(work, { personId, kind: 'text', now }),
      await exposureToday(work, { personId, kind: 'viewer', now }),
    ];
  },
});

/** How much everybody was exposed to, by person and day: how much, never to what. */
export const readExposure = askVerb({
  name: 'report.read-exposure',
  permission: 'report.supervise',
  input: z.object({}),
  async run({ house, now, ...work }) {
    const days = await readExposures(work, daysBefore(now, shownDays - 1));
    const names = await namesOf(
      work,
      house.part(fieldsPart),
      days.map(({ personId }) => personId),
    );
    return { limits: await limitsOf(work), days, names };
  },
});

const limit = z.coerce
  .number('a whole number from 1 to 1000')
  .int('a whole number')
  .min(1, 'at least 1')
  .max(1000, 'at most 1,000');

/** Sets what is enough for one day. */
export const setCareLimits = doVerb({
  name: 'report.set-care-limits',
  permission: 'report.supervise',
  input: z.object({ texts: limit, handOvers: limit }),
  async run({ caller, organisationId, input, now, ...work }) {
    await storeLimits(work, { text: input.texts, viewer: input.handOvers }, answerable(caller), now);
    return { result: null, event: { thing: organisationId, facts: { ...input } } };
  },
});

/** Says that one goes on although it was enough for today; which is noted, and good for a quarter of the limit. */
export const goOn = doVerb({
  name: 'report.go-on',
  permission: 'report.read',
  input: z.object({ kind: z.enum(exposureKinds, `one of ${exposureKinds.join(', ')}`) }),
  async run({ caller, input: { kind }, now, ...work }) {
    const personId = answerable(caller);
    const day = deskDay(now);
    const limit = (await limitsOf(work))[kind];
    const exposure = await lockExposure(work, personId, day, kind);
    if (!isAtLimit(limit, exposure))
      throw new Refusal('conflict', 'not-at-limit', `${exposure.count} today, which is below the limit: just go on`);
    const goneOn = exposure.goneOn + 1;
    await storeExposure(work, { personId, day, kind, count: exposure.count, goneOn });
    return { result: null, event: { thing: personId, facts: { kind, count: exposure.count, goneOn } } };
  },
});
