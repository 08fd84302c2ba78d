// Mail against a real SMTP server: content leaves only over a verified, encrypted connection that is signed in, arrives as
// it was written, and says of itself when it may be there twice.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readMailFrom } from '../../runtime/mail-settings.ts';
import { openLog } from '../../runtime/log.ts';
import type { TestHouse } from '../../testing/house.ts';
import { Refused, type Sending } from '../deliveries/carrier.ts';
import { deliverDue } from '../deliveries/due.ts';
import { pausesMs } from '../deliveries/attempt.ts';
import { madeUpMail, mailAt, openOutsideHouse, queued, resultsOf, seen } from '../testing.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { type MailServer, type MailServerOptions, openMailServer, readMail } from '../testing/mail-server.ts';
import { mailCarrier } from './carrier.ts';
import { mailMessage } from './message.ts';
import { codesIn } from './session.ts';
import { mailStanding } from './standing.ts';

let made: TestHouse;
let organisationId: string;
let server: MailServer;
let answers: (number | null | 'die')[] = [];
let atRecipient: number | null = null;

before(async () => {
  server = await openMailServer({ atMail: () => answers.shift() ?? null, atRecipient: () => atRecipient });
  made = await openOutsideHouse({ mail: { ca: server.ca }, configuration: mailAt(server.url) });
});
beforeEach(async () => {
  organisationId = await made.organisation();
  server.received.length = 0;
  [answers, atRecipient] = [[], null];
});
after(async () => {
  await made.close();
  await server.close();
});

const look = (id: string) => seen(made.house, organisationId, id);
const queueMail = async (message = madeUpMail()) => (await queued(made.house, organisationId, message, 'mail')).id;

/** One attempt through another server or other settings, without a database. */
async function sendTo(url: string, ca: string, changes: Partial<Sending> = {}): Promise<string> {
  const { house } = made;
  const settings = { configuration: { ...house.configuration, ...mailAt(url) }, now: house.now };
  const sending: Sending = {
    id: 'dlv_x',
    messageId: 'dlv_x@rekaan.example',
    message: madeUpMail(),
    possiblyRepeated: false,
    attempt: 1,
    signal: AbortSignal.timeout(20_000),
    ...changes,
  };
  return (await mailCarrier(settings, { ca }).send(sending)).receipt;
}

async function withServer(options: MailServerOptions, work: (server: MailServer) => Promise<void>): Promise<void> {
  const other = await openMailServer(options);
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

const hardText = [
  'Baris pertama — “rekaan”, dengan é, 漢字 dan 🙂.',
  '.',
  '..diawali titik',
  'From awal baris',
  `panjang ${'kata '.repeat(400)}akhir`,
  'spasi di akhir   ',
  '=3D bukan kode',
  '',
  '-- ',
  'https://contoh[.]example/satu?a=b&c=d',
].join('\n');

test('content arrives once, exactly as written, and a 250 is a hand-over', async () => {
  const id = await queueMail(madeUpMail({ text: hardText }));
  await made.house.jobs.runAll();
  await deliverDue(made.house);
  assert.equal(server.received.length, 1);
  const { from, to, raw } = server.received[0]!;
  assert.deepEqual([from, to], ['meja@rekaan.example', ['aduan@platform-rekaan.example']]);
  const { headers, text } = readMail(raw);
  assert.equal(text.replace(/\r\n$/, ''), hardText.replaceAll('\n', '\r\n'));
  assert.equal(headers['message-id'], `<${id}@rekaan.example>`);
  assert.equal(headers['auto-submitted'], 'auto-generated');
  assert.equal(headers.from, 'Meja Rekaan <meja@rekaan.example>');
  assert.equal(headers['reply-to'], 'meja@rekaan.example');
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(headers.subject, 'Pemberitahuan RKN-1');
  assert.equal(new Date(headers.date!).getTime(), Math.floor(made.house.now().getTime() / 1000) * 1000);
  assert.deepEqual(
    Object.keys(headers).filter((name) => /^(x-|list-|disposition|return-receipt|suaka)/.test(name)),
    [],
    'nothing tracks, and nothing says that it was repeated',
  );
  assert.ok(raw.split('\r\n').every((line) => line.length <= 998));
  const found = await look(id);
  assert.deepEqual([found.delivery.state, found.attempts[0]!.receipt], ['handed-over', 'SMTP 250 queued as 4WRekaan']);
});

test('answers go where the message says', async () => {
  await queueMail(madeUpMail({ replyTo: 'jawaban@rekaan.example' }));
  await deliverDue(made.house);
  assert.equal(readMail(server.received[0]!.raw).headers['reply-to'], 'jawaban@rekaan.example');
});

test('a subject in any script arrives as one', async () => {
  await queueMail(madeUpMail({ subject: 'Pemberitahuan “tindakan” – 漢字 '.repeat(4) }));
  await deliverDue(made.house);
  const { subject } = readMail(server.received[0]!.raw).headers;
  assert.match(subject!, /^=\?UTF-8\?/);
  assert.equal(server.received[0]!.raw.match(/^Subject:/gm)!.length, 1);
});

test('with STARTTLS it is the same', async () => {
  await withServer({ encryption: 'by-upgrade' }, async (other) => {
    assert.equal(await sendTo(other.url, other.ca), 'SMTP 250 queued as 4WRekaan');
    assert.match(readMail(other.received[0]!.raw).text, /Isi rekaan/);
  });
});

test('a server that offers no STARTTLS gets nothing, not even the password', async () => {
  await withServer({ encryption: 'none' }, async (other) => {
    await assert.rejects(sendTo(other.url, other.ca), { name: 'NotSent' });
    assert.deepEqual([other.received.length, other.connections()], [0, 1]);
  });
});

test('a certificate that nobody vouches for, or of another name, gets nothing', async () => {
  const stranger = makeCertificate().cert;
  for (const encryption of ['from-the-start', 'by-upgrade'] as const)
    await withServer({ encryption }, async (other) => {
      await assert.rejects(sendTo(other.url, stranger), { name: 'NotSent' });
      await assert.rejects(sendTo(other.url.replace('127.0.0.1', '127.0.0.2'), other.ca), { name: 'NotSent' });
      assert.equal(other.received.length, 0);
    });
});

test('an environment that turns verifying off turns nothing off here', async () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    await assert.rejects(sendTo(server.url, makeCertificate().cert), { name: 'NotSent' });
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  }
  assert.equal(server.received.length, 0);
});

