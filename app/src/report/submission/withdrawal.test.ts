// A withdrawal in other hands: who may ask for it, when, and what whoever holds the paper cannot do; and consent that
// stays what it was.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { hourMs, minuteMs } from '../../kit/time.ts';
import { openRecognise, signalIndexKey } from '../../recognise/index.ts';
import { asOwner } from '../../runtime/database.ts';
import { call } from '../../verbs/verb.ts';
import {
  askWithdrawal,
  beginSubmission,
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
    .update(`made up here ${(drawn += 1)}`)
    .digest('hex');
const picture = () => ({ pdq: drawnHash(), quality: 90, sha256: drawnHash() });
const phrase = 'tiga kucing di atap rumah';

async function submitted() {
  const given = {
    once: newOnce(),
    pictures: [picture()],
    minor: true,
    scope: 'this-desk' as const,
    lifetimeMonths: 12,
    consent: true as const,
  };
  const { id, receipt } = await submitFingerprints(desk.house, desk.reporter, given);
  const enter = async () =>
    (await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') })).ticket;
  return { id, given, enter };
}
const choose = async (ticket: string, words = phrase) =>
  (await call(desk.house, setRecovery, desk.reporter, { ticket, phrase: words })).ticket;
const ask = (ticket: string) => call(desk.house, askWithdrawal, desk.reporter, { ticket });
const read = (ticket: string) => call(desk.house, readSubmission, desk.reporter, { ticket });
const listed = async (submission: string): Promise<{ state: string; recipients: unknown; ground: string }[]> =>
  (
    await asOwner(desk.house.database, ({ client }) =>
      client.query(
        `SELECT s.state, s.recipients, b.ground FROM recognise.signal s JOIN recognise.bank b ON b.id = s.bank_id WHERE s.source = $1`,
        [submission],
      ),
    )
  ).rows;

test('with a phrase chosen in the hour of the receipt a withdrawal can be asked for at once', async () => {
  const { enter } = await submitted();
  desk.forward(59 * minuteMs);
  await ask(await choose(await enter()));
});

test('whoever chooses the phrase later, with the paper alone, waits 72 hours before asking, and the paper tells of it', async () => {
  const { enter } = await submitted();
  desk.forward(30 * 24 * hourMs);
  const before = await read(await enter());
  assert.deepEqual([before.hasRecovery, before.phraseSince], [false, null]);
  const taken = await choose(await enter());
  await assert.rejects(ask(taken), { code: 'phrase-too-new' });
  const seen = await read(await enter());
  assert.deepEqual(
    seen.phraseSince,
    desk.house.now(),
    'the person with the paper sees that somebody chose one, and when',
  );
  desk.forward(withdrawAfterMs - minuteMs);
  const again = await giveAgain(await enter());
  await assert.rejects(ask(again), { code: 'phrase-too-new' });
  desk.forward(minuteMs);
  const { withdrawAt } = await ask(await giveAgain(await enter()));
  assert.equal(withdrawAt.getTime() - desk.house.now().getTime(), withdrawAfterMs);
  await call(desk.house, cancelWithdrawal, desk.reporter, { ticket: await enter() });
  assert.equal((await read(await enter())).state, 'active', 'the paper alone keeps the protection');
});

test('another phrase in place of one that was given is as old as that one', async () => {
  const { enter } = await submitted();
  const first = await choose(await enter());
  desk.forward(hourMs);
  const given = await giveAgain(await enter());
  assert.notEqual(first, given);
  await ask(await choose(given, 'lima bebek di sungai'));
});

async function giveAgain(ticket: string): Promise<string> {
  return (await call(desk.house, givePhrase, desk.reporter, { ticket, phrase })).ticket!;
}

test('the form sent again, with anything else in it, changes neither what is listed nor what was consented to', async () => {
  const { id, given } = await submitted();
  const before = await listed(id);
  assert.equal(before.length, 2);
  for (const more of [
    { pictures: [picture()] },
    { pictures: [...given.pictures, picture()] },
    { scope: 'all-recipients' as const },
    { minor: false },
    { lifetimeMonths: 24 },
  ])
    await submitFingerprints(desk.house, desk.reporter, { ...given, ...more });
  assert.deepEqual(await listed(id), before);
});

test('what was cut short is completed by the same form, within the hour and as it was consented to', async () => {
  const given = {
    once: newOnce(),
    pictures: [picture()],
    minor: true,
    scope: 'this-desk' as const,
    lifetimeMonths: 12,
    consent: true as const,
  };
  const { id } = await call(desk.house, beginSubmission, desk.reporter, given);
  assert.equal((await listed(id)).length, 0);
  await submitFingerprints(desk.house, desk.reporter, { ...given, scope: 'all-recipients', minor: false });
  const [one] = await listed(id);
  assert.deepEqual(one!.recipients, [desk.organisationId]);
  assert.equal(one!.ground, 'child-sexual-exploitation');
});

test('a withdrawal whose time has come is not cancelled any more: nobody is told that what is gone stays', async () => {
  const { enter } = await submitted();
  await ask(await choose(await enter()));
  desk.forward(withdrawAfterMs);
  await assert.rejects(call(desk.house, cancelWithdrawal, desk.reporter, { ticket: await enter() }), {
    code: 'withdrawal-due',
  });
});

test('one submission that cannot be ended keeps no other from ending', async (t) => {
  const [stuck, other] = [await submitted(), await submitted()];
  for (const { enter } of [stuck, other]) await ask(await choose(await enter()));
  desk.forward(withdrawAfterMs + minuteMs);
  await desk.house.part(signalIndexKey).follow();
  const break_ = (sql: string) => asOwner(desk.house.database, ({ client }) => client.query(sql));
  await break_(`CREATE FUNCTION report.made_up_fault() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF OLD.source = '${stuck.id}' THEN RAISE EXCEPTION 'made up'; END IF; RETURN NEW; END $$`);
  await break_(
    'CREATE TRIGGER made_up BEFORE UPDATE ON recognise.signal FOR EACH ROW EXECUTE FUNCTION report.made_up_fault()',
  );
  t.after(() => break_('DROP FUNCTION report.made_up_fault CASCADE'));
  await endDueSubmissions(desk.house);
  assert.equal((await read(await other.enter())).state, 'withdrawn');
  assert.equal((await read(await stuck.enter())).state, 'withdrawing');
  await break_('DROP TRIGGER made_up ON recognise.signal');
  await endDueSubmissions(desk.house);
  assert.equal((await read(await stuck.enter())).state, 'withdrawn');
});
