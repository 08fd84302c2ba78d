// Taking an approved export: once, by the person who asked for it, as a stream without a cap at the pace of whoever reads.
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { z } from 'zod';
import { writeEvent } from '../../audit/record.ts';
import { Refusal } from '../../kit/errors.ts';
import { minuteMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable, type Caller } from '../../verbs/caller.ts';
import { openAskVerb } from '../../verbs/verb.ts';
import { exportLines } from './rows.ts';
import { exportState } from './states.ts';
import { countReports, type Export, exportFormats, lockExport, storeDownload } from './store.ts';
import { exportId, noExport, spanOf } from './verbs.ts';

/** A reader that takes nothing for so long is given up: its stream holds a connection and a state of the database. */
const longestStallMs = 5 * minuteMs;

/**
 * The export as a stream of text. It counts as taken before its first byte leaves: whoever loses the connection asks anew,
 * and another person decides anew. @throws Refusal `not-your-export`, `export-not-ready`. A fault on the way destroys
 * the stream.
 */
export const downloadExport = openAskVerb({
  name: 'report.download-export',
  permission: 'report.export',
  input: z.object({ id: exportId, format: z.enum(exportFormats, `one of ${exportFormats.join(', ')}`) }),
  async run({ house, caller, organisationId, input: { id, format }, now, transact }): Promise<Readable> {
    const taken = await transact(async (work) => {
      const asked = await readyExport(work, id, caller, now);
      await storeDownload(work, id, format, now);
      const reports = await countReports(work, spanOf(asked));
      const facts = { what: asked.what, format, reports };
      const actor = { actorKind: caller.kind, actorId: caller.id };
      await writeEvent(work, { at: now, organisationId, ...actor, verb: 'report.download-export', thing: id, facts });
      return asked;
    });
    const stream = new PassThrough({ highWaterMark: 1024 * 1024 });
    stream.on('error', () => {}); // whoever reads it meets the error; nobody reading yet must not end the process
    const given = { what: taken.what, span: spanOf(taken), format };
    void transact((work) => pour(exportLines(work, house, given), stream)).then(
      () => stream.end(),
      (fault: Error) => stream.destroy(fault),
    );
    return stream;
  },
});

async function readyExport(work: Work, id: string, caller: Caller, now: Date): Promise<Export> {
  const asked = await lockExport(work, id);
  if (!asked) throw noExport(id);
  if (answerable(caller) !== asked.requestedBy)
    throw new Refusal('forbidden', 'not-your-export', 'Only the person who asked for this export takes it');
  const state = exportState(asked, now);
  if (state === 'approved') return asked;
  throw new Refusal('conflict', 'export-not-ready', `This export cannot be taken: it is ${state}`, {
    facts: { state },
  });
}

async function pour(from: AsyncIterable<string>, into: PassThrough): Promise<void> {
  const closed = new AbortController();
  into.once('close', () => closed.abort());
  for await (const chunk of from) {
    if (into.destroyed) return;
    if (!into.write(chunk)) await drained(into, closed.signal);
  }
}

async function drained(into: PassThrough, closed: AbortSignal): Promise<void> {
  const stall = setTimeout(
    () => into.destroy(new Error(`Nobody took the next bytes of the export for ${longestStallMs / minuteMs} minutes`)),
    longestStallMs,
  );
  await once(into, 'drain', { signal: closed }).catch(() => {});
  clearTimeout(stall);
}