test('with a wrong password nothing leaves, and it is tried again: it is ours to mend', async () => {
  await assert.rejects(sendTo(server.url.replace(/:[^:@]+@/, ':salah@'), server.ca), {
    name: 'NotSent',
    receipt: 'SMTP 535',
  });
  assert.equal(server.received.length, 0);
});

test('a server that is not there is tried again, unmarked', async () => {
  const gone = await openMailServer();
  await gone.close();
  await assert.rejects(sendTo(gone.url, gone.ca), { name: 'NotSent' });
});

test('a 4xx is tried again and succeeds, unmarked: the server said that it does not have it', async () => {
  answers = [451, null];
  const id = await queueMail();
  await deliverDue(made.house);
  assert.deepEqual([(await look(id)).delivery.state, server.received.length], ['queued', 1]);
  made.forward(pausesMs[0]!);
  await deliverDue(made.house);
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['failed', 'accepted']);
  assert.equal(found.attempts[0]!.receipt, 'SMTP 451');
  const [first, second] = server.received.map(({ raw }) => readMail(raw));
  assert.equal(first!.headers['message-id'], second!.headers['message-id']);
  assert.equal(second!.headers['suaka-possibly-repeated'], undefined);
});

test('a 5xx is for good, whether of the recipient or of the mail, and its words are not kept', async () => {
  atRecipient = 550;
  const first = await queueMail();
  await deliverDue(made.house);
  atRecipient = null;
  answers = [554];
  const second = await queueMail();
  await deliverDue(made.house);
  for (const [id, receipt] of [
    [first, 'SMTP 550'],
    [second, 'SMTP 554'],
  ] as const) {
    const found = await look(id);
    assert.deepEqual([found.delivery.state, found.attempts[0]!.receipt], ['failed', receipt]);
    assert.deepEqual(found.events, ['outside.note-failure']);
  }
});

test('a server that takes it and dies before answering: the next attempt says that it may be there twice', async () => {
  answers = ['die', null];
  const id = await queueMail(madeUpMail({ text: hardText }));
  await deliverDue(made.house);
  made.forward(pausesMs[0]!);
  await deliverDue(made.house);
  const found = await look(id);
  assert.deepEqual(resultsOf(found), ['unclear', 'accepted']);
  assert.equal(found.delivery.possiblyRepeated, true);
  const [first, second] = server.received.map(({ raw }) => readMail(raw));
  assert.equal(first!.headers['suaka-possibly-repeated'], undefined);
  assert.equal(second!.headers['suaka-possibly-repeated'], 'yes');
  assert.equal(second!.headers['message-id'], first!.headers['message-id']);
  assert.match(second!.text, /^MUNGKIN TERULANG: .*\r\nPOSSIBLY REPEATED: .*\r\n\r\nBaris pertama/);
  assert.ok(second!.text.endsWith(first!.text), 'the rest is the same');
});

