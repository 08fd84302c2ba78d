// Where a right password leads: in, or on to the second factor.
import { fieldsPart } from '../../fields/index.ts';
import type { DoCircumstances } from '../../verbs/verb.ts';
import { confirmedAt, isRequired } from '../second-factor/store.ts';
import { type NextStep, sealTicket } from '../second-factor/ticket.ts';
import { forgiveFailures, insertSession, lockAccount, type OpenedSession } from './store.ts';

/** A session; or a ticket for the step that comes first, and no session. */
export type Admission = { opened: OpenedSession } | { ticket: string; next: NextStep };

/** Admits a person whose password was right, or has just been set. */
export async function admitWithPassword(circumstances: DoCircumstances<unknown>, personId: string): Promise<Admission> {
  const { house, organisationId, now } = circumstances;
  const next = await stepBefore(circumstances, personId);
  // Behind a password with a second factor the count goes on: only the code ends it.
  if (next !== 'code') await forgiveFailures(circumstances, personId);
  if (next === null) {
    return { opened: await insertSession(circumstances, { personId, organisationId, signedInWith: 'password', now }) };
  }
  const account = (await lockAccount(circumstances, { id: personId }))!;
  return { ticket: sealTicket(house.part(fieldsPart), organisationId, account, next, now), next };
}

async function stepBefore(work: DoCircumstances<unknown>, personId: string): Promise<NextStep | null> {
  if ((await confirmedAt(work, personId)) !== null) return 'code';
  return (await isRequired(work)) ? 'enrol' : null;
}
