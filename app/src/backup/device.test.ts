// What people gave of their own pictures, carried by a backup: sealed in it, matched with after a restore, and gone where
// it was erased after the backup was taken.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { erasureJournal } from '../fields/index.ts';
import { newId } from '../kit/ids.ts';
import {
  devicePermission,
  eraseDeviceSignals,
  listDeviceSignals,
  match,
  readDeviceStatus,
  signalIndexKey,
} from '../recognise/index.ts';
import type { House } from '../runtime/house.ts';
import { openHouse } from '../runtime/open.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { createBackup, restoreBackup } from './index.ts';
import { openBackup } from './read.ts';
import { afterwards, emptyFolder, emptyPlace, type FilledDesk, openFilledDesk, openRooms, silent } from './testing.ts';

let desk: FilledDesk;
before(async () => {
  desk = await openFilledDesk();
});
after(() => desk?.close());

const itself = () => nodeCaller(desk.organisationId, [devicePermission]);
const drawn = () => randomBytes(32).toString('hex');

interface Given {
  submissionId: string;
  pdq: string;
  sha256: string;
}

async function give(): Promise<Given> {
  const given = { submissionId: newId('submission'), pdq: drawn(), sha256: drawn() };
  await call(desk.house, listDeviceSignals, itself(), {
    submissionId: given.submissionId,
    ground: 'sexual-extortion',
    hashes: [
      { algorithm: 'pdq', hash: given.pdq },
      { algorithm: 'sha256', hash: given.sha256 },
    ],
    expiresAt: null,
  });
  await desk.house.part(signalIndexKey).follow();
  return given;
}

async function actions(house: House, { pdq, sha256 }: Given): Promise<(string | null)[]> {
  const { answers } = await call(house, match, desk.person, {
    hashes: [
      { algorithm: 'pdq', hash: pdq },
      { algorithm: 'sha256', hash: sha256 },
    ],
  });
  return answers.map((answer) => answer.action);
}

/** Everything that a backup holds, as text. */
async function contentOfFile(file: string): Promise<string> {
  const parts: Buffer[] = [];
  for await (const frame of (await openBackup(file)).frames) if (frame.kind === 'rows') parts.push(frame.bytes);
  return Buffer.concat(parts).toString('latin1');
}

test('a backup holds no device hash in plain; restored, it is matched with, unless it was erased since', async (t) => {
  const [kept, erased] = [await give(), await give()];
  for (const given of [kept, erased]) assert.deepEqual(await actions(desk.house, given), ['review', 'review']);
  const file = join(await emptyFolder(t), 'desk.backup');
  await createBackup(desk.house, file);
  const content = await contentOfFile(file);
  assert.ok(content.includes(desk.hash), 'a listed hash is found in it, so the search works');
  assert.ok(content.includes(erased.submissionId));
  for (const hash of [kept.pdq, kept.sha256, erased.pdq, erased.sha256]) assert.ok(!content.includes(hash));

  await call(desk.house, eraseDeviceSignals, itself(), { submissionId: erased.submissionId });
  await desk.house.jobs.runAll();
  const place = await emptyPlace(t);
  const erasures = erasureJournal(desk.house.configuration);
  await restoreBackup({ configuration: place, log: silent, now: () => new Date() }, file, { erasures });
  const house = await openHouse(place, { log: silent });
  afterwards(t, () => house.close());
  await openRooms(house);
  assert.deepEqual(await actions(house, kept), ['review', 'review']);
  assert.deepEqual(await actions(house, erased), [null, null]);
  const { status } = await call(house, readDeviceStatus, itself(), { submissionId: erased.submissionId });
  assert.equal(status, 'withdrawn');
});