const linkOnly: [what: string, options: MailServerOptions][] = [
  ['signs nobody in', { encryption: 'from-the-start', open: true }],
  ['does not encrypt', { encryption: 'none', open: true }],
];
for (const [what, options] of linkOnly)
  test(`through a server that ${what} only the link leaves`, async () => {
    await withServer(options, async (other) => {
      assert.equal(mailStanding(mailAt(other.url)), 'link-only');
      assert.equal(await sendTo(other.url, other.ca), 'SMTP 250 queued as 4WRekaan, link only');
      const { raw } = other.received[0]!;
      const { headers, text } = readMail(raw);
      assert.equal(headers.subject, 'Ada pemberitahuan');
      assert.match(text, /meja\.rekaan\.example\/desk/);
      assert.doesNotMatch(raw, /RKN-1|Isi rekaan|contoh/);
    });
  });

test('without a mail server nothing is lost: it waits', async () => {
  assert.equal(mailStanding({ mail: null }), 'off');
  assert.equal(mailStanding(mailAt(server.url)), 'full');
  const off = await openOutsideHouse();
  try {
    const here = await off.organisation();
    const { id } = await queued(off.house, here, madeUpMail(), 'mail');
    await deliverDue(off.house);
    const found = await seen(off.house, here, id);
    assert.deepEqual([found.delivery.state, found.attempts[0]!.receipt], ['queued', 'no mail server is set up']);
  } finally {
    await off.close();
  }
});

const hostile: [what: string, changes: Record<string, unknown>][] = [
  ['a line end in the subject', { subject: 'Halo\r\nBcc: lain@rekaan.example' }],
  ['a bare line feed in the subject', { subject: 'Halo\nBcc: lain@rekaan.example' }],
  ['a line separator in the subject', { subject: 'Halo\u2028Bcc: lain@rekaan.example' }],
  ['a null in the subject', { subject: 'Halo\u0000' }],
  ['two recipients', { to: 'a@rekaan.example, b@rekaan.example' }],
  ['two recipients by a semicolon', { to: 'a@rekaan.example;b@rekaan.example' }],
  ['a line end in the recipient', { to: 'a@rekaan.example\r\nRCPT TO:<b@rekaan.example>' }],
  ['a line end after the recipient', { to: 'a@rekaan.example\n' }],
  ['a name around the recipient', { to: 'A <a@rekaan.example>' }],
  ['a quoted recipient', { to: '"a b"@rekaan.example' }],
  ['a group', { to: 'semua: a@rekaan.example;' }],
  ['a route', { to: '@rekaan.example:a@rekaan.example' }],
  ['a closing bracket', { to: 'a>@rekaan.example' }],
  ['an address on a number', { to: 'a@[127.0.0.1]' }],
  ['no host', { to: 'a@' }],
  ['a line end where answers go', { replyTo: 'a@rekaan.example\r\nX: y' }],
  ['a bell in the text', { text: 'Halo\u0007' }],
  ['an attachment', { attachments: [{ path: '/etc/passwd' }] }],
  ['a text from a file', { text: { path: '/etc/passwd' } }],
];
for (const [what, changes] of hostile)
  test(`refused before anything is made of it: ${what}`, async () => {
    assert.equal(mailMessage.safeParse({ ...madeUpMail(), ...changes }).success, false);
    const refused = sendTo(server.url, server.ca, { message: { ...madeUpMail(), ...changes } });
    await assert.rejects(refused, Refused);
    assert.equal(server.received.length, 0);
  });

test('what is in a name of the operator stays a name', async () => {
  assert.equal(readMailFrom('Meja\r\nBcc: x <a@rekaan.example>'), null);
  assert.equal(readMailFrom('Meja, lain@rekaan.example <a@rekaan.example>'), null);
});

test('of an answer only codes and the number in the queue are kept', () => {
  const answers = [
    ['250 2.0.0 Ok: queued as 4WxYz01', '250 2.0.0 queued as 4WxYz01'],
    ['550 5.1.1 <aduan@rekaan.example>: no such user', '550 5.1.1'],
    ['250 queued as aduan@rekaan.example', '250'],
    ['250-2.1.5 aduan@rekaan.example ok', '250 2.1.5'],
    ['451', '451'],
  ];
  for (const [answer, kept] of answers) assert.equal(codesIn(answer!), kept);
});

test('no log line and no event holds an address or content', async () => {
  const lines: string[] = [];
  const log = openLog({ logLevel: 'trace' }, { write: (line: string) => void lines.push(line) });
  const other = await openOutsideHouse({ mail: { ca: server.ca }, configuration: mailAt(server.url), log });
  try {
    const here = await other.organisation();
    atRecipient = 550;
    const { id } = await queued(other.house, here, madeUpMail(), 'mail');
    await deliverDue(other.house);
    const found = await seen(other.house, here, id);
    assert.equal(found.delivery.state, 'failed');
    const { rows } = await other.house.database.pool.query('SELECT e::text AS line FROM audit.event e');
    const written = [...lines, ...rows.map(({ line }) => line as string), JSON.stringify(found)].join('\n');
    assert.match(written, new RegExp(id));
    assert.doesNotMatch(written, /aduan|platform-rekaan|Isi rekaan|rahasia-rekaan|RKN-1/);
  } finally {
    await other.close();
  }
});
