// Counting what people are exposed to, and asking for a break when it was enough for one day.
import { Refusal } from '../../kit/errors.ts';
import type { Work } from '../../runtime/database.ts';
import { deskDay } from './day.ts';
import { allowance, type CareLimits, type ExposureKind, isAtLimit, noExposure, shippedLimits } from './limits.ts';
import { lockExposure, readExposures, readSetLimits, storeExposure } from './store.ts';

/** Where a person stands today with one kind of exposure. */
export interface ExposureToday {
  kind: ExposureKind;
  count: number;
  /** The limit of the day. */
  limit: number;
  /** How many there may be before the page asks for a break (again). */
  allowance: number;
  goneOn: number;
  atLimit: boolean;
}

export const limitsOf = async (work: Work): Promise<CareLimits> => (await readSetLimits(work)) ?? shippedLimits;

/**
 * Counts one exposure of a person in the caller's transaction; where the person stands afterwards.
 * @throws Refusal `break-first` when it was enough for today and they did not say that they go on.
 */
export async function countExposure(
  work: Work,
  { personId, kind, now }: { personId: string; kind: ExposureKind; now: Date },
): Promise<ExposureToday> {
  const limit = (await limitsOf(work))[kind];
  const day = deskDay(now);
  const exposure = await lockExposure(work, personId, day, kind);
  if (isAtLimit(limit, exposure))
    throw new Refusal(
      'conflict',
      'break-first',
      `${exposure.count} today, the limit is ${limit}: take a break, or say that you go on`,
      { facts: { count: exposure.count, limit, kind } },
    );
  const counted = { ...exposure, count: exposure.count + 1 };
  await storeExposure(work, { personId, day, kind, ...counted });
  return standing(kind, limit, counted);
}

/** Where a person stands today; changes nothing. */
export async function exposureToday(
  work: Work,
  { personId, kind, now }: { personId: string; kind: ExposureKind; now: Date },
): Promise<ExposureToday> {
  const today = await readExposures(work, deskDay(now), personId);
  return standing(kind, (await limitsOf(work))[kind], today.find((each) => each.kind === kind) ?? noExposure);
}

export function standing(
  kind: ExposureKind,
  limit: number,
  { count, goneOn }: { count: number; goneOn: number },
): ExposureToday {
  const exposure = { count, goneOn };
  return {
    kind,
    ...exposure,
    limit,
    allowance: allowance(limit, goneOn),
    atLimit: isAtLimit(limit, exposure),
  };
}
