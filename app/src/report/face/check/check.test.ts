// Coming back, as the pages show it to whoever holds the receipt: the person concerned, a friend, a stalker, a suspect.
// Each protection is seen by what the page would show without it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fieldsPart } from '../../../fields/index.ts';
import { dayMs, hourMs, minuteMs } from '../../../kit/time.ts';
import { inOrganisation } from '../../../runtime/database.ts';
import { call } from '../../../verbs/verb.ts';
import { mergeReports, moveReport, readReport, writeToReporter } from '../../intake/verbs.ts';
import { tell } from '../../tell.ts';
import { fileMadeUp } from '../../testing.ts';
import { fileContest } from '../../contest/verbs.ts';
import { newOnce } from '../../receipt/index.ts';
import { showScreen } from '../screen.ts';
import { html } from '../../../kit/html.ts';
import { type OpenFace, openFace } from '../testing/open-face.ts';
import { Reader } from '../testing/reader.ts';
import { checkWords } from './words.ts';

let desk: OpenFace;
const calm = { freePerSource: 1e6, mostPerSource: 1e6, manyPerMinute: 1e6, calmMs: 1 };
before(async () => {
  desk = await openFace({
    facts: { live: true },
    flood: calm,
    elsewhere: (request, reply, ticket) =>
      showScreen(request, reply, {
        title: 'x',
        main: html`<h1>elsewhere ${ticket.length > 20 ? 'with a ticket' : ''}</h1>`,
      }),
  });
});
after(() => desk?.close());

const words = checkWords('id');
const contact = {
  way: 'sms',
  address: '0811-0000-0000',
  hours: 'sore hari',
  senderName: 'Toko Rekaan',
  voicemail: 'never',
  codePhrase: 'kucing oranye',
} as const;

type Told = Record<string, unknown>;

async function filed(told: Told = {}) {
  const { id, receipt } = await fileMadeUp(desk, { concern: 'sextortion', relation: 'self', ...told });
  return { id, receipt: receipt!.join(' ') };
}

/** Types the words of a receipt; the page that opens. */
async function opened(receipt: string, language: 'id' | 'en' = 'id'): Promise<Reader> {
  const who = new Reader(desk.server, { headers: { 'accept-language': language } });
  await who.get('/check');
  await who.press(null, { receipt });
  return who;
}

