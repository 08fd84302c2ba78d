// What the page counts beyond the summary: files by time, and the groups to look at first.
import type { DatabaseSync } from 'node:sqlite';

const mostGroups = 100;
const mostMonths = 48;

/** Files by the month in which they were last changed, where all months fit, otherwise by year; `unknown` without a time. */
export function timelineOf(database: DatabaseSync): Record<string, number> {
  const byMonth = filesBy(database, 'YYYY-MM'.length);
  return Object.keys(byMonth).length <= mostMonths ? byMonth : filesBy(database, 'YYYY'.length);
}

function filesBy(database: DatabaseSync, length: number): Record<string, number> {
  const query = `SELECT coalesce(substr(modified_at, 1, ?), 'unknown') AS time, count(*) AS n FROM file GROUP BY 1 ORDER BY 1`;
  const rows = database.prepare(query).all(length) as unknown as { time: string; n: number }[];
  return Object.fromEntries(rows.map(({ time, n }) => [time, n]));
}

export interface GroupFacts {
  group: number;
  files: number;
  known: number;
  fresh: number;
  /** The path of the file that stands for them. */
  path: string;
}

/** How many groups there are, and the first of them. */
export function groupsOf(database: DatabaseSync): { all: number; shown: GroupFacts[] } {
  const { n } = database.prepare('SELECT count(DISTINCT group_number) AS n FROM file').get() as { n: number };
  const shown = database
    .prepare(
      `SELECT group_number AS "group", count(*) AS files, sum(verdict = 'known') AS known,
         sum(verdict IN ('new', 'copy')) AS fresh,
         (SELECT path FROM file one WHERE one.group_number = file.group_number ORDER BY copy_of IS NOT NULL, id LIMIT 1) AS path
       FROM file WHERE group_number IS NOT NULL GROUP BY group_number ORDER BY group_number LIMIT ?`,
    )
    .all(mostGroups) as unknown as GroupFacts[];
  return { all: n, shown };
}
