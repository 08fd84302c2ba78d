// The go-live list: nobody is told that somebody reads this before named people have confirmed all of it, and an old
// number or a changed text takes that word back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dayMs, minuteMs } from '../../kit/time.ts';
import { call } from '../../verbs/verb.ts';
import {
  confirmPoint,
  keepLine,
  readFace,
  readGoLive,
  signOff,
  takeOffLine,
  verifyLine,
  withdrawPoint,
} from '../index.ts';
import { openReportDesk, type ReportDesk } from '../testing.ts';
import { lineFreshMs, missingForLive, points } from './points.ts';

let desk: ReportDesk;
before(async () => {
  desk = await openReportDesk();
});
after(() => desk?.close());

const face = () => call(desk.house, readFace, desk.reporter, {});
const confirm = (point: (typeof points)[number]) =>
  call(desk.house, confirmPoint, desk.officer, { point, textId: 'Teks rekaan.', textEn: 'A made-up text.' });
const line = async (kind: 'emergency' | 'crisis') => {
  const { id } = await call(desk.house, keepLine, desk.officer, { kind, name: 'Saluran Rekaan', number: '000' });
  await call(desk.house, verifyLine, desk.officer, { id });
  return id;
};
const refused = (code: string) => (thrown: { code?: string }) => {
  assert.equal(thrown.code, code);
  return true;
};
const goLive = async () => {
  for (const point of points) await confirm(point);
  desk.forward(minuteMs);
  await call(desk.house, signOff, desk.officer, {});
};

test('a new desk is not live, and cannot be signed off before every point and both kinds of lines stand', async () => {
  assert.equal((await face()).live, false);
  for (const point of points) {
    await assert.rejects(call(desk.house, signOff, desk.officer, {}), refused('not-ready-to-go-live'));
    await confirm(point);
  }
  await assert.rejects(call(desk.house, signOff, desk.officer, {}), refused('not-ready-to-go-live'));
  await line('emergency');
  await assert.rejects(call(desk.house, signOff, desk.officer, {}), refused('not-ready-to-go-live'));
  await line('crisis');
  assert.equal((await face()).live, false, 'not before it is signed off');
  desk.forward(minuteMs);
  await call(desk.house, signOff, desk.officer, {});
  assert.equal((await face()).live, true);
});

test('a point that is withdrawn or changed afterwards takes the desk off line until it is signed off anew', async () => {
  await goLive();
  await call(desk.house, withdrawPoint, desk.officer, { point: 'retention' });
  assert.equal((await face()).live, false);
  desk.forward(minuteMs);
  await confirm('retention');
  assert.equal((await face()).live, false, 'confirmed, not yet signed off');
  await call(desk.house, signOff, desk.officer, {});
  assert.equal((await face()).live, true);
  await call(desk.house, takeOffLine, desk.officer, {});
  assert.equal((await face()).live, false);
});

test('after ninety days without a call the emergency lines count as unchecked and the desk is not live', async () => {
  await goLive();
  assert.equal((await face()).live, true);
  desk.forward(lineFreshMs + dayMs);
  assert.equal((await face()).live, false);
  const { missing, lines } = await call(desk.house, readGoLive, desk.officer, {});
  assert.deepEqual(missing, ['line-not-checked', 'no-emergency-line', 'no-crisis-line']);
  for (const { id } of lines) await call(desk.house, verifyLine, desk.officer, { id });
  assert.equal((await face()).live, true);
});

test('a line whose number changes has to be called again', async () => {
  const id = await line('crisis');
  const keep = (number: string, name: string) =>
    call(desk.house, keepLine, desk.officer, { id, kind: 'crisis', name, number });
  assert.ok((await keep('000', 'Saluran Rekaan Baru')).verifiedAt);
  assert.equal((await keep('001', 'Saluran Rekaan Baru')).verifiedAt, null);
});

test('what is shown in public is given in both languages, and says nothing of who confirmed it', async () => {
  await assert.rejects(
    call(desk.house, confirmPoint, desk.officer, { point: 'privacy-notice', textId: 'Hanya satu.' }),
    refused('bad-input'),
  );
  assert.doesNotMatch(JSON.stringify(await face()), /per_/);
});

test('made-up data is never live', () => {
  const now = new Date('2031-03-14T02:00:00Z');
  const confirmed = points.map((point) => ({
    point,
    textId: 'x',
    textEn: 'x',
    confirmedBy: 'per_x',
    confirmedAt: now,
  }));
  const lines = ['emergency', 'crisis'].map((kind) => ({ kind, verifiedAt: now }));
  const given = { confirmed, lines, signedAt: now };
  assert.deepEqual(missingForLive({ ...given, demonstration: false }, now), []);
  assert.deepEqual(missingForLive({ ...given, demonstration: true }, now), ['made-up']);
});
