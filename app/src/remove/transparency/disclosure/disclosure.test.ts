// Disclosures: two people, once, and what the file proves together with the log. Whatever is done to either is found by name.
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { openAccess } from '../../../access/index.ts';
import { fieldsPart } from '../../../fields/index.ts';
import type { Refusal } from '../../../kit/errors.ts';
import { dayMs, hourMs } from '../../../kit/time.ts';
import { deskDay } from '../../../report/index.ts';
import { inOrganisation } from '../../../runtime/database.ts';
import { openTestHouse, type TestHouse } from '../../../testing/house.ts';
import { type Caller, nobody } from '../../../verbs/caller.ts';
import { call } from '../../../verbs/verb.ts';
import { newSalt, paddingCommitment } from '../log/format.ts';
import { proveLog } from '../log/prove.ts';
import { logLines } from '../log/read.ts';
import { sealDue } from '../log/seal.ts';
import { insertSent, sent, type SentNotice, supervisor } from '../testing.ts';
import { discloseNotices } from './disclose.ts';
import type { DisclosedNotice, DisclosedPadding, DisclosureLine } from './form.ts';
import { proveDisclosure } from './prove.ts';
import { approveDisclosure, declineDisclosure, readDisclosures, requestDisclosure } from './verbs.ts';

let made: TestHouse;
before(async () => {
  made = await openTestHouse();
  await openAccess(made.house);
});
after(() => made?.close());

const refused = (code: string) => (thrown: Refusal) => {
  assert.equal(thrown.code, code);
  return true;
};
const ago = (ms: number) => new Date(made.house.now().getTime() - ms);
const daysAgo = (days: number) => deskDay(ago(days * dayMs));
const toBody = { body: 'Lembaga Pengawas Rekaan', basis: 'Surat contoh 1/2031' };

interface Desk {
  organisationId: string;
  notices: SentNotice[];
  asker: Caller;
  other: Caller;
}

/** A desk whose log holds four days, with notices on the first and the third of them. */
async function deskWithLog(): Promise<Desk> {
  const organisationId = await made.organisation();
  const notices = [];
  for (const days of [4, 4, 2]) notices.push(await sent(made.house, organisationId, { sentAt: ago(days * dayMs) }));
  await sealDue(made.house);
  return { organisationId, notices, asker: supervisor(organisationId), other: supervisor(organisationId) };
}

async function logOf({ organisationId }: Desk): Promise<string[]> {
  const chunks = [];
  for await (const chunk of logLines(made.house, { ...nobody, organisationId })) chunks.push(chunk);
  return chunks.join('').trim().split('\n');
}

const read = (file: string): DisclosureLine[] =>
  file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function disclosed(
  desk: Desk,
  given: { from?: string; to?: string; texts?: boolean } = {},
): Promise<DisclosureLine[]> {
  const { from = daysAgo(4), to = daysAgo(1), texts = true } = given;
  const asked = await call(made.house, requestDisclosure, desk.asker, { from, to, texts, ...toBody });
  await call(made.house, approveDisclosure, desk.other, asked);
  return read(await text(await call(made.house, discloseNotices, desk.asker, asked)));
}

async function prove(log: readonly string[], lines: readonly DisclosureLine[]) {
  const written = lines.map((line) => JSON.stringify(line));
  return proveDisclosure(await proveLog(log, null), written);
}

const faultsIn = async (log: readonly string[], lines: readonly DisclosureLine[]) =>
  [...new Set((await prove(log, lines)).faults.map(({ fault }) => fault))].toSorted();

const noticesOf = (lines: readonly DisclosureLine[]) =>
  lines.filter((line): line is DisclosedNotice => line.kind === 'notice');
const paddingOf = (lines: readonly DisclosureLine[]) =>
  lines.filter((line): line is DisclosedPadding => line.kind === 'padding');

test('a disclosure opens every commitment, as a notice or as padding, and bears the texts if asked', async () => {
  const desk = await deskWithLog();
  const log = await logOf(desk);
  const lines = await disclosed(desk);
  const { faults, notices, padding, texts } = await prove(log, lines);
  assert.deepEqual(faults, []);
  assert.deepEqual([notices, padding, texts], [3, 4 * 32 - 3, 3]);
  assert.deepEqual(
    noticesOf(lines)
      .map(({ reference }) => reference)
      .toSorted(),
    desk.notices.map(({ reference }) => reference).toSorted(),
  );
  const [first] = noticesOf(lines);
  const { text: said, salt } = desk.notices.find(({ reference }) => reference === first!.reference)!;
  assert.deepEqual([first!.text, first!.salt, first!.rule], [said, salt.toString('hex'), 'id-contoh']);
  const bare = await disclosed(desk, { texts: false });
  assert.deepEqual(await faultsIn(log, bare), []);
  assert.doesNotMatch(JSON.stringify(bare), /contoh\.example|Alasan/);
});

