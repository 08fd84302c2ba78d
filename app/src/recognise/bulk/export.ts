// Exporting a bank: a stream without a cap, from one statement and therefore one state of the bank, at the pace of
// whoever reads it. Withdrawn hashes go along as tombstones, so that a withdrawal travels.
import type { PassThrough, Readable } from 'node:stream';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { writeEvent } from '../../audit/record.ts';
import { Refusal } from '../../kit/errors.ts';
import { openAskVerb } from '../../verbs/verb.ts';
import { bankId, ownBank } from '../banks.ts';
import { drained, openStream } from '../stall.ts';
import { formats } from './reading/format.ts';
import { copyStatement, countExported } from './store/export.ts';

/**
 * Exports the hashes of a bank of ours; the answer is a stream of bytes. The record keeps who did it and how many there
 * were when it began. Importing the file into another bank lists the same hashes and withdraws the same.
 * @throws Refusal `no-such-bank`, `not-your-bank`, `withdrawn-needs-a-table`. A fault on the way destroys the stream.
 */
export const exportSignals = openAskVerb({
  name: 'recognise.export-signals',
  permission: 'recognise.export',
  input: z.object({
    bankId,
    format: z.enum(formats, formats.join(', ')).default('csv'),
    /** Only those in this state; by default all, or as bare lines, which cannot say it, the active ones. */
    state: z.enum(['proposed', 'active', 'disputed', 'withdrawn', 'expired']).nullable().default(null),
  }),
  async run({ caller, organisationId, input, now, ...circumstances }): Promise<Readable> {
    const { format } = input;
    const state = input.state ?? (format === 'lines' ? 'active' : null);
    if (format === 'lines' && state === 'withdrawn')
      throw new Refusal(
        'bad-input',
        'withdrawn-needs-a-table',
        'Bare lines cannot say that their hashes are withdrawn, and would list them where they are imported; export csv or ndjson',
      );
    await circumstances.transact(async ({ client }) => {
      const bank = await ownBank({ client }, organisationId, input.bankId);
      const signals = await countExported(client, bank.id, state);
      const { kind: actorKind, id: actorId } = caller;
      await writeEvent(
        { client },
        {
          at: now,
          organisationId,
          actorKind,
          actorId,
          verb: 'recognise.export-signals',
          thing: bank.id,
          facts: { format, state, signals },
        },
      );
    });
    const stream = openStream();
    void circumstances
      .transact(({ client }) =>
        pour(client.query(copyTo(copyStatement({ bankId: input.bankId, format, state }))), stream),
      )
      .then(
        () => stream.end(),
        (fault: Error) => stream.destroy(fault),
      );
    return stream;
  },
});

// Once begun, a COPY is read to its end even when nobody wants it any more: in the middle of one, a connection is of no
// further use.
async function pour(from: AsyncIterable<Buffer>, into: PassThrough): Promise<void> {
  const closed = new AbortController();
  into.once('close', () => closed.abort());
  for await (const chunk of from) if (!into.destroyed && !into.write(chunk)) await drained(into, closed.signal);
}
