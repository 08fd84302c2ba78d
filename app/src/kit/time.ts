// Time as a value that is passed in, so that no test sleeps and no rule reads the machine's clock behind one's back.

/** Says what time it is. The real one is `() => new Date()`; tests pass one they can move. */
export type Clock = () => Date;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A clock for tests that stands still until it is moved. */
export function movableClock(start: Date): { now: Clock; forward: (ms: number) => void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward(ms) {
      at += ms;
    },
  };
}
