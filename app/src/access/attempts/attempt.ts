// Attempts at an e-mail address, counted in the database whether or not an account has it: the pauses between them are
// the same for both, before and after a restart and on every node, so that they tell nobody which accounts exist.
import { dayMs } from '../../kit/time.ts';
import { asNode, inOrganisation } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { selfOf } from '../self.ts';
import { pauseMs, refuseUntil } from '../throttle.ts';
import {
  addressOf,
  type Attempts,
  deleteAttempts,
  lockAttempts,
  lockStranger,
  pruneAttempts,
  touchAttempts,
  writeAttempts,
} from './store.ts';

/** An attempt under way. It counts as failed, also if the process dies now, unless one of these is called. */
export interface Attempt {
  /** It was right, to the end: the count begins anew. */
  forgive(): Promise<void>;
  /** It was right, and more is asked for before anyone is let in: the count stays where it was. */
  giveBack(): Promise<void>;
}

/**
 * Counts an attempt at an address, in a transaction of its own, so that many at once count as many.
 * @param address the keyed hash of the e-mail address.
 * @throws Refusal `slow-down` while the address has to wait.
 */
export async function attemptAt(house: House, address: Buffer): Promise<Attempt> {
  const now = house.now();
  const before = await asNode(house.database, async (work) => {
    const attempts = forgotten(await lockAttempts(work, address, now), now);
    refuseUntil(new Date(attempts.at.getTime() + pauseMs(attempts.failures)), now);
    await writeAttempts(work, address, { failures: attempts.failures + 1, at: now });
    return attempts;
  });
  return {
    forgive: () => asNode(house.database, (work) => deleteAttempts(work, address)),
    giveBack: () =>
      asNode(house.database, async (work) => {
        const { failures, at } = await lockAttempts(work, address, now);
        const alone = failures === before.failures + 1; // no other attempt was made meanwhile
        await writeAttempts(work, address, { failures: Math.max(failures - 1, 0), at: alone ? before.at : at });
      }),
  };
}

/**
 * An attempt of someone who is signed in at their own password or code.
 * @param act null for a wrong one, which counts; what is refused for another reason does not.
 * @throws Refusal `slow-down`.
 */
export async function attemptOwn<T>(house: House, caller: Caller, act: () => Promise<T | null>): Promise<T | null> {
  const id = selfOf(caller);
  const address = await inOrganisation(house.database, caller.organisationId, (work) => addressOf(work, id));
  const attempt = await attemptAt(house, address);
  try {
    const outcome = await act();
    if (outcome !== null) await attempt.forgive();
    return outcome;
  } catch (fault) {
    await attempt.giveBack();
    throw fault;
  }
}

const keepMs = dayMs;
const keepAtMost = 100_000;

const forgotten = (attempts: Attempts, now: Date): Attempts =>
  now.getTime() - attempts.at.getTime() < keepMs ? attempts : { failures: 0, at: now };

/** Forgets attempts that are a day old, and of a flood the oldest. Run by the node. */
export async function forgetAttempts(house: House): Promise<void> {
  const before = new Date(house.now().getTime() - keepMs);
  await asNode(house.database, (work) => pruneAttempts(work, before, keepAtMost));
}

/**
 * Decides an attempt at an address that no account has, with as many statements, writes and locks as one at an account
 * takes, so that the time taken does not tell them apart.
 */
export async function decideStranger(house: House, address: Buffer, decide: () => Promise<unknown>): Promise<void> {
  await asNode(house.database, async (work) => {
    await lockStranger(work, address); // there: the account
    await decide();
    await touchAttempts(work, address); // there: the count of failures
    await touchAttempts(work, address); // there: the event
  });
}
