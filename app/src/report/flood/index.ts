// Floods, for the forms of the public face: asked before anything is filed. The folder's only door.
import type { FastifyRequest } from 'fastify';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { type House, partKey } from '../../runtime/house.ts';
import { onTheBeat, type Pause, pause as wait } from './beat.ts';
import { FloodGate, type FloodLimits } from './gate.ts';
import { isSolved, newPuzzle, type Puzzle, SpentPuzzles } from './puzzle.ts';

export type { Pause } from './beat.ts';
export type { FloodLimits } from './gate.ts';
export type { Puzzle } from './puzzle.ts';

interface Flood {
  filing: FloodGate;
  guessing: FloodGate;
  /** What is done behind a receipt. */
  behind: FloodGate;
  pause: Pause;
  spent: SpentPuzzles;
}

export const floodPart = partKey<Flood>('report.flood');

/** Places the counts in the house. `limits` and `pause` for tests. */
export function placeFlood(house: House, limits?: FloodLimits, pause: Pause = wait): void {
  // Receipts cannot be guessed, but whoever tries thousands is not looking for their own.
  const guesses = { freePerSource: 20, mostPerSource: 300, manyPerMinute: 600, calmMs: 60_000 };
  // Nobody loads a page more often than every few seconds, all day; a script that holds a receipt would.
  const pages = { freePerSource: 3000, mostPerSource: 3000, manyPerMinute: Infinity, calmMs: 0 };
  house.place(floodPart, {
    filing: new FloodGate(house.now, limits),
    guessing: new FloodGate(house.now, limits ?? guesses),
    behind: new FloodGate(house.now, limits ?? pages),
    pause,
    spent: new SpentPuzzles(),
  });
}

/** Go on; or ask this first, saying so if an answer was wrong. */
export type Admission = { admitted: true } | { admitted: false; puzzle: Puzzle; wrong: boolean };

/**
 * Asked once for each sending of a public form, before anything is stored.
 * @param given the answer to a question asked before, from the fields `puzzle` (ticket) and `answer`; empty where none.
 * @throws Refusal `slow-down` when this source has sent far more than people do.
 */
export function admit(
  request: FastifyRequest,
  what: 'filing' | 'guessing',
  given: { ticket: string; answer: string },
): Admission {
  const { house } = request.server;
  const flood = house.part(floodPart);
  const gate = flood[what];
  const verdict = gate.count(request.ip);
  if (verdict === 'free') return { admitted: true };
  if (verdict === 'wait') throw hasToWait(gate);
  const [fields, now] = [house.part(fieldsPart), house.now()];
  if (isSolved(fields, flood.spent, given, now)) return { admitted: true };
  return { admitted: false, puzzle: newPuzzle(fields, request.language, now), wrong: given.answer !== '' };
}

const hasToWait = (gate: FloodGate): Refusal =>
  new Refusal('too-many', 'flood-wait', 'So much has come from this connection that it has to wait', {
    facts: { retryAfterSeconds: gate.secondsToNextHour },
  });

/** Counts one page behind a receipt. @throws Refusal `flood-wait` when this source has asked for far more than people do. */
export function keepPace({ ip, server: { house } }: FastifyRequest): void {
  const { behind } = house.part(floodPart);
  if (behind.count(ip) === 'wait') throw hasToWait(behind);
}

/** Does what a form asks for and answers on the beat, so that how long it took tells nothing. */
export function evenly<Output>({ house }: { house: House }, work: () => Promise<Output>): Promise<Output> {
  return onTheBeat(house.part(floodPart).pause, work);
}
