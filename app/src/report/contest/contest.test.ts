// Contests: decided by someone who had nothing to do with it, and the receipt says the same whatever was decided.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeKey } from '../../access/index.ts';
import { writeEvent } from '../../audit/record.ts';
import { inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import {
  alsoConcerned,
  comeBackToContest,
  decideContest,
  decidedContest,
  fileContest,
  openReceipt,
  readContest,
  readContests,
  takeContest,
  writeAboutContest,
  writeToContester,
} from '../index.ts';
import { newOnce } from '../receipt/index.ts';
import { everything, fileMadeUp, openReportDesk, type ReportDesk } from '../testing.ts';
import { defangedText } from './defanged.ts';
import { decideWithinMs } from './verbs.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const reasons = 'Alasan rekaan, satu kalimat.';
const contest = async (subject: string) => {
  const once = newOnce();
  const filed = await call(desk.house, fileContest, desk.reporter, { once, kind: 'content-removed', subject });
  const { ticket } = await call(desk.house, openReceipt, desk.reporter, { receipt: filed.receipt!.join(' ') });
  return { ...filed, once, ticket };
};
const come = (ticket: string) => call(desk.house, comeBackToContest, desk.reporter, { ticket });
const decided = async (subject: string, decision: 'upheld' | 'not-upheld' | 'not-ours') => {
  const { id, ticket } = await contest(subject);
  await call(desk.house, takeContest, desk.officer, { id });
  await call(desk.house, decideContest, desk.officer, { id, decision, reasons });
  return come(ticket);
};

test('the receipt of a contest tells the same whatever was decided, known here or not', async () => {
  await fileMadeUp(desk, { items: 'https://dikenal.example/halaman' });
  const told = [
    await decided('https://dikenal.example/halaman', 'upheld'),
    await decided('https://dikenal.example/halaman', 'not-upheld'),
    await decided('https://tidak-dikenal.example/halaman', 'not-ours'),
    await decided('akun yang tidak terbaca', 'not-upheld'),
  ];
  const plain = told.map(({ ticket: _ticket, reference: _reference, ...rest }) => rest);
  for (const each of plain) assert.deepEqual(each, plain[0]);
  assert.equal(plain[0]!.decided, true);
  assert.doesNotMatch(JSON.stringify(told), /upheld|dikenal|Alasan|itm_|rep_|per_/);
});

test('filing tells nothing about what is known here', async () => {
  await fileMadeUp(desk, { items: 'https://sudah-ada.example/a' });
  const [known, unknown] = [await contest('https://sudah-ada.example/a'), await contest('https://belum.example/a')];
  assert.deepEqual(Object.keys(known), Object.keys(unknown));
  assert.equal((await call(desk.house, readContest, desk.officer, { id: known.id })).items.length, 1);
  assert.equal((await call(desk.house, readContest, desk.officer, { id: unknown.id })).items.length, 0);
});

test('nor can whoever had a key of theirs act on it', async () => {
  const { house, organisationId } = desk;
  const filed = await fileMadeUp(desk, { items: 'https://lewat-kunci.example/x' });
  const { id } = await contest('https://lewat-kunci.example/x');
  const owner = callerOf(organisationId, [...everything, 'access.manage-keys']);
  const key = await call(house, makeKey, owner, { name: 'Kunci Rekaan', scopes: ['report'] } as never);
  await inOrganisation(house.database, organisationId, (work) =>
    writeEvent(work, {
      at: house.now(),
      organisationId,
      actorKind: 'key',
      actorId: key.id,
      verb: 'report.made-up',
      thing: filed.id,
      facts: {},
    }),
  );
  await assert.rejects(call(house, takeContest, owner, { id }), refused('involved'));
});

test('whoever acted on a report or item in question can neither take nor decide, nor can a key of theirs', async () => {
  const filed = await fileMadeUp(desk, { items: 'https://terlibat.example/x' });
  const { id } = await contest('https://terlibat.example/x');
  const involved = callerOf(desk.organisationId, everything);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    writeEvent(work, {
      at: desk.house.now(),
      organisationId: desk.organisationId,
      actorKind: 'person',
      actorId: involved.id,
      verb: 'report.made-up',
      thing: filed.id,
      facts: {},
    }),
  );
  const key: Caller = { ...involved, kind: 'key', id: 'key_made_up', behind: involved.id };
  for (const caller of [involved, key])
    await assert.rejects(call(desk.house, takeContest, caller, { id }), refused('involved'));
  assert.equal((await call(desk.house, readContest, involved, { id })).involved, true);
  await call(desk.house, takeContest, desk.officer, { id });
  await assert.rejects(
    call(desk.house, decideContest, desk.second, { id, decision: 'upheld', reasons }),
    refused('contest-taken'),
  );
  await call(desk.house, decideContest, desk.officer, { id, decision: 'upheld', reasons });
  await assert.rejects(
    call(desk.house, decideContest, desk.officer, { id, decision: 'not-upheld', reasons }),
    refused('wrong-state'),
  );
});

