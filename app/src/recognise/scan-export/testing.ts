// What tests of exports for scanning share, and their examples for the permission matrix.
import { buffer } from 'node:stream/consumers';
import { newId } from '../../kit/ids.ts';
import { callerOf } from '../../testing/house.ts';
import type { Example, Ground } from '../../testing/matrix.ts';
import type { Caller } from '../../verbs/caller.ts';
import { call } from '../../verbs/verb.ts';
import { makeBank } from '../banks.ts';
import { listSignal } from '../signals.ts';
import { drawnHash, type TestDesk } from '../testing.ts';
import { downloadScanExport } from './download.ts';
import { newScanKey } from './keys.ts';
import { approveScanExport, requestScanExport } from './verbs.ts';

/** Whose key it is does not matter in most tests. */
export const someKey = newScanKey();

export const askedFor = (bankIds: string[], more: object = {}) => ({
  bankIds,
  recipient: 'Made-up Cyber Unit',
  recipientKey: someKey.publicKey,
  purpose: 'A made-up case',
  validDays: 30,
  ...more,
});

/** Asks, lets another person let it go, and takes it. */
export async function exportedPackage(
  desk: TestDesk,
  bankIds: string[],
  more: object = {},
): Promise<{ id: string; bytes: Buffer }> {
  const { id } = await call(desk.house, requestScanExport, desk.curator, askedFor(bankIds, more));
  await call(desk.house, approveScanExport, desk.second, { id });
  return { id, bytes: await buffer(await call(desk.house, downloadScanExport, desk.curator, { id })) };
}

let made = 0;

async function listedBank({ house, maker }: Ground): Promise<string> {
  made += 1;
  const { id } = await call(house, makeBank, maker, {
    code: `SCANNED_${made}`,
    name: 'Made-up list',
    purpose: 'Tests',
    legalBasis: 'None, made up',
    ground: 'grooming',
    active: true,
  });
  await call(house, listSignal, maker, { bankId: id, hashes: [{ algorithm: 'pdq', hash: drawnHash() }] });
  return id;
}

async function requested(ground: Ground, by?: Caller): Promise<{ id: string }> {
  const asker = by ?? callerOf(ground.organisationId, ['recognise.export'], newId('person'));
  const { id } = await call(ground.house, requestScanExport, asker, askedFor([await listedBank(ground)]));
  return { id };
}

export const examples: Record<string, Example> = {
  'recognise.request-scan-export': { input: async (ground) => askedFor([await listedBank(ground)]) },
  'recognise.read-scan-exports': { input: async (ground) => requested(ground).then(() => ({})) },
  'recognise.approve-scan-export': { input: (ground) => requested(ground) },
  'recognise.decline-scan-export': { input: (ground) => requested(ground) },
  'recognise.download-scan-export': {
    async input(ground) {
      const asked = await requested(ground, ground.caller);
      const other = callerOf(ground.organisationId, ['recognise.review'], newId('person'));
      await call(ground.house, approveScanExport, other, asked);
      return asked;
    },
  },
  'recognise.trace-scan-export': { input: () => ({ hashes: [{ algorithm: 'pdq', hash: drawnHash() }] }) },
};
