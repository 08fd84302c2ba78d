// Media and the mandate: without one in force not a byte of a picture is read, and with one it is compared and dropped.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import sharp from 'sharp';
import { dayMs } from '../../kit/time.ts';
import { hashesOfPicture, listSignal, makeBank, signalIndexKey } from '../../recognise/index.ts';
import { asOwner, inOrganisation } from '../../runtime/database.ts';
import { callerOf } from '../../testing/house.ts';
import { drawScene, sceneJpeg } from '../../testing/pictures.ts';
import { call } from '../../verbs/verb.ts';
import type { GuardedAnswer } from '../../outside/index.ts';
import { askMandate, checkDue, endMandate, readMandates, signMandate } from './index.ts';
import { fetchOf, type Line, lookAt } from './look.ts';
import { compareUnder } from './compare.ts';
import { type Answering, madeUpRemoval, madeUpVantage, openCheckHouse } from './testing.ts';

let made: Awaited<ReturnType<typeof openCheckHouse>>;
let org: string;
const line: Line = { id: 'line', proxy: null };
/** Bytes of bodies that anything of ours took hold of. */
let read = 0;

before(async () => {
  made = await openCheckHouse();
  org = made.organisationId;
  made.host.places.set('line', { network: 64_500, country: 'ID' });
});
beforeEach(() => {
  read = 0;
});
after(() => made?.close());

/** The same answer; what is taken of its body is counted. */
async function counted(answering: Promise<GuardedAnswer>): Promise<GuardedAnswer> {
  const answer = await answering;
  async function* counting() {
    for await (const piece of answer.body) {
      read += piece.length;
      yield piece;
    }
  }
  return { ...answer, body: counting() };
}

const see = (until: Date | null) =>
  lookAt('https://gambar.example/1', line, {
    fetch: (...given) => counted(fetchOf(made.house)(...given)),
    compare: compareUnder(made.house, org, until),
  });
const serve =
  (bytes: Buffer, type = 'image/jpeg'): Answering =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': type }).end(bytes);
const later = (days: number) => new Date(made.house.now().getTime() + days * dayMs);
const supervisor = () => callerOf(org, ['remove.supervise', 'remove.approve', 'remove.look']);
const ask = (by = supervisor(), expiresAt = later(30)) =>
  call(made.house, askMandate, by, {
    law: 'Undang-undang rekaan, pasal 1',
    authority: 'Keputusan rekaan 1',
    expiresAt,
  });
const refused = (code: string) => (thrown: { code?: string }) => thrown.code === code;

test('without a mandate a picture ends at its headers: its host is hung up on before it sends a byte of it', async () => {
  const hungUp = Promise.withResolvers<void>();
  made.host.answering = (_, response) => {
    response.on('close', () => hungUp.resolve());
    response.writeHead(200, { 'content-type': 'image/png' }).flushHeaders(); // and waits, with the body still unsent
  };
  const looked = await see(null);
  await hungUp.promise;
  assert.deepEqual([looked.outcome, looked.reason, looked.known, read], ['present', 'media', null, 0]);
});

test('with an expired one neither, nor of a video with one in force', async () => {
  made.host.answering = serve(Buffer.alloc(200_000, 7));
  assert.deepEqual(
    [(await see(later(-1))).outcome, (await see(made.house.now())).outcome, read],
    ['present', 'present', 0],
  );
  made.host.answering = serve(Buffer.alloc(200_000, 7), 'video/mp4');
  assert.deepEqual([(await see(later(1))).known, read], [null, 0]);
});

test('a picture that calls itself a page is let go at its first bytes', async () => {
  made.host.answering = serve(await sceneJpeg(320, 240), 'text/html');
  const looked = await see(null);
  assert.deepEqual([looked.outcome, looked.reason, looked.known], ['present', 'file', null]);
});

test('nor does one get further that comes in pieces too small to tell', async () => {
  const drawn = await sceneJpeg(640, 480);
  async function* dripping() {
    for (let at = 0; at < drawn.length; at += 2) {
      read += 2;
      yield drawn.subarray(at, at + 2);
    }
  }
  const looked = await lookAt('https://gambar.example/1', line, {
    fetch: async (url) => ({
      url: new URL(url),
      redirectedFrom: [],
      status: 200,
      headers: { 'content-type': 'text/html' },
      mediaDropped: false,
      body: dripping(),
      async [Symbol.asyncDispose]() {},
    }),
    compare: null,
  });
  assert.deepEqual([looked.outcome, looked.reason], ['present', 'file']);
  assert.ok(read <= 512, `${read} bytes were taken`);
});