test('a part of the days is explained by itself; so is a notice that reached the log a day late', async () => {
  const desk = await deskWithLog();
  const log = await logOf(desk);
  const part = await disclosed(desk, { from: daysAgo(2), to: daysAgo(2) });
  assert.deepEqual(await faultsIn(log, part), []);
  assert.equal(noticesOf(part).length, 1);
  const late = await inOrganisation(made.house.database, desk.organisationId, (work) =>
    insertSent(work, made.house, { sentAt: ago(dayMs) }),
  );
  made.forward(dayMs);
  await sealDue(made.house);
  const lines = await disclosed(desk, { from: daysAgo(2), to: daysAgo(2) });
  const found = noticesOf(lines).find(({ reference }) => reference === late.reference);
  assert.deepEqual(
    [found?.sentOn, found?.batch],
    [daysAgo(2), 5],
    'it stands under the next day, and is disclosed with its own',
  );
  assert.deepEqual(await faultsIn(await logOf(desk), lines), []);
});

test('an altered notice is found, whether only its text was changed or its hash with it', async () => {
  const desk = await deskWithLog();
  const [log, lines] = [await logOf(desk), await disclosed(desk)];
  const change = (own: (line: DisclosedNotice) => Partial<DisclosedNotice>) => {
    const target = noticesOf(lines)[0]!;
    return lines.map((line) => (line === target ? { ...target, ...own(target) } : line));
  };
  const altered = (line: DisclosedNotice) => line.text!.replace('Alasan rekaan', 'Alasan lain');
  assert.deepEqual(
    await faultsIn(
      log,
      change((line) => ({ text: altered(line) })),
    ),
    ['text-altered'],
  );
  const { createHash } = await import('node:crypto');
  const sha256 = (said: string) => createHash('sha256').update(said).digest('hex');
  const both = change((line) => ({ text: altered(line), sealedSha256: sha256(altered(line)) }));
  assert.deepEqual(await faultsIn(log, both), ['does-not-open']);
  assert.deepEqual(
    await faultsIn(
      log,
      change(() => ({ reference: 'ZZZZ-ZZZZ' })),
    ),
    ['text-altered'],
  );
  assert.deepEqual(
    await faultsIn(
      log,
      change(() => ({ sentOn: daysAgo(1) })),
    ),
    ['before-it-was-sent', 'text-altered'],
  );
  assert.deepEqual(
    await faultsIn(
      log,
      change(() => ({ salt: newSalt().toString('hex') })),
    ),
    ['does-not-open'],
  );
});

test('a missing notice is found: what stands in the log is not explained', async () => {
  const desk = await deskWithLog();
  const [log, lines] = [await logOf(desk), await disclosed(desk)];
  const target = noticesOf(lines)[1]!;
  const without = lines.filter((line) => line !== target);
  const { faults } = await prove(log, without);
  assert.deepEqual(
    faults.map(({ fault, where }) => [fault, where]),
    [
      ['commitment-unexplained', `place ${target.place} of batch ${target.batch}`],
      ['notices-miscounted', 'the disclosure'],
    ],
  );
  const hidden = without.map((line) => (line.kind === 'end' ? { ...line, notices: line.notices - 1 } : line));
  assert.deepEqual(await faultsIn(log, hidden), ['commitment-unexplained']);
});

test('a notice cannot be passed off as padding, nor padding as a notice', async () => {
  const desk = await deskWithLog();
  const [log, lines] = [await logOf(desk), await disclosed(desk, { texts: false })];
  const notice = noticesOf(lines)[0]!;
  const as: DisclosedPadding = { kind: 'padding', batch: notice.batch, place: notice.place, salt: notice.salt! };
  const counted = (change: number) => (line: DisclosureLine) =>
    line.kind === 'end' ? { ...line, notices: line.notices + change, padding: line.padding - change } : line;
  assert.deepEqual(await faultsIn(log, lines.map((line) => (line === notice ? as : line)).map(counted(-1))), [
    'does-not-open',
  ]);
  const padding = paddingOf(lines)[0]!;
  const invented = { ...notice, ...padding, kind: 'notice' as const, reference: 'ZZZZ-ZZZZ' };
  const claimed = lines.map((line) => (line === padding ? invented : line)).map(counted(1));
  assert.deepEqual(await faultsIn(log, claimed), ['padding-as-notice']);
});

