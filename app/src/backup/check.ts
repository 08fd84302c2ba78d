// Proving a file from its first byte to its last without touching anything: before a restore, and as a drill.
import { type Header, tableName } from './format.ts';
import type { Report } from './progress.ts';
import { openBackup } from './read.ts';

export interface CheckedBackup {
  header: Header;
  /** The number of the last migration it had. */
  migration: number;
  tables: { table: string; rows: number }[];
  rows: number;
  /** Names the backup: the checksum of all that it holds. */
  sha256: string;
}

/** @throws Refusal `not-a-backup`, `backup-newer`, `backup-cut-short` or `backup-damaged`. */
export async function checkBackup(file: string, report: Report = () => {}): Promise<CheckedBackup> {
  const { header, frames, progress } = await openBackup(file);
  const checked: CheckedBackup = {
    header,
    migration: header.migrations.length,
    tables: [],
    rows: 0,
    sha256: '',
  };
  for await (const frame of frames) {
    if (frame.kind === 'table') checked.tables.push({ table: tableName(frame.value), rows: 0 });
    const last = checked.tables.at(-1);
    report({ step: 'checking', table: last?.table ?? '', ...progress() });
    if (frame.kind === 'table-end' && last) last.rows = frame.value.rows;
    if (frame.kind === 'end') {
      checked.rows = frame.value.rows;
      checked.sha256 = frame.value.sha256;
    }
  }
  return checked;
}