test('under a mandate a picture is told from another, also encoded anew, and what cannot be read tells nothing', async () => {
  const curator = callerOf(org, ['recognise.curate', 'recognise.look']);
  const bank = await call(made.house, makeBank, curator, {
    code: 'REKAAN',
    name: 'Daftar rekaan',
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'image-based-sexual-abuse',
    active: true,
  } as never);
  const drawn = await sceneJpeg(640, 480, 3);
  const { queries } = await hashesOfPicture(made.house, drawn, false);
  const { algorithm, hash, quality } = queries[0]!;
  await call(made.house, listSignal, curator, { bankId: bank.id, hashes: [{ algorithm, hash, quality }] } as never);
  await made.house.part(signalIndexKey).follow();
  const anew = await sharp(drawScene(640, 480, 3), { raw: { width: 640, height: 480, channels: 3 } })
    .resize(500)
    .webp({ quality: 60 })
    .toBuffer();
  const known = async (bytes: Buffer) => {
    made.host.answering = serve(bytes);
    return (await see(later(1))).known;
  };
  assert.equal(await known(drawn), true);
  assert.equal(await known(anew), true);
  assert.equal(await known(await sceneJpeg(640, 480, 11)), false);
  assert.equal(await known(Buffer.from('not a picture')), null);
  assert.ok(read > 0);
  const matches = await asOwner(made.house.database, ({ client }) => client.query('SELECT FROM recognise.match'));
  assert.equal(matches.rowCount, 0, 'looking opens no match');
});

test('a mandate needs a second person, and is in force only between its signing and its end', async () => {
  const asker = supervisor();
  const { id } = await ask(asker);
  const standing = async () => (await call(made.house, readMandates, asker, {})).mandates[0]!.standing;
  assert.equal(await standing(), 'waits');
  await assert.rejects(call(made.house, signMandate, asker, { id }), refused('mandate-needs-another'));
  await assert.rejects(ask(), refused('mandate-open'));
  await call(made.house, signMandate, supervisor(), { id });
  assert.equal(await standing(), 'in-force');
  await assert.rejects(call(made.house, signMandate, supervisor(), { id }), refused('mandate-over'));
  await call(made.house, endMandate, supervisor(), { id });
  assert.equal(await standing(), 'ended');
  await assert.rejects(ask(supervisor(), later(400)), refused('bad-expiry'));
  await assert.rejects(ask(supervisor(), later(-1)), refused('bad-expiry'));
});

test('a round reads a picture only while the mandate of its organisation is in force', async () => {
  const { id: removal } = await madeUpRemoval(made.house, org);
  await madeUpVantage(made.house, org, { network: 64_500, country: 'ID' }, made.host);
  made.host.answering = serve(await sceneJpeg(640, 480, 3));
  const known = async () => {
    await inOrganisation(made.house.database, org, ({ client }) =>
      client.query('UPDATE remove.removal SET next_check_at = $1', [made.house.now()]),
    );
    await checkDue(made.house);
    const { rows } = await asOwner(made.house.database, ({ client }) =>
      client.query('SELECT known FROM remove.check WHERE removal_id = $1 ORDER BY at DESC LIMIT 1', [removal]),
    );
    made.forward(dayMs);
    return rows[0].known;
  };
  assert.equal(await known(), null, 'none');
  const { id } = await ask();
  assert.equal(await known(), null, 'not signed');
  await call(made.house, signMandate, supervisor(), { id });
  assert.equal(await known(), true, 'in force');
  made.forward(30 * dayMs);
  assert.equal(await known(), null, 'expired');
});

test('a mandate that is ended while a round waits for its host lets nothing more be read', async () => {
  const at = (path: string) => madeUpRemoval(made.house, org, { address: `https://satu-host.example/${path}` });
  const two = [await at('satu'), await at('dua')];
  const { id } = await ask();
  await call(made.house, signMandate, supervisor(), { id });
  const picture = await sceneJpeg(640, 480, 3);
  let ended = false;
  made.host.answering = (_, response) => {
    const answer = () => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
    if (ended) answer();
    else void call(made.house, endMandate, supervisor(), { id }).then(answer);
    ended = true;
  };
  await inOrganisation(made.house.database, org, ({ client }) =>
    client.query('UPDATE remove.removal SET next_check_at = CASE WHEN id = ANY($2) THEN $1::timestamptz END', [
      made.house.now(),
      two.map((each) => each.id),
    ]),
  );
  await checkDue(made.house);
  const { rows } = await asOwner(made.house.database, ({ client }) =>
    client.query('SELECT known FROM remove.check WHERE removal_id = ANY($1) ORDER BY known NULLS LAST', [
      two.map((each) => each.id),
    ]),
  );
  assert.deepEqual(
    rows.map((row) => row.known),
    [true, null],
  );
});
