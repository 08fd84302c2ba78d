// The public face keeps no address and no user agent: a visit with known ones, through every door and every kind of
// error, and then every line of the log and every row of every table is searched for them, and for the receipt.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { asOwner } from '../../runtime/database.ts';
import { openLog } from '../../runtime/log.ts';
import { call } from '../../verbs/verb.ts';
import { readReport, writeToReporter } from '../intake/verbs.ts';
import { type OpenFace, openFace } from './testing/open-face.ts';
import { Reader } from './testing/reader.ts';

const address = '203.0.113.77';
const sixth = '2001:db8:77::4d';
const proxied = '198.51.100.177';
const agent = `MadeUpBrowser/7.7 (${randomBytes(6).toString('hex')})`;

let desk: OpenFace;
const lines: string[] = [];
before(async () => {
  const memory = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  desk = await openFace({
    facts: { live: true },
    configuration: { trustedProxies: ['192.0.2.1'] },
    log: openLog({ logLevel: 'trace' }, memory),
  });
});
after(() => desk?.close());

const visitor = (remoteAddress: string, headers: Record<string, string> = {}): Reader =>
  new Reader(desk.server, { remoteAddress, headers: { 'user-agent': agent, ...headers } });

/** Everything that somebody can do at the face, and what goes wrong on the way; the nine words they were shown. */
async function visit(who: Reader): Promise<string[]> {
  for (const url of ['/', '/help', '/help/1', '/about-leaving', '/privacy', '/leave', '/nowhere', '/check'])
    await who.get(url);
  await who.get('/report');
  await who.press('next');
  await who.press('next');
  await who.press('next', { concern: 'sextortion' });
  await who.press('end', { danger: 'no' });
  await who.press('change-items');
  await who.press('next', { items: 'ig @akun.rekaan 0811-0000-0000' });
  await who.press('change-story');
  await who.press('next', { story: 'x'.repeat(10_001) });
  await who.press('next', { story: 'Aku takut.' });
  await who.press('send');
  const words = who.receipt;
  assert.equal(words.length, 9);
  await who.again();
  await who.press(null);
  await who.press(null, { written: 'yes' });
  await who.get('/check');
  await who.press(null, { receipt: 'satu dua tiga' });
  await who.press(null, { receipt: [...words.slice(1), words[0]].join(' ') });
  await who.press(null, { receipt: words.join(' ') });
  await who.press('write', { body: 'Masih terjadi.' });
  await who.press('lock');
  await who.press('set-lock', { phrase: 'tiga kucing di atap', hide: 'yes' });
  await who.press('contact');
  await who.press('get-proof');
  return words;
}

async function goWrong(who: Reader): Promise<void> {
  await who.post('/report', 'go=send&at=%FF%00&story=%E0%A4%A');
  await who.post('/check/open', 'ticket=never&go=write&body=x');
  await who.post('/code', 'once=never');
  await who.post('/report', `concern=unsure&at=review&go=send&story=${'%89PNG%0D%0A%1A%0A'.repeat(3)}`);
  await who.post('/report', `story=${'x'.repeat(600_000)}`);
  const { pool } = desk.house.database;
  const kept = { query: pool.query.bind(pool), connect: pool.connect.bind(pool) };
  const broken = () => Promise.reject(new Error('the made-up database is away'));
  Object.assign(pool, { query: broken, connect: broken });
  try {
    await who.get('/');
    await who.post('/report', 'concern=unsure&at=review&go=send');
    assert.equal(who.page.statusCode, 500);
  } finally {
    Object.assign(pool, kept);
  }
}

/** Every row of every table, as its owner sees it. */
async function everyRow(): Promise<string> {
  return asOwner(desk.house.database, async ({ client }) => {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      found.push(...(await client.query(`SELECT t::text AS row FROM ${name} t`)).rows.map(({ row }) => row));
    assert.ok(tables.length > 20 && found.length > 20);
    return found.join('\n');
  });
}

/** A text as it stands in a row of text or, in hexadecimal digits, of bytes; and its digests as somebody might keep them. */
const formsOf = (text: string): string[] => [
  text,
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
];

test('after a visit, no line of the log and no row of any table holds the address, the user agent or the receipt', async () => {
  const receipts: string[][] = [];
  for (const who of [
    visitor(address),
    visitor(sixth),
    visitor('192.0.2.1', { 'x-forwarded-for': proxied, 'x-real-ip': proxied, forwarded: `for=${proxied}` }),
  ]) {
    receipts.push(await visit(who));
    await goWrong(who);
  }
  const { rows } = await asOwner(desk.house.database, ({ client }) =>
    client.query('SELECT id FROM report.report LIMIT 1'),
  );
  const { id } = rows[0];
  const { version } = (await call(desk.house, readReport, desk.officer, { id })).report;
  await call(desk.house, writeToReporter, desk.officer, { id, version, body: 'Kami membaca.' });

  assert.ok(lines.length > 0, 'the log says something, or this test proves nothing');
  assert.ok(lines.some((line) => line.includes('made-up database') || line.includes('page failed')));
  const kept = { 'the log': lines.join(''), 'the tables': await everyRow() };
  const secrets = [address, sixth, '2001:db8:77', proxied, agent, 'MadeUpBrowser'];
  for (const [where, text] of Object.entries(kept))
    for (const secret of [...secrets, ...receipts.flatMap((words) => [words.join(' '), words.slice(0, 3).join(' ')])])
      for (const form of formsOf(secret)) assert.ok(!text.includes(form), `${where}: ${secret}`);
  for (const secret of ['Aku takut', 'Masih terjadi', 'akun.rekaan', '8110000', 'tiga kucing'])
    for (const [where, text] of Object.entries(kept)) assert.ok(!text.includes(secret), `${where}: ${secret}`);
});
