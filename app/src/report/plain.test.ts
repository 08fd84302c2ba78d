// What only a script sends never reaches a page of the desk, by whichever way it came.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callerOf } from '../testing/house.ts';
import { call } from '../verbs/verb.ts';
import {
  comeBack,
  fileContest,
  filePartnerReport,
  openReceipt,
  openText,
  readContest,
  readReport,
  setContact,
  writeAboutContest,
  writeToDesk,
} from './index.ts';
import { plain } from './plain.ts';
import { newOnce } from './receipt/index.ts';
import { fileMadeUp, openReportDesk, type ReportDesk, ticketFor } from './testing.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const hostile = '\u0000\u0007\u001b[31m\u0085\u202E\u2066\u200f\u200b\ufeff\u{e0041}';
const unseen = /(?!\n)[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
const nothingUnseen = (value: unknown): void => {
  const text = JSON.stringify(value, (_, each) => (each instanceof Map ? [...each] : each)).replaceAll('\\n', ' ');
  assert.doesNotMatch(text, unseen);
  assert.doesNotMatch(text, /\\u00|\\[bf]|\\ud/);
};
const contact = {
  way: 'phone',
  address: `${hostile}0811-0000-0000`,
  hours: `sore${hostile}`,
  senderName: `Toko${hostile}Rekaan`,
  voicemail: 'never',
  codePhrase: `kucing ${hostile}oranye`,
} as const;
const told = {
  story: `Satu${hostile}\r\ndua\u2028tiga\ud800`,
  place: `${hostile}Kampung Rekaan`,
  items: `https://rekaan${hostile}.example/a${hostile}\nig @akun${hostile}rekaan`,
  contact,
};

const seen = async (id: string) => {
  const { readable, report } = await call(desk.house, readReport, desk.officer, { id });
  const { story } = await call(desk.house, openText, desk.officer, { id });
  return { readable, report, story };
};

test('from the form and behind the receipt', async () => {
  const filed = await fileMadeUp(desk, told);
  const ticket = await ticketFor(desk, filed);
  await call(desk.house, writeToDesk, desk.reporter, { ticket, body: `Halo${hostile} lagi` });
  await assert.rejects(call(desk.house, writeToDesk, desk.reporter, { ticket, body: '\u202e\u200b\u0000' }), {
    code: 'bad-input',
  });
  const shown = await seen(filed.id);
  nothingUnseen(shown);
  assert.equal(shown.story?.slice(0, 17), 'Satu[31m\ndua\ntiga');
  assert.equal(shown.readable!.contact!.address, '[31m0811-0000-0000');
  await call(desk.house, setContact, desk.reporter, { ticket, contact: { ...contact, way: 'sms' } });
  nothingUnseen(await seen(filed.id));
  nothingUnseen((await call(desk.house, comeBack, desk.reporter, { ticket })).messages);
});

test('from a partner’s program', async () => {
  const partner = callerOf(desk.organisationId, ['report.file']);
  const items = [`https://rekaan.example/b${hostile}`, `ig @akun${hostile}lain`];
  const given = { concern: 'unsure', ...told, items, partnerReference: `R-${hostile}1` } as const;
  const { id } = await call(desk.house, filePartnerReport, partner, given);
  nothingUnseen(await seen(id));
});

test('in a contest', async () => {
  const given = { once: newOnce(), kind: 'wrongly-named' as const, subject: `akun${hostile} ini`, statement: hostile };
  const { id, receipt } = await call(desk.house, fileContest, desk.reporter, given);
  const { ticket } = await call(desk.house, openReceipt, desk.reporter, { receipt: receipt!.join(' ') });
  await call(desk.house, writeAboutContest, desk.reporter, { ticket, body: `Halo${hostile}` });
  nothingUnseen(await call(desk.house, readContest, desk.officer, { id }));
});

test('what people do type stays: scripts, emoji, tabs, line breaks', () => {
  for (const text of ['Aku takut 😢', '👩‍👩‍👧‍👦', 'می‌خواهم', 'ꦲꦏ꧀ꦱꦫ', 'a\tb\n\nc', 'naïve “kutip” …', 'e\u0301'])
    assert.equal(plain(text), text);
});
