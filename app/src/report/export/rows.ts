// From reports to the lines of an export. What may be personal is left out by naming what goes in: numbers count within
// the file and lead back to nothing.
import { type Fields, fieldsPart } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { standingOf } from '../assess/index.ts';
import { itemTable } from '../items/store.ts';
import {
  type ExportContent,
  type ExportedReport,
  type ExportFormat,
  itemsOf,
  readReports,
  type Span,
} from './store.ts';

type Cell = string | number | boolean | null | readonly string[];
type Row = Record<string, Cell>;

/** The columns of facts, in their order. A column that is not here is in no export. */
const factColumns = [
  'receivedDay',
  'channel',
  'anonymity',
  'language',
  'concern',
  'relation',
  'ageBand',
  'inDanger',
  'extortion',
  'paid',
  'spread',
  'urgency',
  'state',
  'stateDay',
  'referredTo',
  'outcome',
  'items',
] as const satisfies (keyof ExportedReport)[];

const itemColumns = ['itemKind', 'itemPlatform', 'itemAddress', 'classification', 'attributes'] as const;

const columnsOf = (what: ExportContent): readonly string[] =>
  what === 'facts' ? ['report', ...factColumns] : ['report', ...factColumns, ...itemColumns];

/** The lines of an export, in batches of whole lines. */
export async function* exportLines(
  work: Work,
  house: House,
  given: { what: ExportContent; span: Span; format: ExportFormat },
): AsyncGenerator<string> {
  const write = given.format === 'csv' ? csvLine : (row: Row) => `${JSON.stringify(row)}\n`;
  const columns = columnsOf(given.what);
  if (given.format === 'csv') yield `${columns.map(snake).join(',')}\r\n`;
  let number = 0;
  for await (const reports of readReports(work, given.span)) {
    const items = given.what === 'facts' ? null : await itemRows(work, house.part(fieldsPart), reports);
    const rows = reports.flatMap((report) => rowsOf(report, (number += 1), items));
    yield rows.map((row) => write(named(columns, row))).join('');
  }
}

/** One row for a report; with items, one for each of them, or one without where there is none. */
function rowsOf(report: ExportedReport, number: number, items: Map<string, Row[]> | null): Row[] {
  const facts: Row = { report: number, ...Object.fromEntries(factColumns.map((column) => [column, report[column]])) };
  return (items?.get(report.id) ?? [{}]).map((item) => ({ ...facts, ...item }));
}

async function itemRows(work: Work, fields: Fields, reports: ExportedReport[]): Promise<Map<string, Row[]>> {
  const sealed = await itemsOf(
    work,
    reports.map(({ id }) => id),
  );
  const opened = await fields.unseal(work, itemTable, sealed, ['value']);
  const standing = await standingOf(work, [...new Set(opened.map(({ id }) => id))]);
  const rows = opened.map(({ reportId, id, kind, platform, value }) => {
    const said = standing.get(id)?.inForce;
    const row: Row = {
      itemKind: kind,
      itemPlatform: platform,
      itemAddress: value,
      classification: said?.value ?? null,
      attributes: said?.attributes ?? [],
    };
    return { reportId, row };
  });
  const byReport = Map.groupBy(rows, ({ reportId }) => reportId);
  return new Map([...byReport].map(([id, group]) => [id, group.map(({ row }) => row)]));
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const named = (columns: readonly string[], row: Row): Row =>
  Object.fromEntries(columns.map((column) => [snake(column), row[column] ?? null]));

/** RFC 4180. */
function csvLine(row: Row): string {
  return `${Object.values(row).map(csvCell).join(',')}\r\n`;
}

export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = harmless(typeof cell === 'object' ? cell.join(' ') : String(cell));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// A spreadsheet takes a cell that begins so for a formula and runs it, white space before it or not. An apostrophe keeps
// it text; one that stands there already gets another, so that taking one away gives back what it was.
const harmless = (text: string): string => (/^\s*'*[=+@\t\r-]/.test(text) ? `'${text}` : text);
