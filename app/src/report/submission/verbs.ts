// "Protect my picture": fingerprints that a person computed on their own device. Only hashes arrive here; recognise keeps
// them encrypted in a bank of their own. What a receipt tells of them is the list status and the recipients, never a
// match, a platform, a place or a time. Withdrawing needs receipt and recovery phrase, and waits 72 hours; a phrase that
// was chosen later than with the receipt has to be as old before.
import { z } from 'zod';
import { fieldsPart } from '../../fields/index.ts';
import { Refusal } from '../../kit/errors.ts';
import { idPattern, newId } from '../../kit/ids.ts';
import { dayMs, hourMs } from '../../kit/time.ts';
import {
  devicePermission,
  type DeviceStatus,
  eraseDeviceSignals,
  listDeviceSignals,
  readDeviceStatus,
  withdrawDeviceSignals,
} from '../../recognise/index.ts';
import { asNode, type Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { type Caller, nodeCaller } from '../../verbs/caller.ts';
import { askVerb, badInput, call, type Done, doVerb, openAskVerb } from '../../verbs/verb.ts';
import {
  actsFrom,
  type Form,
  gavePhrase,
  makeReceipt,
  needsPhrase,
  once,
  openTicket,
  receiptOf,
  receiptSentBefore,
  shownAgainMs,
  ticket,
} from '../receipt/index.ts';
import { needDesk } from '../needs-desk.ts';
import { advance, submissionStates } from '../states.ts';
import { findSubmission, insertSubmission, moveSubmission, scopes, type Submission, submissionsDue } from './store.ts';

/** Between asking for a withdrawal and its effect: whoever took the paper from someone has to wait, and can be stopped. */
export const withdrawAfterMs = 72 * hourMs;
/** How many pictures one sending may hold, and for how long a consent may be given. */
export const mostPictures = 10;
export const lifetimesMonths = [6, 12, 24] as const;
/** The wording that people consent to; a new one gets a new version. */
export const consentVersion = '2026-11-26';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `${digits} hexadecimal digits`);

const picture = z.object({
  pdq: hex(64),
  quality: z.coerce.number('a whole number from 0 to 100').int().min(0).max(100),
  sha256: hex(64),
});

const given = z.object({
  once,
  pictures: z.array(picture).min(1, 'at least one picture').max(mostPictures, `at most ${mostPictures} pictures`),
  /** Whether whoever is pictured was under 18 then. Asked for routing only. */
  minor: z.boolean('under 18, or adult'),
  scope: z.enum(scopes, `one of ${scopes.join(', ')}`),
  lifetimeMonths: z.coerce
    .number()
    .refine((months) => lifetimesMonths.some((one) => one === months), `one of ${lifetimesMonths.join(', ')} months`),
  consent: z.literal(true, 'consent has to be given'),
  language: z.enum(['id', 'en'], 'id or en').default('id'),
});

export interface Submitted {
  id: string;
  /** Nine words; null where they were written down already. */
  receipt: string[] | null;
}

/** The consent and the receipt. Open to anyone. Called by `submitFingerprints`, which lists the fingerprints as well. */
export const beginSubmission = doVerb({
  name: 'report.begin-submission',
  permission: null,
  input: given,
  async run({ house, organisationId, input, now, client }): Promise<Done<Submitted>> {
    needDesk(organisationId);
    const [work, fields] = [{ client }, house.part(fieldsPart)];
    const form: Form = { once: input.once, organisationId, makes: 'submission' };
    const before = await receiptSentBefore(work, fields, form, now);
    if (before)
      return {
        result: { id: before.thing, receipt: before.words },
        event: { thing: before.thing, facts: { again: true } },
      };
    const id = newId('submission', now);
    const { minor, scope, language, lifetimeMonths } = input;
    const expiresAt = new Date(now.getTime() + lifetimeMonths * 30 * dayMs);
    const pictures = input.pictures.length;
    const submission = { id, minor, pictures, scope, language, expiresAt, consentVersion, submittedAt: now };
    await insertSubmission(work, { ...submission, state: 'active', withdrawAt: null, withdrawnAt: null });
    const { words } = await makeReceipt(work, fields, form, id, now);
    return { result: { id, receipt: words }, event: { thing: id, facts: { pictures, minor, scope } } };
  },
});

/**
 * Takes a submission: the consent, then the fingerprints in recognise's device bank. Sent again, it completes what a
 * crash cut short, as it was consented to, and changes nothing else. The receipt is answered only when both stand.
 */
