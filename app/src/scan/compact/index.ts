// Millions of rows in memory that a laptop has. The folder's door.
export { Column } from './column.ts';
export { DigestTable } from './digest-table.ts';
export { Texts } from './texts.ts';
