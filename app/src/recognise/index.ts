// Recognise: known material recognised without anyone looking at it. The desk's only door: its verbs and its opening.
import type { House } from '../runtime/house.ts';
import { nodeCaller } from '../verbs/caller.ts';
import { call } from '../verbs/verb.ts';
import { AskedLists, askedListsKey } from './asked-lists.ts';
import { placeLookupCounts } from './lookup-counts.ts';
import { eraseKeylessEverywhere } from './device/verbs.ts';
import { considerQuarantine, considerQuarantineJob } from './matches.ts';
import { measureIndex } from './metrics.ts';
import { createPictureReader } from './picture/index.ts';
import { pictureReaderKey } from './picture-query.ts';
import { ProbeWatch, probeWatchKey } from './probe-watch.ts';
import { placeSignalIndex } from './signal-index.ts';

export { exportCommand, importCommand, readBatches as readHashFile } from './bulk/index.ts';
export { changeBank, endBank, makeBank, moveBank, readBank, readBanks } from './banks.ts';
export {
  devicePermission,
  type DeviceStatus,
  ensureDeviceBank,
  eraseDeviceSignals,
  eraseKeylessSignals,
  listDeviceSignals,
  readDeviceStatus,
  withdrawDeviceSignals,
} from './device/verbs.ts';
export { recogniseDemonstration } from './demonstration.ts';
export { readLookupDays } from './lookup-counts.ts';
export { match } from './match.ts';
export {
  checkCopy,
  considerQuarantine,
  countWaiting,
  giveVerdict,
  openMatches,
  raiseAlarm,
  readAlarms,
  readMatch,
  readMatches,
  settleAlarm,
} from './matches.ts';
export {
  approveImport,
  approveSignal,
  expirePastSignals,
  listSignal,
  pauseSignal,
  readSignal,
  readSignals,
  reinstateSignal,
  relistSignal,
  withdrawSignal,
} from './signals.ts';

export type { Hit } from './decide.ts';
export { type HashQuery, hashesOfPicture, pictureReaderKey } from './picture-query.ts';
export {
  approveScanExport,
  declineScanExport,
  downloadScanExport,
  newScanKey,
  publicDigits,
  readScanExports,
  readScanPublic,
  readScanSecret,
  requestScanExport,
  type ScanKey,
  scanPackage,
  sealPackage,
  traceScanExport,
} from './scan-export/index.ts';
export { recogniseSharable } from './sharing.ts';
export { signalIndexKey } from './signal-index.ts';
export { keepUp } from './upkeep.ts';

/** Places the desk's long-lived parts in the house and declares its jobs. The keys of encrypted fields have to be open. */
export async function openRecognise(house: House): Promise<void> {
  house.place(askedListsKey, new AskedLists());
  house.place(probeWatchKey, new ProbeWatch());
  placeLookupCounts(house);
  const reader = house.place(pictureReaderKey, createPictureReader());
  house.onClose(() => reader.close());
  await house.jobs.handle(considerQuarantineJob, async ({ organisationId, signal }) => {
    await call(house, considerQuarantine, nodeCaller(String(organisationId), ['recognise.review']), {
      id: String(signal),
    });
  });
  await eraseKeylessEverywhere(house); // before anything is matched with: a restored backup may hold what was erased
  await placeSignalIndex(house);
  measureIndex(house);
}
