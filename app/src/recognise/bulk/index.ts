// Bulk: lists of hashes in and out. The folder's only door.

export { type AtDesk, exportCommand, importCommand } from './command.ts';
export { exportSignals } from './export.ts';
export { importFile, type ImportOptions, type ImportResult, type Progress, type Watch } from './import-file.ts';
export { type Batch, readBatches, type ReadOptions } from './reading/read.ts';
export { clearStaleImports } from './stale.ts';
export type { Import } from './store/imports.ts';
export {
  abandonImport,
  abandonStaleImports,
  applyImport,
  beginImport,
  readImport,
  readImports,
  refuseImport,
} from './verbs.ts';
