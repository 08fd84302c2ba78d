// A view's query as PostgreSQL 16 and newer write it. PostgreSQL 15 puts the table's name before every column; newer ones
// leave it out of the outermost SELECT when that reads one table. Both must give the same schema.sql.

const word = '(?:\\w+|"[^"]+")';
// PostgreSQL writes the outermost FROM on a line of its own, indented by three; a join or a list does not end there.
const onlyTable = new RegExp(`^ {3}FROM ${word}\\.(${word})(?: (${word}))?;?$`, 'gm');

export function sameViewQuery(query: string): string {
  const tables = [...query.matchAll(onlyTable)];
  const [, name, alias = name] = tables[0] ?? [];
  if (tables.length !== 1 || alias === undefined) return query;
  const textOrPrefix = new RegExp(`'[^']*'|(?<![\\w".])${alias}\\.`, 'g');
  const clean = (part: string) => part.replace(textOrPrefix, (found) => (found.startsWith("'") ? found : ''));
  return outsideSubqueries(query, clean);
}

/** Changes the parts of a query that stand in no "( SELECT ...)". */
function outsideSubqueries(query: string, change: (part: string) => string): string {
  const start = /\(\s*SELECT\b/.exec(query)?.index;
  if (start === undefined) return change(query);
  const end = closingBracket(query, start) + 1;
  return change(query.slice(0, start)) + query.slice(start, end) + outsideSubqueries(query.slice(end), change);
}

function closingBracket(query: string, opening: number): number {
  let depth = 0;
  for (const { 0: token, index } of query.slice(opening).matchAll(/'[^']*'|[()]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return opening + index;
  }
  throw new Error(`The bracket at ${opening} is not closed in the view's query ${query}`);
}
