// Tables: every cell under its column, also when rows become cards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../html.ts';
import { table } from './table.ts';

const columns = [{ label: 'Name' }, { label: 'Items "open"', numeric: true }, { label: 'State' }];
const given = { caption: 'Notices', columns, empty: html`<p>None</p>` };

test('cells carry the name of their column, rows are named by their first cell', () => {
  const text = table({ ...given, rows: [['A & B', 3, html`<b>sent</b>`]] }).text;
  assert.match(text, /<caption>Notices<\/caption>/);
  assert.match(text, /<th scope="row">A &amp; B<\/th>/);
  assert.match(text, /<td class="numeric" data-label="Items &quot;open&quot;">3<\/td>/);
  assert.match(text, /<td data-label="State"><b>sent<\/b><\/td>/);
  assert.equal(text.match(/<th scope="col"/g)?.length, 3);
});

test('a column says how it is sorted and offers to be', () => {
  const sort = { href: '?sort=name', direction: 'descending' } as const;
  const text = table({ ...given, columns: [{ label: 'Name', sort, numeric: true }], rows: [['A']] }).text;
  assert.match(
    text,
    /<th scope="col" class="numeric sortable" aria-sort="descending"><a href="\?sort=name">Name<\/a><\/th>/,
  );
});

test('without rows there is no table but what was given for that case', () => {
  assert.equal(table({ ...given, rows: [] }).text, '<p>None</p>');
});

test('a row that does not fit the columns is an error', () => {
  assert.throws(() => table({ ...given, rows: [['A', 1]] }), {
    name: 'RangeError',
    message: 'a row of 2 cells in a table of 3 columns',
  });
  assert.throws(() => table({ ...given, rows: [['A', 1, 'x', 'y']] }), RangeError);
});
