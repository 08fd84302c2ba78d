// Tables. On a phone each row becomes a card that carries the names of its columns, and the links that
// sort stand above the cards.
import { attributes, type Html, html, type Piece } from '../html.ts';
import { address } from './address.ts';

export interface Column {
  label: string;
  /** Right-aligned figures. */
  numeric?: boolean;
  /** Link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' };
}

/**
 * A table whose first column names its rows. `empty` (usually an `emptyState`) stands in its place when there are no rows.
 * @throws RangeError when a row has more or fewer cells than there are columns.
 */
export function table(options: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Piece[])[];
  empty: Piece;
}): Html {
  const { caption, columns, rows, empty } = options;
  if (rows.length === 0) return html`${empty}`;
  return html`<table class="table"><caption>${caption}</caption>
<thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map((cells) => row(columns, cells))}</tbody></table>`;
}

function head({ label, numeric, sort }: Column): Html {
  const classes = [numeric ? 'numeric' : '', sort ? 'sortable' : ''].join(' ').trim();
  const given = attributes({ scope: 'col', class: classes || null, 'aria-sort': sort?.direction });
  return html`<th${given}>${sort === undefined ? label : html`<a href="${address(sort.href)}">${label}</a>`}</th>`;
}

function row(columns: readonly Column[], cells: readonly Piece[]): Html {
  if (cells.length !== columns.length) {
    throw new RangeError(`a row of ${cells.length} cells in a table of ${columns.length} columns`);
  }
  const [name, ...rest] = cells;
  return html`<tr><th scope="row">${name}</th>${rest.map((cell, index) => data(columns[index + 1], cell))}</tr>
`;
}

const data = (column: Column | undefined, cell: Piece): Html =>
  html`<td${attributes({ class: column?.numeric ? 'numeric' : null, 'data-label': column?.label })}>${cell}</td>`;
