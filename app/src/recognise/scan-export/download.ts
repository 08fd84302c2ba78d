// Taking an approved export for scanning: once, as a stream at the pace of whoever reads. Its marks are kept, and it counts
// as taken, before its first byte leaves.
import type { PassThrough, Readable } from 'node:stream';
import { z } from 'zod';
import { readOrganisation } from '../../access/index.ts';
import { writeEvent } from '../../audit/record.ts';
import { signerPart } from '../../audit/signing.ts';
import { Refusal } from '../../kit/errors.ts';
import { dayMs } from '../../kit/time.ts';
import type { Work } from '../../runtime/database.ts';
import { answerable, type Caller } from '../../verbs/caller.ts';
import { openAskVerb } from '../../verbs/verb.ts';
import { nameSignal } from '../signals.ts';
import { drained, openStream } from '../stall.ts';
import type { Bank } from '../store/banks.ts';
import { mostNamed, packEntry, packList, packWord } from './format.ts';
import { drawMarks } from './marks.ts';
import { sealPackage } from './seal.ts';
import { scanExportState } from './states.ts';
import {
  activeBanks,
  type ExportedHash,
  extentOf,
  insertMarks,
  lockScanExport,
  readHashes,
  type ScanExport,
  storeTaking,
} from './store.ts';
import { noScanExport, scanExportId } from './verbs.ts';

interface Taken {
  asked: ScanExport;
  banks: Bank[];
  marks: ExportedHash[];
  issuer: string;
  expiresAt: Date;
}

/**
 * The export as the file that its recipient opens; a stream of bytes. Taken by the person who asked, or by the process
 * itself for whoever works at the command line of the desk: two people let it go either way.
 * @throws Refusal `no-such-scan-export`, `not-your-export`, `export-not-ready`, `nothing-to-export`. A fault on the way
 * destroys the stream.
 */
export const downloadScanExport = openAskVerb({
  name: 'recognise.download-scan-export',
  permission: 'recognise.export',
  input: z.object({ id: scanExportId }),
  async run({ house, caller, organisationId, input: { id }, now, transact }): Promise<Readable> {
    const taken = await transact(async (work) => {
      const { entries, ...rest } = await take(work, id, caller, now);
      const actor = { actorKind: caller.kind, actorId: caller.id };
      const facts = { banks: rest.banks.length, entries };
      await writeEvent(work, {
        at: now,
        organisationId,
        ...actor,
        verb: 'recognise.download-scan-export',
        thing: id,
        facts,
      });
      return rest;
    });
    const { asked, banks, marks, issuer, expiresAt } = taken;
    const facts = {
      id,
      issuer,
      recipient: { name: asked.recipient, publicKey: asked.recipientKey },
      issuedAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
    const stream = openStream();
    const signer = house.part(signerPart);
    void transact((work) => pour(sealPackage(facts, signer, recordsOf(work, banks, marks, now)), stream)).then(
      () => stream.end(),
      (fault: Error) => stream.destroy(fault),
    );
    return stream;
  },
});

async function take(work: Work, id: string, caller: Caller, now: Date): Promise<Taken & { entries: number }> {
  const asked = await readyExport(work, id, caller, now);
  const banks = await activeBanks(work, asked.bankIds);
  const bankIds = banks.map((bank) => bank.id);
  const extent = await extentOf(work, bankIds, now);
  if (extent.count === 0)
    throw new Refusal(
      'conflict',
      'nothing-to-export',
      'No hash of these banks is in force, so there is nothing to export',
    );
  const marks = await drawMarks(work, bankIds, extent, now);
  await insertMarks(work, id, marks);
  const entries = extent.count + marks.length;
  const expiresAt = new Date(now.getTime() + asked.validDays * dayMs);
  await storeTaking(work, id, { by: answerable(caller), now, expiresAt, entries });
  return { asked, banks, marks, entries, expiresAt, issuer: (await readOrganisation(work)).name };
}

async function readyExport(work: Work, id: string, caller: Caller, now: Date): Promise<ScanExport> {
  const asked = await lockScanExport(work, id);
  if (!asked) throw noScanExport(id);
  if (caller.kind !== 'node' && answerable(caller) !== asked.requestedBy)
    throw new Refusal('forbidden', 'not-your-export', 'Only the person who asked for this export takes it');
  const state = scanExportState(asked, now);
  if (state === 'approved') return asked;
  throw new Refusal('conflict', 'export-not-ready', `This export cannot be taken: it is ${state}`, {
    facts: { state },
  });
}

async function pour(from: AsyncIterable<Buffer>, into: PassThrough): Promise<void> {
  const closed = new AbortController();
  into.once('close', () => closed.abort());
  for await (const chunk of from) {
    if (into.destroyed) return;
    if (!into.write(chunk)) await drained(into, closed.signal);
  }
}

/** So many hashes are handed on at once that a chunk stays far below the longest that is read. */
const handedOn = 500;

/** The records of the package: each list, then the hashes by number with the marks among them. */
async function* recordsOf(
  work: Work,
  banks: readonly Bank[],
  marks: readonly ExportedHash[],
  now: Date,
): AsyncGenerator<Buffer> {
  for (const { code, name, ground, legalBasis, radiusBits, qualityFloor } of banks)
    yield packList({ code, name, ground, legalBasis, radiusBits, qualityFloor });
  const bankIds = banks.map((bank) => bank.id);
  const words = new Map<string, number>();
  const waiting = [...marks];
  for await (const rows of readHashes(work, bankIds, now)) {
    for (let from = 0; from < rows.length; from += handedOn) {
      const records: Buffer[] = [];
      for (const row of rows.slice(from, from + handedOn)) {
        while (waiting.length > 0 && waiting[0]!.number < row.number) pack(waiting.shift()!, records);
        pack(row, records);
      }
      yield Buffer.concat(records);
    }
  }
  const rest: Buffer[] = [];
  for (const mark of waiting) pack(mark, rest);
  yield Buffer.concat(rest);

  function pack({ number, bankId, algorithm, code, classification }: ExportedHash, into: Buffer[]): void {
    if (classification !== null && !words.has(classification)) {
      if (words.size === mostNamed)
        throw new RangeError(`more than ${mostNamed} classifications, up to ${nameSignal(number)}`);
      words.set(classification, words.size);
      into.push(packWord(classification));
    }
    const word = classification === null ? null : words.get(classification)!;
    into.push(packEntry({ algorithm, code, number, list: bankIds.indexOf(bankId), word }));
  }
}