/** What stands on a page: its main content as text, without tickets, which differ each time. */
const shown = ({ text }: Reader): string =>
  /<main[^>]*>(.*)<\/main>/s
    .exec(text)![1]!
    .replaceAll(/<input type="hidden"[^>]*>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const title = ({ text }: Reader): string => /<h1>(.*?)<\/h1>/.exec(text)![1]!;

const move = async (id: string, transition: string, more: Told = {}): Promise<void> => {
  const { version } = (await call(desk.house, readReport, desk.officer, { id })).report;
  await call(desk.house, moveReport, desk.officer, { id, version, transition, ...more } as never);
};

const noted = (reportId: string, kind: string, facts = {}) =>
  inOrganisation(desk.house.database, desk.organisationId, (work) =>
    tell(work, { reportId, kind, facts, by: desk.officer.id, at: desk.house.now() }),
  );

test('the person concerned is told at once; a friend, a finder and whoever did not say, two days later and less', async () => {
  const { states } = words;
  for (const [relation, now, later] of [
    ['self', states.read.title, states.read.title],
    ['friend', states.received.title, states.received.title],
    ['finder', states.received.title, states.received.title],
    [null, states.received.title, states.received.title],
  ] as const) {
    const { id, receipt } = await filed({ relation });
    await move(id, 'triage');
    assert.equal(title(await opened(receipt)), now, `${relation}, at once`);
    desk.forward(3 * dayMs);
    assert.equal(title(await opened(receipt)), later, `${relation}, three days later`);
  }
});

test('a third party learns that work has begun only after two days, and sees no number of anything', async () => {
  const { id, receipt } = await filed({
    relation: 'friend',
    items: 'https://rekaan.example/1 https://rekaan.example/2',
  });
  await filed({ relation: 'self', items: 'https://rekaan.example/1' });
  await move(id, 'begin');
  desk.forward(2 * dayMs - minuteMs);
  const before = await opened(receipt);
  assert.equal(title(before), words.states.received.title);
  assert.ok(shown(before).includes(words.thirdParty));
  desk.forward(minuteMs);
  const later = await opened(receipt);
  assert.equal(title(later), words.states['being-worked-on'].title);
  const digits = shown(later)
    .replace(/Laporan \w{4}-\w{4}/, '')
    .replace(/pada \d+ \w+ \d{4}/, '');
  assert.doesNotMatch(digits, /\d/);
});

test('what the desk notes about police, notices, matches and removals changes not a letter of the page', async () => {
  for (const relation of ['self', 'friend'] as const) {
    const { id, receipt } = await filed({ relation, items: 'https://rekaan.example/akun ig @akun.rekaan' });
    const before = shown(await opened(receipt));
    await noted(id, 'police-contacted', { unit: 'made-up' });
    await noted(id, 'notice-sent', { platform: 'instagram' });
    await noted(id, 'match-confirmed', { count: 3 });
    await noted(id, 'item-removed', { grade: 'machine-confirmed' });
    desk.forward(3 * dayMs);
    assert.equal(shown(await opened(receipt)), before, relation);
  }
});

test('a report handed to the police says that others can help, and never who', async () => {
  const { id, receipt } = await filed();
  await move(id, 'refer', { referredTo: 'police' });
  for (const language of ['id', 'en'] as const) {
    const page = await opened(receipt, language);
    assert.equal(title(page), checkWords(language).states.referred.title);
    assert.doesNotMatch(shown(page), /polisi|police|110/i);
  }
  const other = await filed({ relation: 'friend' });
  await move(other.id, 'refer', { referredTo: 'police' });
  desk.forward(3 * dayMs);
  assert.equal(title(await opened(other.receipt)), words.states.finished.title, 'a third party learns that it ended');
});

test('a report that was joined to another, and one that was taken for spam, look like any other', async () => {
  const [one, other, spam] = [await filed(), await filed(), await filed()];
  const { version } = (await call(desk.house, readReport, desk.officer, { id: one.id })).report;
  await call(desk.house, mergeReports, desk.officer, {
    id: one.id,
    version,
    into: other.id,
    reason: 'same-thing',
  } as never);
  await move(other.id, 'begin');
  await move(spam.id, 'mark-spam');
  const pages = await Promise.all([one, other].map(async ({ receipt }) => shown(await opened(receipt))));
  const [joined, worked] = pages.map((text) => text.replace(/Laporan \w{4}-\w{4}/, ''));
  assert.equal(joined, worked);
  assert.equal(title(await opened(spam.receipt)), words.states.finished.title);
});

test('behind a second lock messages stay hidden, and not even that there are any is told', async () => {
  const { id, receipt } = await filed();
  const who = await opened(receipt);
  await who.press('lock');
  await who.press('set-lock', { phrase: 'tiga kucing di atap', hide: 'yes' });
  assert.ok(shown(who).includes(words.lock.done));
  const empty = shown(await opened(receipt));
  const { version } = (await call(desk.house, readReport, desk.officer, { id })).report;
  await call(desk.house, writeToReporter, desk.officer, { id, version, body: 'Hanya untukmu.' });
  const locked = await opened(receipt);
  assert.equal(shown(locked), empty);
  await locked.press('unlock', { phrase: 'tebakan' });
  assert.equal(locked.page.statusCode, 422);
  assert.ok(shown(locked).includes(words.wrong.phrase));
  await locked.press('unlock', { phrase: ' Tiga kucing di ATAP ' });
  assert.match(shown(locked), /Hanya untukmu\./);
  assert.doesNotMatch(locked.text, /tiga kucing/i);
});

test('whoever guesses the second lock has to wait, and is told how long', async () => {
  const { receipt } = await filed();
  const who = await opened(receipt);
  await who.press('lock');
  await who.press('set-lock', { phrase: 'tiga kucing di atap', hide: 'yes' });
  const thief = await opened(receipt);
  for (let n = 0; n < 5; n += 1) await thief.press('unlock', { phrase: `tebakan ${n}` });
  await thief.press('unlock', { phrase: 'tiga kucing di atap' });
  assert.equal(thief.page.statusCode, 429);
  assert.match(shown(thief), /Tunggu \d+ menit/);
  await thief.press('lock');
  await thief.press('set-lock', { phrase: 'kunci orang lain', present: 'tebakan' });
  assert.equal(thief.page.statusCode, 422);
  assert.match(shown(thief), /Tunggu \d+ menit/);
});

test('whoever found the paper cannot change the lock, nor have the desk call somebody else', async () => {
  const { id, receipt } = await filed();
  const who = await opened(receipt);
  await who.press('lock');
  await who.press('set-lock', { phrase: 'tiga kucing di atap' });
  const thief = await opened(receipt);
  await thief.press('lock');
  await thief.press('set-lock', { phrase: 'kunci orang lain' });
  assert.equal(thief.page.statusCode, 422);
  assert.ok(shown(thief).includes(words.wrong.needsPhrase));
  await thief.press('see');
  await thief.press('contact');
  await thief.press('save-contact', contact);
  assert.equal(thief.page.statusCode, 422);
  assert.ok(shown(thief).includes(words.wrong.needsPhrase));
  assert.equal(thief.fields.senderName, contact.senderName, 'what was typed is still there');
  const owner = await opened(receipt);
  await owner.press('contact');
  await owner.press('save-contact', { ...contact, present: 'tiga kucing di atap' });
  assert.ok(shown(owner).includes(words.contact.saved));
  assert.equal((await call(desk.house, readReport, desk.officer, { id })).report.anonymity, 'confidential');
});

test('a safe contact is shown to nobody, nor whether there is one; taking it back needs the receipt only', async () => {
  const [without, given] = [await filed(), await filed({ contact })];
  const pages: string[] = [];
  for (const { receipt } of [without, given]) {
    const who = await opened(receipt);
    await who.press('contact');
    pages.push(shown(who));
    for (const secret of [contact.address, contact.hours, contact.senderName, contact.codePhrase])
      assert.ok(!who.text.includes(secret), secret);
  }
  assert.equal(pages[0], pages[1]);
  const who = await opened(given.receipt);
  await who.press('contact');
  await who.press('drop-contact');
  assert.ok(shown(who).includes(words.contact.dropped));
});

test('a half contact names what is missing and keeps the rest', async () => {
  const { codePhrase: _, ...half } = contact;
  const who = await opened((await filed()).receipt);
  await who.press('contact');
  await who.press('save-contact', half);
  assert.equal(who.page.statusCode, 422);
  assert.match(shown(who), /Tulis dua atau tiga kata/);
  assert.equal(who.fields.address, contact.address);
});

test('what the report said is never shown again, by no page behind its receipt', async () => {
  const secrets = ['kalimat rekaan', 'Kampung Rekaan', 'akun.rekaan', contact.address];
  const { receipt } = await filed({ story: secrets[0], place: secrets[1], items: 'ig @akun.rekaan', contact });
  const who = await opened(receipt);
  for (const way of ['see', 'lock', 'contact', 'proof', 'done', 'see']) await who.press(way);
  for (const { answer } of who.visited) for (const secret of secrets) assert.ok(!answer.body.includes(secret), secret);
});

const mistakes: [what: string, change: (words: string[]) => string, said: RegExp][] = [
  ['nothing', () => '', /Ketik sembilan katanya/],
  ['a word too few', (given) => given.slice(1).join(' '), /harus sembilan kata/],
  ['a word too many', (given) => [...given, given[0]].join(' '), /harus sembilan kata/],
  ['a word that is none', (given) => given.with(4, 'xyzzyq').join(' '), /Kata nomor 5 tidak kami kenal/],
  ['far too much', () => 'kata '.repeat(2000), /harus sembilan kata/],
];
for (const [what, change, said] of mistakes)
  test(`${what} typed for the receipt is answered with what would be right, and kept`, async () => {
    const { receipt } = await filed();
    const typed = change(receipt.split(' '));
    const who = await opened(typed);
    assert.equal(who.page.statusCode, 422);
    assert.match(shown(who), said);
    assert.equal(who.fields.receipt, typed.trim());
  });

test('the beginning of a word will do, and where it does not fit, the word is named with the one that was likely meant', async () => {
  const { receipt } = await filed();
  const given = receipt.split(' ');
  const at = given.findIndex((word) => word.length >= 5);
  const who = await opened(given.with(at, given[at]!.slice(0, 4)).join(' '));
  assert.equal(who.page.statusCode, 200);
  // The beginning of a word of another receipt: read as that word, which does not belong here.
  const strange = (await filed()).receipt.split(' ').filter((word) => word.length >= 5 && !given.includes(word));
  const said = await Promise.all(
    strange.map(async (word) => shown(await opened(given.with(at, word.slice(0, 4)).join(' ')))),
  );
  // One in 256 passes for a receipt that there is not.
  const named = said.filter((text) => text.includes(`Kata nomor ${at + 1} tidak kami kenal. Mungkin maksudmu “`));
  assert.ok(named.length >= said.length - 1 && named.length > 0, said.join('\n'));
});

test('words in another order open nothing, and words are taken however they are written', async () => {
  const { receipt } = await filed();
  const given = receipt.split(' ');
  const turned = await opened([...given.slice(1), given[0]].join(' '));
  assert.equal(turned.page.statusCode, 422);
  const lines = [0, 3, 6].map((start, line) => `${line + 1}. ${given.slice(start, start + 3).join('  ')}`);
  const who = await opened(lines.join('\n').toUpperCase());
  assert.equal(who.page.statusCode, 200, who.text);
});

test('a ticket ends after half an hour: the words are asked for again, and a message is kept', async () => {
  const { receipt } = await filed();
  const who = await opened(receipt);
  desk.forward(hourMs);
  await who.press('write', { body: 'Aku ingin menambahkan ini.' });
  assert.equal(who.page.statusCode, 422);
  assert.ok(shown(who).includes(words.wrong.over) && shown(who).includes(words.wrong.overDraft));
  await who.press(null, { receipt });
  assert.equal(who.fields.body, 'Aku ingin menambahkan ini.');
  await who.press('lock');
  await who.speak('en');
  await who.press('see');
  assert.equal(who.fields.body, 'Aku ingin menambahkan ini.', 'carried through other screens');
  await who.press('write');
  assert.match(shown(who), /Your message has been sent/);
  assert.equal(who.fields.body, '');
});

test('a message whose page is loaded again is one message', async () => {
  const { id, receipt } = await filed();
  const who = await opened(receipt);
  await who.press('write', { body: 'Masih terjadi.' });
  await who.again();
  await who.again();
  assert.equal(shown(who).split('Masih terjadi.').length - 1, 1);
  const entries = (await call(desk.house, readReport, desk.officer, { id })).entries;
  assert.equal(entries.filter(({ kind }) => kind === 'message-from-reporter').length, 1);
});

test('an empty or endless message is refused beside its field, and kept', async () => {
  const who = await opened((await filed()).receipt);
  await who.press('write', { body: '  ' });
  assert.ok(shown(who).includes(words.wrong.body));
  await who.press('write', { body: 'x'.repeat(5001) });
  assert.match(shown(who), /Terlalu panjang: 5\.001 huruf, yang muat 5\.000/);
  assert.equal(who.fields.body?.length, 5001);
});

test('behind the receipt of a report that was erased a message is refused beside its field, and kept on the page', async () => {
  const { id, receipt } = await filed({ story: 'Kalimat rekaan.' });
  const who = await opened(receipt);
  await inOrganisation(desk.house.database, desk.organisationId, (work) =>
    desk.house.part(fieldsPart).eraseRecord(work, id, desk.house.now()),
  );
  await who.press('write', { body: 'Masih terjadi.' });
  assert.equal(who.page.statusCode, 409);
  assert.ok(shown(who).includes(words.wrong.erased));
  assert.equal(who.fields.body, 'Masih terjadi.');
  await who.press('contact');
  await who.press('save-contact', contact);
  assert.equal(who.page.statusCode, 409);
  assert.ok(shown(who).includes(words.wrong.erased));
});

test('a ticket that was made up, and a page that is loaded again later, lead back to the words', async () => {
  const who = new Reader(desk.server);
  await who.post('/check/open', 'ticket=never&go=write&body=x');
  assert.equal(who.page.statusCode, 422);
  assert.match(who.text, /name="receipt"/);
  await who.post('/check/open', '');
  assert.match(who.text, /name="receipt"/);
  await who.get('/check/open');
  assert.deepEqual([who.page.statusCode, who.page.headers.location], [303, '/check']);
});

test('what is no report is shown by whoever owns it', async () => {
  const given = { once: newOnce(), kind: 'wrongly-named' as const, subject: 'https://rekaan.example/x' };
  const { receipt } = await call(desk.house, fileContest, desk.reporter, given);
  const who = await opened(receipt!.join(' '));
  assert.match(who.text, /elsewhere with a ticket/);
});

test('no page sets a cookie, and every one is kept by no cache', async () => {
  const who = await opened((await filed()).receipt);
  for (const way of ['lock', 'see', 'contact', 'see', 'proof', 'get-proof']) await who.press(way).catch(() => {});
  for (const { answer } of who.visited) {
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers['cache-control'], 'no-store');
  }
});
