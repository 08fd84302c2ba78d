// How much may be written behind one receipt in a day. Without a bound whoever holds it could bury what the person concerned
// and the desk write to each other, and fill the desk's disk.
import { Refusal } from '../../kit/errors.ts';
import { dayMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { writtenByHolder } from '../store/messages.ts';

/** Far more than anybody in need writes in a day; each is read by a person. */
export const mostADay = 50;

/** @throws Refusal `enough-for-today` when so much was written, or so often another contact given, since yesterday. */
export async function refuseTooMuch(work: Work, thing: string, now: Date): Promise<void> {
  const times = await writtenByHolder(work, thing, new Date(now.getTime() - dayMs), mostADay);
  if (times.length < mostADay) return;
  const retryAfterSeconds = Math.ceil((times.at(-1)!.getTime() + dayMs - now.getTime()) / 1000);
  throw new Refusal('too-many', 'enough-for-today', `${mostADay} messages a day fit here; the next one tomorrow`, {
    facts: { retryAfterSeconds },
  });
}
