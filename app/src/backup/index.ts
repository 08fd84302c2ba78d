// Backup: everything that a desk holds into one file, and back, on any PostgreSQL from 15 on. The room's only door.
// The master key is not in the file: without it, what is encrypted stays so.
export { type CheckedBackup, checkBackup } from './check.ts';
export { type BackupOutcome, createBackup } from './create.ts';
export type { Progress, Report } from './progress.ts';
export { type RestoreOptions, type RestoreOutcome, type RestorePlace, restoreBackup } from './restore.ts';
