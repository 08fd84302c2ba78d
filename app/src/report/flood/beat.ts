// The beat of answers. What is stored decides a little how long a sending takes: an address that was reported before joins
// what is there, a report that was joined to another tells both. Whoever measures it would learn what is known here.
// So every answer waits for the next whole beat.
import { setTimeout } from 'node:timers/promises';

/** Long enough that what people send fits into one; nobody minds a second after writing for ten minutes. */
export const beatMs = 1000;

/** Waits; tests give one that does not. */
export type Pause = (waitMs: number) => Promise<void>;

export const pause: Pause = (waitMs) => setTimeout(waitMs);

/** What is left until the answer may go out. */
export function restOfBeat(tookMs: number, beatMs: number): number {
  return Math.max(1, Math.ceil(tookMs / beatMs)) * beatMs - tookMs;
}

/** Does the work and answers, also with what it throws, on a whole beat since now. */
export async function onTheBeat<Output>(pause: Pause, work: () => Promise<Output>): Promise<Output> {
  const begun = performance.now();
  try {
    return await work();
  } finally {
    await pause(restOfBeat(performance.now() - begun, beatMs));
  }
}
