// A receipt, a ticket or the token of a form in other hands: of another form, of another desk, found in the browser later,
// kept alive by a script, or with a phrase that is not the phrase any more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../fields/index.ts';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { openRecognise } from '../../recognise/index.ts';
import { asOwner } from '../../runtime/database.ts';
import { nobody } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  askWithdrawal,
  comeBack,
  comeBackToContest,
  confirmWrittenDown,
  fileContest,
  fileReport,
  givePhrase,
  openReceipt,
  readSubmission,
  setContact,
  setRecovery,
  showReceipt,
  submitFingerprints,
  writeAboutContest,
  writeToDesk,
} from '../index.ts';
import { proveReporting } from '../proof/verbs.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from '../testing.ts';
import { longestStayMs, newOnce, shownAgainMs, ticketMs } from './index.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
  await openRecognise(desk.house);
});
after(() => desk?.close());

const contest = (once = newOnce()) =>
  call(desk.house, fileContest, desk.reporter, { once, kind: 'wrongly-named', subject: 'https://rekaan.example/x' });
const submission = (once = newOnce()) =>
  submitFingerprints(desk.house, desk.reporter, {
    once,
    pictures: [{ pdq: '0f'.repeat(32), quality: 80, sha256: 'ab'.repeat(32) }],
    minor: false,
    scope: 'this-desk',
    lifetimeMonths: 12,
    consent: true,
  });
const report = (once = newOnce()) => call(desk.house, fileReport, desk.reporter, { concern: 'unsure', once });
const open = async ({ receipt }: { receipt: string[] | null }) =>
  (await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') })).ticket;
const rows = async (table: string): Promise<number> =>
  (await asOwner(desk.house.database, ({ client }) => client.query(`SELECT count(*) AS n FROM ${table}`))).rows[0].n;

test('the token of one kind of form sends no other: nothing is filed, and nothing is lost without a word', async () => {
  const forms = { report, contest, submission };
  for (const [name, first] of Object.entries(forms))
    for (const [other, second] of Object.entries(forms)) {
      if (name === other) continue;
      const once = newOnce();
      await first(once);
      const [thing, listed] = [await rows(`report.${other}`), await rows('recognise.signal')];
      await assert.rejects(second(once), { code: 'token-of-another-form' }, `${name}'s token sent a ${other}`);
      assert.deepEqual([await rows(`report.${other}`), await rows('recognise.signal')], [thing, listed]);
    }
});

test('the same token at two desks is two reports, and neither desk learns of the other', async () => {
  const [once, organisationId] = [newOnce(), await desk.organisation()];
  const here = await report(once);
  const there = await call(desk.house, fileReport, { ...nobody, organisationId }, { concern: 'unsure', once });
  assert.ok(here.receipt && there.receipt);
  assert.notDeepEqual(here.receipt, there.receipt);
  assert.notEqual(here.id, there.id);
  await assert.rejects(call(desk.house, openReceipt, desk.reporter, { receipt: there.receipt.join(' ') }), {
    code: 'receipt-unknown',
  });
});

test('a form’s token, found in the browser afterwards, opens nothing and shows no words', async () => {
  const confirm = (once: string) => call(desk.house, confirmWrittenDown, desk.reporter, { once });
  const [written, never] = [newOnce(), newOnce()];
  await report(written);
  await report(never);
  await call(desk.house, comeBack, desk.reporter, { ticket: (await confirm(written)).ticket });
  desk.forward(ticketMs - minuteMs);
  assert.ok((await confirm(written)).ticket, 'the page loaded again at once still opens');
  desk.forward(2 * minuteMs);
  await assert.rejects(confirm(written), { code: 'receipt-shown-once' });
  desk.forward(shownAgainMs);
  await assert.rejects(confirm(never), { code: 'receipt-shown-once' });
  for (const once of [written, never])
    assert.equal((await call(desk.house, showReceipt, desk.reporter, { once })).receipt, null);
});

test('a ticket is renewed by every page, and comes to its end all the same', async () => {
  let ticket = await ticketFor(desk, await fileMadeUp(desk));
  const begun = desk.house.now().getTime();
  const renew = async () => {
    ({ ticket } = await call(desk.house, comeBack, desk.reporter, { ticket }));
  };
  while (desk.house.now().getTime() - begun < longestStayMs - 20 * minuteMs) {
    desk.forward(20 * minuteMs);
    if (desk.house.now().getTime() - begun < longestStayMs) await renew();
  }
  desk.forward(21 * minuteMs);
  await assert.rejects(renew(), { code: 'ticket-over' });
  assert.ok(longestStayMs <= 4 * hourMs, 'an afternoon at most');
});

test('with another phrase in place, whoever gave the one before has to give the new one', async () => {
  const filed = await fileMadeUp(desk);
  const bare = await ticketFor(desk, filed);
  const phrase = 'tiga kucing di atap rumah';
  const first = (await call(desk.house, setRecovery, desk.reporter, { ticket: bare, phrase, hideMessages: true }))
    .ticket;
  const stolen = (await call(desk.house, givePhrase, desk.reporter, { ticket: bare, phrase })).ticket!;
  const messagesFor = async (ticket: string) => (await call(desk.house, comeBack, desk.reporter, { ticket })).messages;
  assert.deepEqual(await messagesFor(stolen), []);
  const other = { ticket: first, phrase: 'lima bebek di sungai', hideMessages: true };
  const { ticket } = await call(desk.house, setRecovery, desk.reporter, other);
  assert.equal(await messagesFor(stolen), null);
  assert.deepEqual(await messagesFor(ticket), []);
  const change = { ticket: stolen, phrase: 'frasa orang lain sama sekali' };
  await assert.rejects(call(desk.house, setRecovery, desk.reporter, change), { code: 'needs-phrase' });
});

test('what was sealed for another purpose is no ticket, whatever it says', async () => {
  const { id } = await fileMadeUp(desk);
  const [now, fields] = [desk.house.now(), desk.house.part(fieldsPart)];
  const content = { thing: id, phrase: null, begunAt: now.getTime() };
  for (const purpose of ['report.puzzle', 'report.tickets', ''])
    await assert.rejects(
      call(desk.house, comeBack, desk.reporter, {
        ticket: fields.sealTicket(purpose, content, new Date(now.getTime() + hourMs)),
      }),
      { code: 'ticket-over' },
    );
});

test('the ticket of one thing does nothing to another kind of thing', async () => {
  const tickets = {
    report: await open(await report()),
    contest: await open(await contest()),
    submission: await open(await submission()),
  };
  const on =
    (verb: { name: string }, more: object = {}) =>
    (ticket: string) =>
      call(desk.house, verb as never, desk.reporter, { ticket, ...more } as never);
  const doors = {
    report: [on(comeBack), on(writeToDesk, { body: 'x' }), on(setContact, { contact: null }), on(proveReporting)],
    contest: [on(comeBackToContest), on(writeAboutContest, { body: 'x' })],
    submission: [on(readSubmission), on(askWithdrawal)],
  };
  for (const [of, verbs] of Object.entries(doors))
    for (const [kind, ticket] of Object.entries(tickets))
      if (kind !== of)
        for (const verb of verbs)
          await assert.rejects(
            verb(ticket),
            (thrown: { kind?: string }) => thrown.kind === 'not-found' || thrown.kind === 'conflict',
            `${kind} at ${of}`,
          );
});
