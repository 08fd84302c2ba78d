// Reading the log. Open to anyone: it is made to be public, and tells neither what a notice says nor how many there are.
import { z } from 'zod';
import type { House } from '../../../runtime/house.ts';
import type { Caller } from '../../../verbs/caller.ts';
import { askVerb, call } from '../../../verbs/verb.ts';
import { needDesk } from '../needs-desk.ts';
import { logOf, type PublishedBatch } from './format.ts';
import { type Batch, batchesAfter, batchesBefore, latestBatch } from './store.ts';

const batchNumber = z.int().min(0, 'the number of a batch, from 1 on; 0 for the beginning');
export const batchesAPage = 50;

export interface LogState {
  /** How the log calls itself. */
  log: string;
  latest: { number: number; day: string; root: string; publicKey: string } | null;
}

export function stateOf(organisationId: string, latest: Batch | null): LogState {
  const log = logOf(organisationId);
  if (latest === null) return { log, latest };
  const { number, day, root, publicKey } = latest;
  return { log, latest: { number, day, root: root.toString('hex'), publicKey } };
}

/** The list of batches, the latest first, without their commitments. */
export const listLog = askVerb({
  name: 'remove.list-log',
  permission: null, // the log is public
  input: z.object({ before: batchNumber.nullable().default(null) }),
  async run({ client, organisationId, input }) {
    needDesk(organisationId);
    const work = { client };
    const batches = await batchesBefore(work, input.before, batchesAPage);
    return { ...stateOf(organisationId, await latestBatch(work)), batches };
  },
});

/** Batches after a number, in order, with their commitments. */
export const readLog = askVerb({
  name: 'remove.read-log',
  permission: null, // the log is public
  input: z.object({ after: batchNumber }),
  async run({ client, organisationId, input }): Promise<PublishedBatch[]> {
    needDesk(organisationId);
    const log = logOf(organisationId);
    const batches = await batchesAfter({ client }, input.after, batchesAPage);
    return batches.map(({ number, day, size, root, madeAt, commitments, publicKey, signature }) => ({
      kind: 'suaka-notice-batch',
      version: 1,
      log,
      number,
      day,
      size,
      root: root.toString('hex'),
      madeAt: madeAt.toISOString(),
      commitments: commitments.map((commitment) => commitment.toString('hex')),
      publicKey,
      signature,
    }));
  },
});

/** The whole log as lines of JSON, some batches at a time: batches are only added, so that no transaction has to stay open. */
export async function* logLines(house: House, caller: Caller): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const batches = await call(house, readLog, caller, { after });
    if (batches.length > 0) yield batches.map((batch) => `${JSON.stringify(batch)}\n`).join('');
    if (batches.length < batchesAPage) return;
    after = batches.at(-1)!.number;
  }
}
