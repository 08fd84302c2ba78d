// Writes a catalogue as SQL for a reader: each schema with its tables in order of name, and beside each table all that
// decides who sees what.
import type { Catalogue, Column, Definition, Grant, Policy, Relation } from './catalogue.ts';
import { sameViewQuery } from './view.ts';

const heading = `-- The schema of the database, for reviewers. Made by \`npm run generate\` from the catalogue of a freshly migrated
-- database; nothing runs it: the database itself is made by app/migrations. The job queue's own schema is left out.
`;

// Words of SQL that PostgreSQL 16 to 18 learnt, and quote where they are names; 15 does not. From pg_get_keywords().
const quotedSince15 = /"(json(_\w+)?|merge_action|system_user)"/g;

export function writeSchema(catalogue: Catalogue): string {
  const parts = [heading, ...catalogue.schemas.map(({ name }) => schemaText(catalogue, name))];
  return parts.filter(Boolean).join('\n').replaceAll(quotedSince15, '$1');
}

function schemaText(catalogue: Catalogue, schema: string): string {
  const relations = catalogue.relations.filter((relation) => relation.schema === schema);
  const functions = catalogue.functions.filter((each) => each.schema === schema);
  // PostgreSQL makes "public" itself; it is worth a line only when something is in it.
  if (schema === 'public' && relations.length + functions.length === 0) return '';
  return [
    `-- ${'='.repeat(20)} ${schema}\n`,
    paragraph(`CREATE SCHEMA ${schema};`, ...grantLines(catalogue.grants, `SCHEMA ${schema}`)),
    ...relations.map((relation) => relationText(catalogue, relation)),
    ...functions.map((each) => functionText(catalogue, each)),
  ].join('\n');
}

function paragraph(...lines: string[]): string {
  return `${lines.join('\n')}\n`;
}

function relationText(catalogue: Catalogue, relation: Relation): string {
  const of = <T extends { of: string }>(rows: T[]) => rows.filter((row) => row.of === relation.name);
  const sql = (rows: Definition[]) => of(rows).map((row) => `${row.sql};`);
  return paragraph(
    relation.query === null
      ? tableText(relation, of(catalogue.columns), of(catalogue.constraints))
      : viewText(relation, relation.query),
    ...sql(catalogue.indexes),
    ...(relation.row_security ? [`ALTER TABLE ${relation.name} ENABLE ROW LEVEL SECURITY;`] : []),
    ...(relation.forced ? [`ALTER TABLE ${relation.name} FORCE ROW LEVEL SECURITY;`] : []),
    ...of(catalogue.policies).map(policyText),
    ...sql(catalogue.triggers),
    ...grantLines(catalogue.grants, `TABLE ${relation.name}`),
  );
}

function tableText(relation: Relation, columns: Column[], constraints: Definition[]): string {
  const parts = [...columns.map(columnText), ...constraints.map(({ name, sql }) => `CONSTRAINT ${name} ${sql}`)];
  const body = parts.map((part) => `  ${part}`).join(',\n');
  return `CREATE ${relation.kind.toUpperCase()} ${relation.name} (\n${body}\n)${optionsText(relation)};`;
}

function viewText(relation: Relation, query: string): string {
  return `CREATE VIEW ${relation.name}${optionsText(relation)} AS\n${sameViewQuery(query).trimEnd()}`;
}

function optionsText({ options }: Relation): string {
  return options ? ` WITH (${options.join(', ')})` : '';
}

function columnText(column: Column): string {
  const { name, type, collation, required } = column;
  const collated = collation ? ` COLLATE ${collation}` : '';
  return `${name} ${type}${collated}${valueText(column)}${required ? ' NOT NULL' : ''}`;
}

function valueText({ identity, generated, value }: Column): string {
  if (identity) return ` GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  if (generated) return ` GENERATED ALWAYS AS (${value}) STORED`;
  return value === null ? '' : ` DEFAULT ${value}`;
}

function policyText(policy: Policy): string {
  const kind = policy.permissive ? '' : ' AS RESTRICTIVE';
  const using = policy.visible === null ? '' : `\n  USING (${policy.visible})`;
  const check = policy.allowed === null ? '' : `\n  WITH CHECK (${policy.allowed})`;
  return `CREATE POLICY ${policy.name} ON ${policy.of}${kind} FOR ${policy.command} TO ${policy.roles}${using}${check};`;
}

function functionText(catalogue: Catalogue, { name, sql }: Definition): string {
  const grants = grantLines(catalogue.grants, `FUNCTION ${name}`);
  // Anyone may run a new function: that grant goes without saying, its absence does not.
  const everyone = `GRANT EXECUTE ON FUNCTION ${name} TO PUBLIC;`;
  const said = grants.includes(everyone)
    ? grants.filter((line) => line !== everyone)
    : [`REVOKE EXECUTE ON FUNCTION ${name} FROM PUBLIC;`, ...grants];
  return paragraph(`${sql.trimEnd()};`, ...said);
}

/** One line for each role; privileges on single columns stand as "UPDATE (name, note)". */
function grantLines(grants: Grant[], on: string): string[] {
  const here = Map.groupBy(
    grants.filter((grant) => grant.on === on),
    (grant) => `${grant.role}${grant.grantable ? ' WITH GRANT OPTION' : ''}`,
  );
  return [...here].map(([to, rows]) => `GRANT ${privilegesText(rows)} ON ${on} TO ${to};`);
}

function privilegesText(grants: Grant[]): string {
  return [...Map.groupBy(grants, (grant) => grant.privilege)]
    .map(([privilege, rows]) => {
      const columns = rows.map((row) => row.column).filter((column) => column !== null);
      return columns.length > 0 ? `${privilege} (${columns.join(', ')})` : privilege;
    })
    .join(', ');
}
