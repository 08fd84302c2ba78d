// Proof of reporting: says that a report was received and when, signed by this desk, and nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isGenuine, readDocument } from '../../audit/documents.ts';
import { signerPart } from '../../audit/signing.ts';
import { dayMs } from '../../kit/time.ts';
import { asOwner } from '../../runtime/database.ts';
import { call } from '../../verbs/verb.ts';
import { type OpenFace, openFace } from '../face/testing/open-face.ts';
import { Reader } from '../face/testing/reader.ts';
import { fileMadeUp, ticketFor } from '../testing.ts';
import { dayOf, neutralFileName } from './day.ts';
import { proveReporting } from './verbs.ts';

let desk: OpenFace;
before(async () => {
  desk = await openFace();
});
after(() => desk?.close());

test('it names the desk, the reference and the day, is signed with the desk’s key, and says nothing of the report', async () => {
  const filed = await fileMadeUp(desk, { concern: 'grooming', relation: 'friend', story: 'rekaan', inDanger: true });
  const ticket = await ticketFor(desk, filed);
  desk.forward(dayMs);
  const { proof } = await call(desk.house, proveReporting, desk.reporter, { ticket: await ticketFor(desk, filed) });
  assert.ok(ticket.length > 0);
  const { publicKey, signature: _signature, ...said } = proof;
  assert.deepEqual(said, {
    kind: 'suaka-proof-of-report',
    version: 1,
    organisation: 'Rumah Aman Rekaan',
    reference: filed.reference,
    receivedOn: '2031-03-14',
    issuedAt: '2031-03-15T01:59:26.000Z',
  });
  assert.equal(publicKey, desk.house.part(signerPart).publicKey);
  assert.ok(isGenuine(proof));
  assert.ok(!isGenuine({ ...proof, receivedOn: '2031-03-13' }));
  assert.ok(!JSON.stringify(proof).includes(filed.id), 'not even its id');
});

test('whatever became of the report, its proof differs in nothing but the time', async () => {
  const [one, other] = [await fileMadeUp(desk), await fileMadeUp(desk, { concern: 'trafficking', relation: 'finder' })];
  await asOwner(desk.house.database, ({ client }) =>
    client.query(`UPDATE report.report SET state = 'spam' WHERE id = $1`, [other.id]),
  );
  const proofs = await Promise.all(
    [one, other].map(async (filed) => {
      const { proof } = await call(desk.house, proveReporting, desk.reporter, { ticket: await ticketFor(desk, filed) });
      return { ...proof, reference: '', signature: '' };
    }),
  );
  assert.deepEqual(proofs[0], proofs[1]);
});

test('another desk’s ticket, or none, proves nothing', async () => {
  const ticket = await ticketFor(desk, await fileMadeUp(desk));
  const elsewhere = { ...desk.reporter, organisationId: await desk.organisation() };
  await assert.rejects(call(desk.house, proveReporting, elsewhere, { ticket }), { code: 'receipt-unknown' });
  await assert.rejects(call(desk.house, proveReporting, desk.reporter, { ticket: 'x' }), { code: 'ticket-over' });
});

test('it is downloaded under a name that says nothing, after a page that warns of whoever shares the device', async () => {
  const filed = await fileMadeUp(desk);
  for (const [language, name] of [
    ['id', 'catatan-2031-03-15.json'],
    ['en', 'note-2031-03-15.json'],
  ]) {
    const who = new Reader(desk.server, { headers: { 'accept-language': language! } });
    await who.get('/check');
    await who.press(null, { receipt: filed.receipt!.join(' ') });
    await who.press('proof');
    assert.match(who.text, language === 'id' ? /Orang lain yang memakainya/ : /Others who use it/);
    assert.ok(who.text.includes(name!));
    await who.press('get-proof');
    assert.equal(who.page.headers['content-disposition'], `attachment; filename="${name}"`);
    assert.equal(who.page.headers['cache-control'], 'no-store');
    const document = readDocument(who.text);
    assert.ok(document.kind === 'suaka-proof-of-report' && isGenuine(document));
  }
});

test('the day is the desk’s own, also late in the evening', () => {
  assert.equal(dayOf(new Date('2031-03-14T16:59:59Z')), '2031-03-14');
  assert.equal(dayOf(new Date('2031-03-14T17:00:00Z')), '2031-03-15');
  assert.equal(neutralFileName('id', new Date('2031-12-31T17:00:00Z')), 'catatan-2032-01-01.json');
});
