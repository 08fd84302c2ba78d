// The recovery phrase: a second secret that a person may choose, behind the receipt. Whoever holds only the receipt
// then neither reads hidden messages nor withdraws anything. Guessing is slowed down per receipt.
import { z } from 'zod';
import { hashPassword, isPassword, pauseMs, refuseUntil } from '../../access/index.ts';
import type { Work } from '../../runtime/database.ts';
import { Refusal } from '../../kit/errors.ts';
import { hourMs } from '../../kit/time.ts';
import { shownAgainMs } from './receipt.ts';
import { lockReceiptOf, noteRecoveries, type Receipt } from './store.ts';

/** How old a phrase has to be that was chosen later than with the receipt, before it lets anything be undone. */
export const phraseCountsMs = 72 * hourMs;

/**
 * From when on the receipt's phrase lets something be undone; null where there is none. At once where it was chosen while
 * the receipt could still be shown: by whoever made it. Later the paper alone chooses it, in whoever's hands that is.
 */
export function actsFrom({ madeAt, recoverySetAt }: Pick<Receipt, 'madeAt' | 'recoverySetAt'>): Date | null {
  if (recoverySetAt === null) return null;
  const withReceipt = recoverySetAt.getTime() - madeAt.getTime() < shownAgainMs;
  return withReceipt ? recoverySetAt : new Date(recoverySetAt.getTime() + phraseCountsMs);
}

export const newPhrase = z
  .string()
  .trim()
  .min(8, 'at least 8 characters; several words are best')
  .max(200, 'at most 200 characters');
export const typedPhrase = z.string().trim().max(200);

/** One form for what people write differently each time: case and spaces do not count. */
const normal = (phrase: string): string => phrase.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

export const hashPhrase = (phrase: string): Promise<string> => hashPassword(normal(phrase));

/**
 * Whether it is the phrase of the thing's receipt. Counts a wrong one; commit the transaction whatever the answer, or the
 * count is undone. @throws Refusal `slow-down` while it has to wait.
 */
export async function isPhraseOf(work: Work, thing: string, phrase: string, now: Date): Promise<boolean> {
  const receipt: Receipt | null = await lockReceiptOf(work, thing);
  refuseUntil(receipt?.pausedUntil ?? null, now);
  const right = await isPassword(normal(phrase), receipt?.recovery ?? null);
  const failed = right ? 0 : (receipt?.failedRecoveries ?? 0) + 1;
  const waitMs = pauseMs(failed);
  await noteRecoveries(work, thing, failed, waitMs > 0 ? new Date(now.getTime() + waitMs) : null);
  return right;
}

/** The receipt alone does not do here. */
export const needsPhrase = (): Refusal =>
  new Refusal('forbidden', 'needs-phrase', 'This needs the recovery phrase as well', {
    fields: [{ path: 'phrase', message: 'the recovery phrase' }],
  });
