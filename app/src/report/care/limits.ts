// How much is enough for one day: gentle limits. At a limit the page asks for a break; whoever says that they go on gets
// a little more, and is asked again.

export const exposureKinds = ['text', 'viewer'] as const;
export type ExposureKind = (typeof exposureKinds)[number];

export type CareLimits = Record<ExposureKind, number>;

/**
 * As the product ships them; a supervisor may change them. Analysts look at such things for at most four hours a day
 * (INHOPE): 40 texts at six minutes each, or 60 hand-overs to the viewer at four minutes each, are those four hours.
 */
export const shippedLimits: CareLimits = { text: 40, viewer: 60 };

export interface Exposure {
  count: number;
  /** How often the person said at the limit that they go on. */
  goneOn: number;
}

export const noExposure: Exposure = { count: 0, goneOn: 0 };

/** How many there may be before the page asks for a break: the limit, and a quarter of it for each time they go on. */
export function allowance(limit: number, goneOn: number): number {
  return limit + goneOn * Math.max(1, Math.floor(limit / 4));
}

export const isAtLimit = (limit: number, { count, goneOn }: Exposure): boolean => count >= allowance(limit, goneOn);
