// The files of a run as CSV (RFC 4180), for spreadsheets and scripts.
import type { DatabaseSync } from 'node:sqlite';
import { filesOf, type FileRow, type KnownRow } from './database.ts';

const columns = [
  'path',
  'path_bytes',
  'root',
  'size_bytes',
  'modified_at',
  'created_at',
  'kind',
  'type',
  'md5',
  'sha1',
  'sha256',
  'width',
  'height',
  'pdq',
  'quality',
  'changed',
  'verdict',
  'why',
  'group_number',
  'copy_how',
  'copy_of',
] as const;
const knownColumns = ['list', 'entry', 'algorithm', 'distance_bits', 'classification'] as const;

/** One line for each file; of several lists that know it, the nearest, and how many there are. */
export function* csvOf(database: DatabaseSync): Generator<string> {
  yield line([...columns, ...knownColumns.map((name) => `known_${name}`), 'known_lists']);
  const knownOf = database.prepare('SELECT * FROM known WHERE file = ? ORDER BY distance_bits, rowid');
  const pathOf = database.prepare('SELECT path FROM file WHERE id = ?');
  for (const row of filesOf(database)) {
    const known = (row.verdict === 'known' ? knownOf.all(row.id) : []) as unknown as KnownRow[];
    const copied = row.copy_of === null ? undefined : (pathOf.get(row.copy_of)?.path as string | undefined);
    const cells = columns.map((name) => (name === 'copy_of' ? copied : row[name as keyof FileRow]));
    yield line([...cells, ...knownColumns.map((name) => known[0]?.[name]), known.length || null]);
  }
}

const line = (cells: readonly (string | number | null | undefined)[]): string => `${cells.map(cell).join(',')}\r\n`;

/** A spreadsheet takes what begins like a formula for one, and runs it: a quote before it keeps it a text. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^\s*[=+\-@|%]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