export async function submitFingerprints(
  house: House,
  caller: Caller,
  input: z.input<typeof given>,
): Promise<Submitted> {
  const parsed = given.safeParse(input);
  if (!parsed.success) throw badInput(parsed.error);
  const { pictures } = parsed.data;
  const submitted = await call(house, beginSubmission, caller, input);
  const organisationId = caller.organisationId!;
  const consent = await call(house, readOwnSubmission, process(organisationId), { id: submitted.id });
  if (await awaits(house, caller, consent, pictures.length)) await list(house, consent, organisationId, pictures);
  return submitted;
}

/** Whether its fingerprints have not arrived, and these are as many, soon enough to be those of the same form. */
async function awaits(house: House, caller: Caller, consent: Submission, pictures: number): Promise<boolean> {
  const { id, state, submittedAt } = consent;
  const isLate = house.now().getTime() - submittedAt.getTime() >= shownAgainMs;
  if (state !== 'active' || isLate || pictures !== consent.pictures) return false;
  return (await listStatus(house, caller, id)) === null;
}

/** Lists fingerprints within the consent that stands, whatever the form says now. */
async function list(
  house: House,
  { id, minor, scope, expiresAt }: Submission,
  organisationId: string,
  pictures: readonly z.output<typeof picture>[],
): Promise<void> {
  await call(house, listDeviceSignals, process(organisationId), {
    submissionId: id,
    ground: minor ? 'child-sexual-exploitation' : 'image-based-sexual-abuse',
    hashes: pictures.flatMap(({ pdq, quality, sha256 }) => [
      { algorithm: 'pdq' as const, hash: pdq, quality },
      { algorithm: 'sha256' as const, hash: sha256 },
    ]),
    expiresAt,
    recipients: scope === 'this-desk' ? [organisationId] : null,
  });
}

/** The process itself, working on submissions; no role and no key may. */
const process = (organisationId: string): Caller => nodeCaller(organisationId, [devicePermission]);

const submissionId = z.string().regex(idPattern('submission'), 'the id of a submission, such as sub_…');

export const readOwnSubmission = askVerb({
  name: 'report.read-submission',
  permission: devicePermission,
  input: z.object({ id: submissionId }),
  run: ({ client, input }) => ownSubmission({ client }, input.id),
});

export interface SubmissionView {
  state: Submission['state'];
  expiresAt: Date;
  withdrawAt: Date | null;
  hasRecovery: boolean;
  /**
   * When the recovery phrase was chosen, if that was later than with the receipt: whoever did not choose it learns that
   * somebody else has their paper.
   */
  phraseSince: Date | null;
  /** Where it is listed and who may match with it. Never about a match. */
  list: Pick<DeviceStatus, 'status' | 'recipients'> | null;
}

/** What a submission's receipt tells. Open to whoever holds the ticket. */
export const readSubmission = openAskVerb({
  name: 'report.read-my-submission',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, caller, input, now, transact }): Promise<SubmissionView> {
    const { thing } = openTicket(house.part(fieldsPart), input.ticket, now);
    const stored = await transact(async (work) => ({
      submission: await ownSubmission(work, thing),
      receipt: await receiptOf(work, thing),
    }));
    const { state, expiresAt, withdrawAt } = stored.submission;
    const since = stored.receipt?.recoverySetAt ?? null;
    const isLate = since !== null && actsFrom(stored.receipt!)!.getTime() !== since.getTime();
    const list = await listStatus(house, caller, thing);
    return { state, expiresAt, withdrawAt, hasRecovery: since !== null, phraseSince: isLate ? since : null, list };
  },
});

// Null when the fingerprints never arrived: the form was cut short and can be sent again.
async function listStatus(house: House, { organisationId }: Caller, thing: string): Promise<SubmissionView['list']> {
  try {
    const { status, recipients } = await call(house, readDeviceStatus, process(organisationId ?? ''), {
      submissionId: thing,
    });
    return { status, recipients };
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'no-such-submission') return null;
    throw thrown;
  }
}

/**
 * Asks for a withdrawal, with receipt and recovery phrase; it takes effect after 72 hours.
 * @throws Refusal `phrase-too-new` when the phrase was chosen with the paper alone, less than 72 hours ago.
 */
export const askWithdrawal = doVerb({
  name: 'report.ask-withdrawal',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, input, now, client }) {
    const work = { client };
    const submission = await withdrawable(work, house, input.ticket, now);
    const state = advance(submissionStates, 'ask-withdrawal', submission.state);
    const withdrawAt = new Date(now.getTime() + withdrawAfterMs);
    await moveSubmission(work, submission.id, { state, withdrawAt, withdrawnAt: null });
    return { result: { withdrawAt }, event: { thing: submission.id } };
  },
});