test('a log cut short, another log, places exchanged, files cut short: each by its name', async () => {
  const desk = await deskWithLog();
  const [log, lines] = [await logOf(desk), await disclosed(desk, { texts: false })];
  assert.deepEqual(await faultsIn(log.slice(0, 2), lines), ['log-cut-short', 'place-unknown']);
  const other = await deskWithLog();
  assert.ok((await faultsIn(await logOf(other), lines)).includes('log-cut-short'));
  const [one, two] = noticesOf(lines) as [DisclosedNotice, DisclosedNotice];
  const exchanged = lines.map((line) => {
    if (line === one) return { ...one, batch: two.batch, place: two.place };
    return line === two ? { ...two, batch: one.batch, place: one.place } : line;
  });
  assert.deepEqual(await faultsIn(log, exchanged), ['place-wrong']);
  assert.deepEqual(await faultsIn(log, [...lines.slice(0, -1), one, lines.at(-1)!]), [
    'notices-miscounted',
    'opened-twice',
  ]);
  assert.deepEqual(await faultsIn(log, lines.slice(0, -1)), ['file-cut-short']);
  assert.deepEqual(await faultsIn(log, lines.slice(1)), ['file-cut-short']);
  const half = lines
    .map((line) => JSON.stringify(line))
    .join('\n')
    .slice(0, -20)
    .split('\n');
  const { faults } = await proveDisclosure(await proveLog(log, null), half);
  assert.deepEqual(
    faults.map(({ fault }) => fault),
    ['file-cut-short', 'line-unreadable'].toReversed(),
  );
});

test('a log in which a batch was made anew around other commitments does not fit the salts', async () => {
  const desk = await deskWithLog();
  const [log, lines] = [await logOf(desk), await disclosed(desk, { texts: false })];
  const batch = JSON.parse(log[0]!);
  const forged = paddingCommitment(newSalt()).toString('hex');
  const target = noticesOf(lines)[0]!;
  batch.commitments[target.place - 1] = forged;
  const { faults } = await prove([JSON.stringify(batch), ...log.slice(1)], lines);
  assert.ok(faults.some(({ fault, where }) => fault === 'does-not-open' && where.includes(target.reference)));
});

test('a notice whose key was destroyed is counted and said to be unreadable, not left out', async () => {
  const desk = await deskWithLog();
  await inOrganisation(made.house.database, desk.organisationId, (work) =>
    made.house.part(fieldsPart).eraseRecord(work, desk.notices[0]!.id, made.house.now()),
  );
  const lines = await disclosed(desk);
  assert.deepEqual(await faultsIn(await logOf(desk), lines), ['salt-destroyed']);
  assert.equal(noticesOf(lines).length, 3);
});

test('one asks, another lets go, the first takes it, once and within a day', async () => {
  const desk = await deskWithLog();
  const { house } = made;
  const ask = () =>
    call(house, requestDisclosure, desk.asker, { from: daysAgo(4), to: daysAgo(1), texts: false, ...toBody });
  const asked = await ask();
  const key: Caller = { ...desk.asker, kind: 'key', id: 'key_contoh', behind: desk.asker.id };
  for (const own of [desk.asker, key])
    await assert.rejects(call(house, approveDisclosure, own, asked), refused('disclosure-needs-another'));
  await assert.rejects(call(house, discloseNotices, desk.asker, asked), refused('disclosure-not-ready'));
  await call(house, approveDisclosure, desk.other, asked);
  await assert.rejects(call(house, discloseNotices, desk.other, asked), refused('not-your-disclosure'));
  await text(await call(house, discloseNotices, desk.asker, asked));
  await assert.rejects(call(house, discloseNotices, desk.asker, asked), refused('disclosure-not-ready'));
  const late = await ask();
  await call(house, approveDisclosure, desk.other, late);
  made.forward(dayMs + hourMs);
  await assert.rejects(call(house, discloseNotices, desk.asker, late), refused('disclosure-not-ready'));
  const back = await call(house, requestDisclosure, desk.asker, { from: daysAgo(5), to: daysAgo(3), ...toBody });
  await call(house, declineDisclosure, desk.asker, back);
  await assert.rejects(call(house, approveDisclosure, desk.other, back), refused('disclosure-not-open'));
  const { disclosures } = await call(house, readDisclosures, desk.other, {});
  assert.deepEqual(disclosures.map(({ state }) => state).toSorted(), ['declined', 'lapsed', 'taken']);
});

test('days that the log does not hold yet, or that are none, cannot be disclosed', async () => {
  const desk = await deskWithLog();
  const ask = (days: { from: string; to: string }) =>
    call(made.house, requestDisclosure, desk.asker, { ...days, ...toBody });
  await assert.rejects(ask({ from: daysAgo(4), to: daysAgo(0) }), refused('days-not-in-log'));
  await assert.rejects(ask({ from: daysAgo(1), to: daysAgo(4) }), refused('bad-input'));
  await assert.rejects(ask({ from: '2031-02-30', to: daysAgo(1) }), refused('bad-input'));
});
