// What a run comes to, in numbers: `summary.json`. Everything but `times` and `from` is the same for the same evidence and
// lists.
import type { DatabaseSync } from 'node:sqlite';
import { isTrial, type Manifest, type Origin } from '../run/manifest.ts';

export interface Summary {
  format: 'suaka-scan-summary';
  version: 1;
  caseNumber: string | null;
  legalAuthority: string | null;
  operator: string | null;
  /** No case number, legal authority or operator was named. */
  trial: boolean;
  roots: string[];
  /** The run that read all this; null where this one did. */
  from: Origin | null;
  /** known + copies + new + unreadable. */
  files: number;
  known: number;
  copies: number;
  new: number;
  unreadable: number;
  bytes: number;
  /** Pictures, videos and others, and their types by content. */
  kinds: Record<string, number>;
  types: Record<string, number>;
  whyUnreadable: Record<string, number>;
  changedWhileRead: number;
  passed: Record<string, number>;
  groups: number;
  /** What "new" means: these lists were asked, for these algorithms. */
  asked: { lists: { name: string; sha256: string; entries: number; known: number }[]; algorithms: string[] };
  /** Of what is known, by what lists call it; a file may be called several things. */
  classifications: Record<string, number>;
  /** Whether there was a decoder for videos; without one they are known by their digests alone. */
  videoDecoder: boolean;
  journalLinesReadAgain: number;
  times: { startedAt: string; readAt: string; endedAt: string; sessions: number };
}

export interface SummaryFacts {
  manifest: Manifest;
  algorithms: string[];
  videoDecoder: boolean;
  damagedLines: number;
  times: Summary['times'];
}

export function summarise(database: DatabaseSync, facts: SummaryFacts): Summary {
  const { manifest, algorithms, videoDecoder, damagedLines, times } = facts;
  const verdicts = counts(database, 'SELECT verdict AS name, count(*) AS n FROM file GROUP BY 1');
  const listed = counts(database, 'SELECT list AS name, count(DISTINCT file) AS n FROM known GROUP BY 1');
  return {
    format: 'suaka-scan-summary',
    version: 1,
    caseNumber: manifest.caseNumber,
    legalAuthority: manifest.legalAuthority,
    operator: manifest.operator,
    trial: isTrial(manifest),
    roots: manifest.roots,
    from: manifest.from ?? null,
    files: number(database, 'SELECT count(*) AS n FROM file'),
    known: verdicts.known ?? 0,
    copies: verdicts.copy ?? 0,
    new: verdicts.new ?? 0,
    unreadable: verdicts.unreadable ?? 0,
    bytes: number(database, 'SELECT coalesce(sum(size_bytes), 0) AS n FROM file'),
    kinds: counts(database, "SELECT coalesce(kind, 'unknown') AS name, count(*) AS n FROM file GROUP BY 1"),
    types: counts(database, "SELECT coalesce(type, 'unknown') AS name, count(*) AS n FROM file GROUP BY 1"),
    whyUnreadable: counts(database, 'SELECT why AS name, count(*) AS n FROM file WHERE why IS NOT NULL GROUP BY 1'),
    changedWhileRead: number(database, 'SELECT count(*) AS n FROM file WHERE changed = 1'),
    passed: counts(database, 'SELECT what AS name, count(*) AS n FROM passed GROUP BY 1'),
    groups: number(database, 'SELECT count(DISTINCT group_number) AS n FROM file'),
    asked: {
      lists: manifest.lists.map(({ name, sha256, entries }) => ({ name, sha256, entries, known: listed[name] ?? 0 })),
      algorithms,
    },
    classifications: counts(
      database,
      "SELECT coalesce(classification, 'none') AS name, count(DISTINCT file) AS n FROM known GROUP BY 1",
    ),
    videoDecoder,
    journalLinesReadAgain: damagedLines,
    times,
  };
}

function number(database: DatabaseSync, query: string): number {
  return Number(database.prepare(query).get()!.n);
}

/** In the order of names, so that the same counts are the same text. */
function counts(database: DatabaseSync, query: string): Record<string, number> {
  const rows = database.prepare(`${query} ORDER BY 1`).all() as unknown as { name: string; n: number }[];
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}
