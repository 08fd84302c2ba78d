// The figures of one period as they are published: counted, and small numbers taken out.
import { type ContestCount, contestDecisions, contestKinds, countContests } from '../../../report/index.ts';
import type { Work } from '../../../runtime/database.ts';
import { grounds } from '../../states.ts';
import {
  countHolds,
  countNotices,
  countReappearances,
  countRemovals,
  medianHours,
  outcomes,
  results,
  times,
} from './count.ts';
import type { Counted } from './grid.ts';
import type { Period } from './periods.ts';
import { type Figure, figure, type PublishedTables, smallest, suppress } from './suppress.ts';

export interface Figures {
  version: 1;
  /** Numbers from 1 up to one below this are not published. */
  smallest: number;
  notices: PublishedTables;
  removals: PublishedTables & {
    /** Hours from the first notice, of what is said to be removed, to the nearest whole one. */
    medianHours: number | null;
  };
  reappearances: Figure;
  holds: { placed: Figure; renewals: Figure };
  contests: PublishedTables;
}

export const recipients = ['platform', 'host', 'registrar', 'search', 'regulator'] as const;
export const reaches = ['items', 'site', 'registrar'] as const;

export async function readFigures(work: Work, period: Period): Promise<Figures> {
  const notices = await countNotices(work, period);
  const rules = [...new Set(['voluntary', ...notices.map(({ rule }) => rule)])].toSorted();
  const removals = suppress(
    tables(await countRemovals(work, period), 'time', times, { result: results, ground: grounds }),
  );
  const holds = await countHolds(work, period);
  const contests: ContestCount[] = await countContests(work, period.from, period.until);
  return {
    version: 1,
    smallest,
    notices: suppress(
      tables(notices, 'outcome', outcomes, { rule: rules, ground: grounds, recipient: recipients, reach: reaches }),
    ),
    removals: { ...removals, medianHours: medianToTell(removals, await medianHours(work, period)) },
    reappearances: figure(await countReappearances(work, period)),
    holds: { placed: figure(holds.placed), renewals: figure(holds.renewals) },
    contests: suppress(tables(contests, 'decision', contestDecisions, { kind: contestKinds })),
  };
}

/**
 * What was counted, as tables over the same columns.
 * @throws RangeError for a value that no row or column stands for: it would be missing from a table that claims to be whole.
 */
function tables<Row extends { count: number }>(
  counts: readonly Row[],
  column: keyof Row & string,
  columns: readonly string[],
  by: Partial<Record<keyof Row & string, readonly string[]>>,
): Counted {
  const breakdowns = Object.entries(by as Record<string, readonly string[]>).map(([name, rows]) => {
    const cells = rows.map(() => columns.map(() => 0));
    for (const count of counts) {
      const [at, to] = [placeIn(rows, count[name as keyof Row]), placeIn(columns, count[column])];
      cells[at]![to]! += count.count;
    }
    return [name, { rows, cells }] as const;
  });
  return { columns, by: Object.fromEntries(breakdowns) };
}

function placeIn(names: readonly string[], value: unknown): number {
  const place = names.indexOf(String(value));
  if (place === -1) throw new RangeError(`"${String(value)}" was counted; expected one of ${names.join(', ')}`);
  return place;
}

// The median tells something of how many were quick: it is told only where those numbers are shown anyway.
function medianToTell({ total, columns }: PublishedTables, hours: number | null): number | null {
  const shown = Object.values(columns);
  if (hours === null || total === null || shown.includes(null)) return null;
  return total - columns['not-removed']! >= smallest ? Math.round(hours) : null;
}

/** Of everything that was asked for, the part that was gone in time; null where a number for it is not shown. */
export function sharesOf({ total, columns }: PublishedTables): {
  within24Hours: number | null;
  within3Days: number | null;
} {
  const [day, threeDays] = [columns['within-24-hours'] ?? null, columns['within-3-days'] ?? null];
  const gone = total === null || columns['not-removed'] == null ? 0 : total - columns['not-removed'];
  const share = (count: number | null) => (total === null || count === null || gone < smallest ? null : count / total);
  return { within24Hours: share(day), within3Days: share(day === null || threeDays === null ? null : day + threeDays) };
}
