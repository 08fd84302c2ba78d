// What the page counts beyond the summary: copies by how alike they are, files by time, and the groups to look at first.
import type { DatabaseSync } from 'node:sqlite';

const mostGroups = 100;
const mostTimes = 48;

export interface PageFacts {
  copies: { exact: number; near: number };
  timeline: Timeline;
  groups: { all: number; shown: GroupFacts[] };
}

/** Files by the time at which they were last changed: `2031-03` or `2031`, in this order, then `other` and `unknown`. */
export interface Timeline {
  by: 'month' | 'year';
  counts: [time: string, files: number][];
}

export interface GroupFacts {
  group: number;
  files: number;
  known: number;
  /** New ones and copies. */
  fresh: number;
  /** The file that stands for them. */
  root: number;
  path: string;
}

export function pageFactsOf(database: DatabaseSync): PageFacts {
  return { copies: copiesOf(database), timeline: timelineOf(database), groups: groupsOf(database) };
}

function copiesOf(database: DatabaseSync): PageFacts['copies'] {
  const query = `SELECT count(*) FILTER (WHERE copy_how = 'exact') AS exact, count(*) FILTER (WHERE copy_how = 'near') AS near
    FROM file WHERE verdict = 'copy'`;
  const { exact, near } = database.prepare(query).get() as { exact: number; near: number };
  return { exact, near };
}

/** By month where all months fit, otherwise by year; the fullest years where evidence makes up more of them than fit. */
function timelineOf(database: DatabaseSync): Timeline {
  const months = filesBy(database, 'YYYY-MM'.length);
  if (months.length <= mostTimes) return { by: 'month', counts: months };
  const years = filesBy(database, 'YYYY'.length);
  if (years.length <= mostTimes) return { by: 'year', counts: years };
  const isYear = ([time]: [string, number]) => time !== 'unknown';
  const fullest = new Set(
    years
      .filter(isYear)
      .toSorted(([, m], [, n]) => n - m)
      .slice(0, mostTimes)
      .map(([time]) => time),
  );
  const others = years.filter((year) => isYear(year) && !fullest.has(year[0])).reduce((sum, [, n]) => sum + n, 0);
  const unknown = years.filter((year) => !isYear(year));
  return { by: 'year', counts: [...years.filter(([time]) => fullest.has(time)), ['other', others], ...unknown] };
}

// A year of more or fewer than four digits is nobody's: the file carries nonsense.
function filesBy(database: DatabaseSync, length: number): Timeline['counts'] {
  const query = `SELECT CASE WHEN modified_at GLOB '[0-9][0-9][0-9][0-9]-*' THEN substr(modified_at, 1, ?) ELSE 'unknown' END AS time,
    count(*) AS n FROM file GROUP BY 1 ORDER BY 1`;
  const rows = database.prepare(query).all(length) as unknown as { time: string; n: number }[];
  return rows.map(({ time, n }) => [time, n]);
}

/** How many groups there are, and the first of them. */
function groupsOf(database: DatabaseSync): PageFacts['groups'] {
  const { n } = database.prepare('SELECT count(DISTINCT group_number) AS n FROM file').get() as { n: number };
  const shown = database
    .prepare(
      `SELECT head.group_number AS "group", head.files, head.known, head.fresh, one.root, one.path
       FROM (SELECT group_number, count(*) AS files, sum(verdict = 'known') AS known, sum(verdict IN ('new', 'copy')) AS fresh
             FROM file WHERE group_number IS NOT NULL GROUP BY group_number ORDER BY group_number LIMIT ?) AS head
       JOIN file AS one ON one.id =
         (SELECT id FROM file WHERE group_number = head.group_number ORDER BY copy_of IS NOT NULL, id LIMIT 1)
       ORDER BY head.group_number`,
    )
    .all(mostGroups) as unknown as GroupFacts[];
  return { all: n, shown };
}
