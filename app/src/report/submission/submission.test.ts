// Fingerprints that a person gave from their own device: what the receipt tells of them, and how they are withdrawn.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { match, openRecognise, signalIndexKey } from '../../recognise/index.ts';
import { asOwner } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { call } from '../../verbs/verb.ts';
import {
  askWithdrawal,
  cancelWithdrawal,
  endDueSubmissions,
  givePhrase,
  openReceipt,
  readSubmission,
  setRecovery,
  submitFingerprints,
} from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { withdrawAfterMs } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
  await openRecognise(desk.house);
});
after(() => desk?.close());

let drawn = 0;
const drawnHash = () =>
  createHash('sha256')
    .update(`made up ${(drawn += 1)}`)
    .digest('hex');
const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const phrase = 'tiga kucing di atap rumah';

async function submitted(more: Record<string, unknown> = {}) {
  const [pdq, sha256, once] = [drawnHash(), drawnHash(), newOnce()];
  const given = {
    once,
    pictures: [{ pdq, quality: 90, sha256 }],
    minor: true,
    scope: 'all-recipients',
    lifetimeMonths: 12,
    consent: true,
    ...more,
  };
  const { id, receipt } = await submit(given);
  const { ticket } = await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') });
  await desk.house.part(signalIndexKey).follow();
  return { id, pdq, sha256, once, ticket, given };
}
const submit = (given: unknown) => submitFingerprints(desk.house, desk.reporter, given as never);
const read = (ticket: string) => call(desk.house, readSubmission, desk.reporter, { ticket });
const platform = () => callerOf(desk.organisationId, ['recognise.match', 'recognise.see-detail']);
const matched = async (pdq: string) => {
  await desk.house.part(signalIndexKey).follow();
  const { answers } = await call(desk.house, match, platform(), {
    hashes: [{ algorithm: 'pdq', hash: pdq, quality: 90 }],
  });
  return answers[0]!.action;
};
const withPhrase = async (ticket: string) => {
  await call(desk.house, setRecovery, desk.reporter, { ticket, phrase });
  return (await call(desk.house, givePhrase, desk.reporter, { ticket, phrase })).ticket!;
};

test('what was given is matched for review only, and sending the form again gives nothing twice', async () => {
  const { pdq, given, id } = await submitted();
  assert.equal(await matched(pdq), 'review');
  assert.equal((await submit(given)).id, id);
  assert.equal(await matched(pdq), 'review');
});

test('a receipt tells list status and recipients, and not a word more once it was matched', async () => {
  const { ticket, pdq } = await submitted();
  const before = await read(ticket);
  assert.deepEqual(before.list, { status: 'listed', recipients: [] });
  assert.equal(await matched(pdq), 'review');
  const after = await read(ticket);
  assert.deepEqual(after, before);
  assert.deepEqual(Object.keys(after).toSorted(), [
    'expiresAt',
    'hasRecovery',
    'list',
    'phraseSince',
    'state',
    'withdrawAt',
  ]);
  assert.doesNotMatch(inspect(after, { depth: null }), /mat_|match|org_/);
});

test('withdrawing needs the recovery phrase as well as the receipt', async () => {
  const { ticket } = await submitted();
  await assert.rejects(call(desk.house, askWithdrawal, desk.reporter, { ticket }), refused('no-recovery-phrase'));
  const full = await withPhrase(ticket);
  await assert.rejects(call(desk.house, askWithdrawal, desk.reporter, { ticket }), refused('needs-phrase'));
  await call(desk.house, askWithdrawal, desk.reporter, { ticket: full });
});

test('a withdrawal takes effect after 72 hours and no earlier, and ends only that person’s submission', async () => {
  const one = await submitted();
  const other = await submitted({ pictures: one.given.pictures });
  const { withdrawAt } = await call(desk.house, askWithdrawal, desk.reporter, { ticket: await withPhrase(one.ticket) });
  assert.equal(withdrawAt.getTime() - desk.house.now().getTime(), withdrawAfterMs);
  assert.equal(withdrawAfterMs, 72 * hourMs);
  desk.forward(withdrawAfterMs - minuteMs);
  await endDueSubmissions(desk.house);
  assert.equal(await matched(one.pdq), 'review', 'not yet');
  desk.forward(2 * minuteMs);
  await endDueSubmissions(desk.house);
  assert.equal(await matched(one.pdq), 'review', 'the other person’s stays');
  await endOf(other.id);
  assert.equal(await matched(one.pdq), null);
});

/** Ends a submission as its person would, by moving the clock. */
async function endOf(id: string): Promise<void> {
  await asOwner(desk.house.database, ({ client }) =>
    client.query(`UPDATE report.submission SET state = 'withdrawing', withdraw_at = $2 WHERE id = $1`, [
      id,
      desk.house.now(),
    ]),
  );
  await endDueSubmissions(desk.house);
}

test('a withdrawal can be cancelled until it takes effect', async () => {
  const { ticket, pdq } = await submitted();
  const full = await withPhrase(ticket);
  await call(desk.house, askWithdrawal, desk.reporter, { ticket: full });
  await call(desk.house, cancelWithdrawal, desk.reporter, { ticket: full });
  assert.equal((await read(ticket)).withdrawAt, null);
  desk.forward(withdrawAfterMs + minuteMs);
  await endDueSubmissions(desk.house);
  assert.equal(await matched(pdq), 'review');
});

test('a consent that has run out ends by itself', async () => {
  const { pdq } = await submitted({ lifetimeMonths: 6 });
  desk.forward(181 * 24 * hourMs);
  await endDueSubmissions(desk.house);
  assert.equal(await matched(pdq), null);
});

test('what is not a fingerprint, too many pictures or no consent is refused before anything is stored', async () => {
  const picture = { pdq: drawnHash(), quality: 90, sha256: drawnHash() };
  for (const more of [
    { consent: false },
    { pictures: [] },
    { pictures: Array.from({ length: 11 }, () => picture) },
    { pictures: [{ ...picture, pdq: 'data:image/png;base64,AAAA' }] },
    { lifetimeMonths: 600 },
    { minor: undefined },
  ])
    await assert.rejects(submitted(more), refused('bad-input'));
});
