// Adding the hashes of one file to a bank. Adding them again gives the content that is there: a client that repeats
// itself after a lost answer changes nothing, and a content withdrawn before is listed again under its own number.
import { Refusal } from '../../kit/errors.ts';
import type { House } from '../../runtime/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { listSignal, nameSignal, relistSignal } from '../signals.ts';
import type { Said } from './description.ts';
import type { Hashed } from './media.ts';
import { signalTypes } from './signal-types.ts';
import { describeContent, findListed } from './verbs.ts';

/** Lists the hashes of one file; the number of its content. @throws Refusal as the desk's verbs do. */
export async function addContent(
  house: House,
  caller: Caller,
  bankId: string,
  hashed: Hashed[],
  { note, description }: Said,
): Promise<number> {
  const hashes = hashed.map(({ type, hash, quality }) => ({ algorithm: signalTypes[type].algorithm, hash, quality }));
  const list = () => listOrFind(house, caller, bankId, hashes);
  // Two clients may add the same file at once; whoever comes second finds what the first one listed.
  const content = await list().catch((fault) => (isListedMeanwhile(fault) ? list() : Promise.reject(fault)));
  if (note !== undefined || description !== undefined)
    await call(house, describeContent, caller, { bankId, content, note, description });
  return content;
}

type Hash = { algorithm: 'pdq' | 'md5'; hash: string; quality: number | null };

async function listOrFind(house: House, caller: Caller, bankId: string, hashes: Hash[]): Promise<number> {
  const found = await call(house, findListed, caller, { bankId, hashes });
  for (const signal of found)
    if (signal?.state === 'withdrawn' || signal?.state === 'expired')
      await call(house, relistSignal, caller, { id: nameSignal(signal.number), reason: 'Added again by a program' });
  const content = found.find((signal) => signal !== null)?.content ?? null;
  const fresh = hashes.filter((_, position) => !found[position]);
  if (fresh.length === 0) return content!;
  const [first] = await call(house, listSignal, caller, { bankId, hashes: fresh, content });
  return first!.content;
}

const isListedMeanwhile = (fault: unknown): boolean =>
  fault instanceof Refusal && (fault.code === 'already-listed' || fault.code === 'withdrawn-before');
