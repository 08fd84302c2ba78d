// What a log proves by itself, on any machine: that it is one chain from the first day on, that every batch is signed, and
// that nothing in it was moved, left out or changed.
import { batchRoot, firstRoot, isSigned, type PublishedBatch, publishedBatch } from './format.ts';

/** What does not hold. Each has a name, and says where. */
export interface Fault {
  fault: LogFault | OpeningFault;
  where: string;
  why: string;
}

export type LogFault =
  | 'log-empty'
  | 'line-unreadable'
  | 'other-log'
  | 'batch-missing'
  | 'day-missing'
  | 'size-wrong'
  | 'order-wrong'
  | 'root-wrong'
  | 'signature-wrong'
  | 'other-key'
  | 'log-rewritten';

export type OpeningFault =
  | 'file-cut-short'
  | 'log-cut-short'
  | 'opened-twice'
  | 'place-unknown'
  | 'place-wrong'
  | 'padding-as-notice'
  | 'does-not-open'
  | 'salt-destroyed'
  | 'text-altered'
  | 'before-it-was-sent'
  | 'commitment-unexplained'
  | 'notices-miscounted';

export interface ReadLog {
  log: string | null;
  batches: PublishedBatch[];
  publicKey: string | null;
  faults: Fault[];
}

export type Lines = AsyncIterable<string> | Iterable<string>;

/** @param key the only key that may have signed; null takes whatever key signed the first batch. */
export async function proveLog(lines: Lines, key: string | null): Promise<ReadLog> {
  const batches: PublishedBatch[] = [];
  const faults: Fault[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const batch = parsed(text);
    if (typeof batch === 'string')
      faults.push({ fault: 'line-unreadable', where: `line ${line} of the log`, why: batch });
    else {
      faults.push(...faultsOf(batch, batches.at(-1) ?? null, key ?? batches[0]?.publicKey ?? batch.publicKey));
      batches.push(batch);
    }
  }
  if (batches.length === 0) faults.push({ fault: 'log-empty', where: 'the log', why: 'it holds no batch' });
  const [first] = batches;
  return { log: first?.log ?? null, batches, publicKey: first?.publicKey ?? null, faults };
}

function parsed(text: string): PublishedBatch | string {
  const read = publishedBatch.safeParse(jsonIn(text));
  if (read.success) return read.data;
  return read.error.issues.map(({ path, message }) => `${path.join('.') || 'a batch'}: ${message}`).join('; ');
}

/** What the text says as JSON; undefined where it is none, which no form takes. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultsOf(batch: PublishedBatch, before: PublishedBatch | null, key: string): Fault[] {
  const where = `batch ${batch.number} (${batch.day})`;
  const found = (fault: LogFault, why: string): Fault => ({ fault, where, why });
  const faults: Fault[] = [];
  const commitments = batch.commitments.map((commitment) => Buffer.from(commitment, 'hex'));
  if (before && batch.log !== before.log)
    faults.push(found('other-log', `it is of the log ${batch.log}; expected ${before.log}`));
  const expected = (before?.number ?? 0) + 1;
  if (batch.number !== expected)
    faults.push(found('batch-missing', `its number is ${batch.number}; expected ${expected}`));
  if (before && batch.day !== nextDay(before.day))
    faults.push(found('day-missing', `its day is ${batch.day}; expected ${nextDay(before.day)}`));
  if (batch.size !== commitments.length)
    faults.push(found('size-wrong', `it holds ${commitments.length} commitments; expected ${batch.size}`));
  const misplaced = commitments.findIndex(
    (each, index) => index > 0 && Buffer.compare(commitments[index - 1]!, each) >= 0,
  );
  if (misplaced > 0)
    faults.push(found('order-wrong', `the commitment at place ${misplaced + 1} does not follow the one before it`));
  const previous = before ? Buffer.from(before.root, 'hex') : firstRoot(batch.log);
  const root = batchRoot(previous, { ...batch, commitments }).toString('hex');
  if (root !== batch.root) faults.push(found('root-wrong', `its root is ${batch.root}; computed ${root}`));
  if (!isSigned(batch))
    faults.push(found('signature-wrong', 'its signature does not fit: it was changed, or never signed'));
  if (batch.publicKey !== key)
    faults.push(found('other-key', `it is signed by another key (${batch.publicKey}); expected ${key}`));
  return faults;
}

function nextDay(day: string): string {
  const at = new Date(`${day}T00:00:00.000Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

/**
 * What an earlier copy of a log, kept elsewhere, shows about a later one: it has to go on where that one ended. Without such
 * a copy nobody can tell a log from one that was written anew with the desk's own key.
 */
export function proveKept({ batches }: ReadLog, kept: ReadLog): Fault[] {
  const now = new Map(batches.map((batch) => [batch.number, batch]));
  const [changed] = kept.batches.filter(({ number, root }) => now.get(number)?.root !== root);
  if (!changed) return [];
  const where = `batch ${changed.number} (${changed.day})`;
  const found = now.get(changed.number);
  return found
    ? [
        {
          fault: 'log-rewritten',
          where,
          why: `its root is ${found.root}; in the copy that was kept it is ${changed.root}`,
        },
      ]
    : [{ fault: 'log-cut-short', where, why: 'the copy that was kept holds it, and the log does not' }];
}