/** Cancels a withdrawal that has not taken effect. The receipt is enough: whoever holds the paper may keep the protection. */
export const cancelWithdrawal = doVerb({
  name: 'report.cancel-withdrawal',
  permission: null,
  input: z.object({ ticket }),
  async run({ house, input, now, client }) {
    const work = { client };
    const { thing } = openTicket(house.part(fieldsPart), input.ticket, now);
    const submission = await ownSubmission(work, thing, 'FOR UPDATE');
    const state = advance(submissionStates, 'cancel-withdrawal', submission.state);
    // From that moment on it is being carried out: nobody is told that what is gone stays.
    if (submission.withdrawAt! <= now)
      throw new Refusal('conflict', 'withdrawal-due', 'The withdrawal has taken effect and cannot be cancelled');
    await moveSubmission(work, thing, { state, withdrawAt: null, withdrawnAt: null });
    return { result: null, event: { thing } };
  },
});

async function withdrawable(work: Work, house: House, ticket: string, now: Date): Promise<Submission> {
  const given = openTicket(house.part(fieldsPart), ticket, now);
  const receipt = await receiptOf(work, given.thing);
  if (!receipt?.recovery)
    throw new Refusal(
      'conflict',
      'no-recovery-phrase',
      'A recovery phrase has to be chosen before anything is withdrawn',
    );
  if (!gavePhrase(given, receipt)) throw needsPhrase();
  const from = actsFrom(receipt)!;
  if (from > now)
    throw new Refusal('conflict', 'phrase-too-new', `With this phrase it can be asked for from ${from.toISOString()}`, {
      facts: { from: from.toISOString() },
    });
  return ownSubmission(work, given.thing, 'FOR UPDATE');
}

/** Marks a submission whose time has come as withdrawn or expired. By the process alone. */
export const endSubmission = doVerb({
  name: 'report.end-submission',
  permission: devicePermission,
  input: z.object({ id: submissionId }),
  async run({ client, input, now }): Promise<Done<{ ended: Submission['state'] | null }>> {
    const work = { client };
    const submission = await ownSubmission(work, input.id, 'FOR UPDATE');
    const isWithdrawal = submission.withdrawAt !== null && submission.withdrawAt <= now;
    if (!isWithdrawal && submission.expiresAt > now)
      return { result: { ended: null }, event: { thing: submission.id, facts: { ended: false } } };
    const state = advance(submissionStates, isWithdrawal ? 'withdraw' : 'expire', submission.state);
    await moveSubmission(work, submission.id, {
      state,
      withdrawAt: isWithdrawal ? submission.withdrawAt : null,
      withdrawnAt: isWithdrawal ? now : null,
    });
    return { result: { ended: state }, event: { thing: submission.id, facts: { ended: true, to: state } } };
  },
});

/** One round by the clock: withdrawals and lifetimes that have come. One that cannot be ended keeps no other waiting. */
export async function endDueSubmissions(house: House): Promise<void> {
  const due = await asNode(house.database, (work) => submissionsDue(work, house.now()));
  for (const { id, organisationId } of due)
    await end(house, process(organisationId), id).catch((err: unknown) => {
      if (err instanceof Refusal && err.code === 'wrong-state') return; // another node was quicker
      house.log.error({ err, submission: id }, 'a submission of fingerprints that is due could not be ended');
    });
}

// The fingerprints go first, so that a crash in between leaves a submission that is ended again, never one that is called
// ended and is still listed.
async function end(house: House, caller: Caller, id: string): Promise<void> {
  const { state, withdrawAt, expiresAt } = await call(house, readOwnSubmission, caller, { id });
  const isWithdrawal = state === 'withdrawing' && withdrawAt! <= house.now();
  if (!isWithdrawal && expiresAt > house.now()) return; // cancelled meanwhile
  if (isWithdrawal) await withdrawIfListed(house, caller, id);
  await call(house, eraseDeviceSignals, caller, { submissionId: id });
  await call(house, endSubmission, caller, { id });
}

async function withdrawIfListed(house: House, caller: Caller, submissionId: string): Promise<void> {
  try {
    await call(house, withdrawDeviceSignals, caller, { submissionId, reason: 'withdrawn-by-giver' });
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.code === 'no-such-submission')) throw thrown;
  }
}

async function ownSubmission(work: Work, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Submission> {
  const submission = await findSubmission(work, id, lock);
  if (submission) return submission;
  throw new Refusal('not-found', 'receipt-unknown', 'This receipt does not open a submission of fingerprints');
}
