// The pictures and videos of a run as a VICS case, of the model 1.3 or 2.0. Files with the same bytes are one medium that
// lies in several places.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { filesOf, type FileRow, type KnownRow } from '../database.ts';

export type VicsVersion = '1.3' | '2.0';

const heads: Record<VicsVersion, [key: string, model: string]> = {
  '1.3': ['odata.metadata', 'http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Cases'],
  '2.0': ['@odata.context', 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Cases'],
};

export interface VicsFacts {
  version: VicsVersion;
  caseNumber: string | null;
  contact: string | null;
  roots: readonly string[];
  applicationVersion: string;
}

/** The file, piece by piece. */
export function* writeVics(database: DatabaseSync, facts: VicsFacts): Generator<string> {
  const [key, model] = heads[facts.version];
  const { n } = database
    .prepare(`SELECT count(*) AS n FROM file WHERE kind IN ('picture', 'video') AND md5 IS NOT NULL`)
    .get() as { n: number };
  const about = {
    CaseID: facts.caseNumber ?? '',
    CaseNumber: facts.caseNumber ?? '',
    ContactName: facts.contact ?? '',
    SourceApplicationName: 'Suaka',
    SourceApplicationVersion: facts.applicationVersion,
    TotalMediaFiles: n,
  };
  yield `{${JSON.stringify(key)}:${JSON.stringify(model)},"value":[${JSON.stringify(about).slice(0, -1)},"Media":[`;
  let id = 0;
  for (const medium of media(database, facts)) {
    id += 1;
    yield `${id === 1 ? '\n' : ',\n'}${JSON.stringify({ MediaID: id, ...medium })}`;
  }
  yield '\n]}]}\n';
}

function* media(database: DatabaseSync, facts: VicsFacts): Generator<object> {
  const first = database.prepare('SELECT min(id) AS id FROM file WHERE sha256 = ?');
  const same = database.prepare('SELECT * FROM file WHERE sha256 = ? ORDER BY id');
  const known = database.prepare('SELECT * FROM known WHERE file = ? ORDER BY distance_bits, rowid LIMIT 1');
  for (const row of filesOf(database)) {
    if (row.md5 === null || (row.kind !== 'picture' && row.kind !== 'video')) continue;
    if (first.get(row.sha256)?.id !== row.id) continue;
    yield medium(row, known.get(row.id) as unknown as KnownRow | undefined, mediaFiles(same, row, facts.roots), facts);
  }
}

function medium(row: FileRow, known: KnownRow | undefined, files: object[], { version }: VicsFacts): object {
  const category = /^vics:(\d+)$/.exec(known?.classification ?? '')?.[1];
  const others = [
    { HashName: 'SHA256', HashValue: upper(row.sha256) },
    ...(row.pdq === null ? [] : [{ HashName: 'PDQ', HashValue: row.pdq }]),
  ];
  return {
    Category: Number(category ?? 0),
    MD5: upper(row.md5),
    SHA1: upper(row.sha1),
    MediaSize: row.size_bytes,
    MimeType: row.type ?? '',
    RelativeFilePath: row.path,
    IsPrecategorized: category === undefined ? 'false' : 'true',
    ...(known ? { PrecategorizationSource: known.list, Tags: `known;${known.algorithm};${known.distance_bits}` } : {}),
    ...(version === '2.0' ? { AlternativeHashes: others } : {}),
    MediaFiles: files,
  };
}

function mediaFiles(same: StatementSync, row: FileRow, roots: readonly string[]): object[] {
  return (same.all(row.sha256) as unknown as FileRow[]).map(({ md5, path, root, modified_at, created_at }) => ({
    MD5: upper(md5),
    FileName: path.slice(path.lastIndexOf('/') + 1),
    FilePath: `${roots[root] ?? ''}/${path}`,
    ...(created_at === null ? {} : { Created: created_at }),
    ...(modified_at === null ? {} : { Written: modified_at }),
  }));
}

const upper = (hash: string | null): string => hash?.toUpperCase() ?? '';
