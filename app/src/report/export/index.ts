// Exports of many reports at once, which need two people. The folder's door.
export { downloadExport } from './download.ts';
export { approveExport, declineExport, readExports, requestExport } from './verbs.ts';
