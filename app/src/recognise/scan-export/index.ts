// Exports of banks for scanning where there is no network: two people, encrypted to one recipient. The folder's door.
export { downloadScanExport } from './download.ts';
export * as scanPackage from './format.ts';
export { newScanKey, publicDigits, readScanPublic, readScanSecret, type ScanKey } from './keys.ts';
export { sealPackage } from './seal.ts';
export {
  approveScanExport,
  declineScanExport,
  readScanExports,
  requestScanExport,
  traceScanExport,
} from './verbs.ts';
