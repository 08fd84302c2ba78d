// Proof of reporting: a small signed document that somebody received a report on a day, for whoever has to show elsewhere
// that they did report. It says nothing of what the report is about, of its state, or of whoever filed it.
import { z } from 'zod';
import { readOrganisation } from '../../access/index.ts';
import { type ProofOfReport, signProofOfReport } from '../../audit/documents.ts';
import { signerPart } from '../../audit/signing.ts';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { doVerb } from '../../verbs/verb.ts';
import { openTicket, sealTicket, ticket } from '../receipt/index.ts';
import { findReport } from '../store/reports.ts';
import { dayOf } from './day.ts';

/** Open to whoever holds the receipt. The record keeps that one was issued; how many there are, nobody is told. */
export const proveReporting = doVerb({
  name: 'report.prove-reporting',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, input, now, ...work }) {
    const fields = house.part(fieldsPart);
    const given = openTicket(fields, input.ticket, now);
    const { thing } = given;
    const report = await findReport(work, thing);
    if (!report) throw new Refusal('not-found', 'receipt-unknown', 'This receipt does not open a report');
    const { name: organisation } = await readOrganisation(work);
    const proof: ProofOfReport = signProofOfReport(house.part(signerPart), {
      organisation,
      reference: report.reference,
      receivedOn: dayOf(report.receivedAt),
      issuedAt: now.toISOString(),
    });
    return { result: { proof, ticket: sealTicket(fields, given, now) }, event: { thing } };
  },
});
