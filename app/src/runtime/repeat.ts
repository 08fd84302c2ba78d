// What a node does again and again beside answering: one round after the other, never two at once, until the house closes.
import type { House } from './house.ts';

/** Runs `task` every `everyMs`. A round that fails is logged and tried again at its next time. */
export function repeat(house: House, everyMs: number, what: string, task: () => Promise<unknown>): void {
  let round: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(task).catch((fault) => house.log.warn({ err: fault }, `${what} failed; it is tried again`));
  }, everyMs);
  timer.unref();
  house.onClose(async () => {
    clearInterval(timer);
    await round;
  });
}