test('whoever acted on what another desk made of the items can neither take nor decide; other items are none of it', async () => {
  const made = new Map<string, string>();
  alsoConcerned(desk.house, 'made-up', async (_, itemIds) => itemIds.flatMap((id) => made.get(id) ?? []));
  assert.throws(() => alsoConcerned(desk.house, 'made-up', async () => []), /said already/);
  await fileMadeUp(desk, { items: 'https://diminta.example/x https://lain.example/y' });
  const { id } = await contest('https://diminta.example/x');
  const elsewhere = await contest('https://lain.example/y');
  const [officer, other] = [callerOf(desk.organisationId, everything), callerOf(desk.organisationId, everything)];
  const { items } = await call(desk.house, readContest, officer, { id });
  made.set(items[0]!, 'rmv_made-up');
  await call(desk.house, takeContest, other, { id });
  for (const { id: actor } of [officer, other])
    await inOrganisation(desk.house.database, desk.organisationId, (work) =>
      writeEvent(work, {
        at: desk.house.now(),
        organisationId: desk.organisationId,
        actorKind: 'person',
        actorId: actor,
        verb: 'remove.made-up',
        thing: 'rmv_made-up',
        facts: {},
      }),
    );
  assert.equal((await call(desk.house, readContest, officer, { id })).involved, true);
  await assert.rejects(call(desk.house, takeContest, officer, { id }), refused('involved'));
  await assert.rejects(
    call(desk.house, decideContest, other, { id, decision: 'upheld', reasons }),
    refused('involved'),
  );
  await call(desk.house, takeContest, officer, { id: elsewhere.id });
});

test('what was decided is told to other desks with the items that it is about by then, and nothing before', async () => {
  const about = (id: string) =>
    inOrganisation(desk.house.database, desk.organisationId, (work) => decidedContest(work, id));
  const { id } = await contest('https://putusan.example/x dan https://putusan.example/y');
  await fileMadeUp(desk, { items: 'https://putusan.example/x' });
  await call(desk.house, takeContest, desk.officer, { id });
  assert.equal(await about(id), null);
  await call(desk.house, decideContest, desk.officer, { id, decision: 'partly-upheld', reasons });
  await fileMadeUp(desk, { items: 'https://putusan.example/y' });
  const decided = await about(id);
  assert.equal(decided?.decision, 'partly-upheld');
  assert.deepEqual(decided.items, (await call(desk.house, readContest, desk.second, { id })).items);
  assert.equal(decided.items.length, 2);
  assert.equal(await about('con_made-up'), null);
});

test('whoever became involved after taking it cannot decide any more', async () => {
  const { id } = await contest('https://kemudian.example/x');
  const officer = callerOf(desk.organisationId, everything);
  await call(desk.house, takeContest, officer, { id });
  const later = await fileMadeUp(desk, { items: 'https://kemudian.example/x' });
  await inOrganisation(desk.house.database, desk.organisationId, async (work) => {
    await writeEvent(work, {
      at: desk.house.now(),
      organisationId: desk.organisationId,
      actorKind: 'person',
      actorId: officer.id,
      verb: 'report.made-up',
      thing: later.id,
      facts: {},
    });
  });
  await assert.rejects(
    call(desk.house, decideContest, officer, { id, decision: 'upheld', reasons }),
    refused('involved'),
  );
});

test('the open contests stand by the day they are due, fourteen days after they came', async () => {
  const { id } = await contest('https://batas.example/x');
  const open = await call(desk.house, readContests, desk.officer, {});
  const due = open.map(({ dueAt }) => dueAt.getTime());
  assert.deepEqual(
    due,
    due.toSorted((a, b) => a - b),
  );
  const found = open.find((each) => each.id === id)!;
  assert.equal(found.dueAt.getTime() - found.receivedAt.getTime(), decideWithinMs);
});

test('both sides write to each other, and nobody else reads it', async () => {
  const { id, ticket } = await contest('https://pesan.example/x');
  await call(desk.house, writeAboutContest, desk.reporter, { ticket, body: 'Itu gambar kucing saya.' });
  await assert.rejects(
    call(desk.house, writeToContester, desk.officer, { id, body: 'Terima kasih.' }),
    refused('contest-taken'),
  );
  await call(desk.house, takeContest, desk.officer, { id });
  await call(desk.house, writeToContester, desk.officer, { id, body: 'Terima kasih.' });
  const { messages } = await come(ticket);
  assert.deepEqual(
    messages.map(({ fromDesk, body }) => [fromDesk, body]),
    [
      [false, 'Itu gambar kucing saya.'],
      [true, 'Terima kasih.'],
    ],
  );
  const stranger = callerOf(await desk.organisation(), everything);
  await assert.rejects(call(desk.house, readContest, stranger, { id }), refused('no-such-contest'));
});

test('an address that somebody wrote is shown unusable, and other words as they are', () => {
  const typed = 'Lihat https://foto.contoh.example/a.b?x=1 dan HTTP://x.example. Terima kasih.';
  const shown = defangedText(typed);
  assert.doesNotMatch(shown, /https?:|contoh\.example/i);
  assert.match(shown, /hxxps:\/\/foto\[\.\]contoh\[\.\]example/);
  assert.match(shown, /example\. Terima kasih\.$/);
});
