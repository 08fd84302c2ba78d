// The figures for programs: one JSON document and one table, the same numbers as on the page. Version 1 of both is described
// in docs/transparency.md.
import type { Transparency } from '../read.ts';
import { sharesOf } from '../statistics/figures.ts';
import type { PublishedTables } from '../statistics/suppress.ts';

export function feedOf({ organisation, demonstration, publications, log }: Transparency) {
  return {
    kind: 'suaka-transparency',
    version: 1,
    organisation,
    // Made-up data of a demonstration: nobody may take it for figures.
    madeUp: demonstration,
    zone: 'Asia/Jakarta',
    periods: publications.map(({ fromDay, toDay, madeAt, figures }) => {
      const { version: _version, removals, ...rest } = figures;
      return {
        from: fromDay,
        to: toDay,
        publishedAt: madeAt.toISOString(),
        ...rest,
        removals: { ...removals, shares: sharesOf(removals) },
      };
    }),
    log: { ...log, href: '/transparency/log.ndjson' },
  };
}

const header = ['from', 'to', 'what', 'by', 'row', 'column', 'number'];

/** RFC 4180. A number that is not told is an empty cell; "total" stands where a row or a column is one of all. */
export function tableOf({ publications }: Pick<Transparency, 'publications'>): string {
  const lines = publications.flatMap(({ fromDay, toDay, figures }) => {
    const { notices, removals, contests, reappearances, holds } = figures;
    const shares = sharesOf(removals);
    const cells = [
      ...cellsOf('notices', notices),
      ...cellsOf('removals', removals),
      ['removals', '', 'total', 'median-hours', removals.medianHours],
      ['removals', '', 'total', 'share-within-24-hours', shares.within24Hours],
      ['removals', '', 'total', 'share-within-3-days', shares.within3Days],
      ['reappearances', '', 'total', 'total', reappearances],
      ['holds', '', 'total', 'placed', holds.placed],
      ['holds', '', 'total', 'renewals', holds.renewals],
      ...cellsOf('contests', contests),
    ];
    return cells.map((cell) => [fromDay, toDay, ...cell]);
  });
  return [header, ...lines].map((cells) => `${cells.map((cell) => cell ?? '').join(',')}\r\n`).join('');
}

type Cell = [what: string, by: string, row: string, column: string, number: number | null];

function cellsOf(what: string, { total, columns, by }: PublishedTables): Cell[] {
  const rowOf = (name: string, row: string, said: Pick<PublishedTables, 'total' | 'columns'>): Cell[] => [
    [what, name, row, 'total', said.total],
    ...Object.entries(said.columns).map(([column, number]): Cell => [what, name, row, column, number]),
  ];
  return [
    ...rowOf('', 'total', { total, columns }),
    ...Object.entries(by).flatMap(([name, rows]) =>
      Object.entries(rows).flatMap(([row, said]) => rowOf(name, row, said)),
    ),
  ];
}
