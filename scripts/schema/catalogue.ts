// What the catalogue of a migrated database says, as rows in one fixed order, the same on PostgreSQL 15 and 18: nothing
// is read that only one of them keeps, such as the NOT NULL constraints that 18 lists beside the columns' own mark.
import type { PoolClient } from 'pg';

export interface Relation {
  schema: string;
  /** "schema.name", quoted where SQL wants it; so are all names here. */
  name: string;
  kind: 'table' | 'unlogged table' | 'view';
  /** Storage parameters of a table, or what a view is made with, such as "security_invoker=true". */
  options: string[] | null;
  /** A view's query. */
  query: string | null;
  row_security: boolean;
  forced: boolean;
}

export interface Column {
  of: string;
  name: string;
  type: string;
  collation: string | null;
  value: string | null;
  identity: '' | 'a' | 'd';
  generated: '' | 's';
  required: boolean;
}

/** Anything that PostgreSQL itself writes out as SQL: constraints, indexes, triggers, functions. */
export interface Definition {
  schema: string;
  of: string;
  name: string;
  sql: string;
}

export interface Policy {
  of: string;
  name: string;
  permissive: boolean;
  command: string;
  roles: string;
  visible: string | null;
  allowed: string | null;
}

export interface Grant {
  /** "SCHEMA access", "TABLE access.person", "FUNCTION access.granted(thing_id text)". */
  on: string;
  role: string;
  privilege: string;
  column: string | null;
  grantable: boolean;
}

/** Schemas that are not the product's: PostgreSQL's own, and the one that the job queue makes and changes by itself. */
const foreign = `n.nspname ~ '^pg_' OR n.nspname IN ('information_schema', 'jobs')`;
const ours = `pg_namespace n ON NOT (${foreign}) AND n.oid =`;
const owner = (relation: string) => `format('%I.%I', n.nspname, ${relation}.relname)`;

const queries = {
  schemas: `SELECT quote_ident(n.nspname) AS name FROM pg_namespace n WHERE NOT (${foreign}) ORDER BY n.nspname`,

  relations: `SELECT quote_ident(n.nspname) AS schema, ${owner('c')} AS name,
      CASE WHEN c.relkind = 'v' THEN 'view' WHEN c.relpersistence = 'u' THEN 'unlogged table' ELSE 'table' END AS kind,
      c.reloptions AS options, CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) END AS query,
      c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced
    FROM pg_class c JOIN ${ours} c.relnamespace WHERE c.relkind IN ('r', 'v') ORDER BY c.relname`,

  columns: `SELECT ${owner('c')} AS of, quote_ident(a.attname) AS name, format_type(a.atttypid, a.atttypmod) AS type,
      CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(l.collname) END AS collation,
      pg_get_expr(d.adbin, d.adrelid) AS value, a.attidentity AS identity, a.attgenerated AS generated, a.attnotnull AS required
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN ${ours} c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`,

  constraints: `SELECT quote_ident(n.nspname) AS schema, ${owner('c')} AS of, quote_ident(k.conname) AS name,
      pg_get_constraintdef(k.oid) AS sql
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN ${ours} c.relnamespace
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') ORDER BY c.relname, position(k.contype::text IN 'pufcx'), k.conname`,

  indexes: `SELECT quote_ident(n.nspname) AS schema, ${owner('c')} AS of, quote_ident(i.relname) AS name,
      pg_get_indexdef(i.oid) AS sql
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN ${ours} c.relnamespace
    WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY i.relname`,

  triggers: `SELECT quote_ident(n.nspname) AS schema, ${owner('c')} AS of, quote_ident(t.tgname) AS name,
      pg_get_triggerdef(t.oid) AS sql
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN ${ours} c.relnamespace
    WHERE NOT t.tgisinternal ORDER BY t.tgname`,

  functions: `SELECT quote_ident(n.nspname) AS schema, '' AS of,
      format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)) AS name,
      pg_get_functiondef(f.oid) AS sql
    FROM pg_proc f JOIN ${ours} f.pronamespace ORDER BY f.proname, 3`,

  policies: `SELECT ${owner('c')} AS of, quote_ident(p.polname) AS name, p.polpermissive AS permissive,
      CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
      (SELECT string_agg(coalesce(quote_ident(r.rolname), 'PUBLIC'), ', ' ORDER BY r.rolname)
         FROM unnest(p.polroles) AS o LEFT JOIN pg_roles r ON r.oid = o) AS roles,
      pg_get_expr(p.polqual, p.polrelid) AS visible, pg_get_expr(p.polwithcheck, p.polrelid) AS allowed
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN ${ours} c.relnamespace ORDER BY p.polname`,

  grants: `SELECT g.on, coalesce(quote_ident(r.rolname), 'PUBLIC') AS role, a.privilege_type AS privilege, g.column,
      a.is_grantable AS grantable
    FROM (
      SELECT format('SCHEMA %I', n.nspname) AS on, n.nspacl AS acl, n.nspowner AS owner, NULL AS column, 0 AS position FROM pg_namespace n WHERE NOT (${foreign})
      UNION ALL
      SELECT 'TABLE ' || ${owner('c')}, c.relacl, c.relowner, NULL, 0
        FROM pg_class c JOIN ${ours} c.relnamespace WHERE c.relkind IN ('r', 'v')
      UNION ALL
      SELECT 'TABLE ' || ${owner('c')}, a.attacl, c.relowner, quote_ident(a.attname), a.attnum
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN ${ours} c.relnamespace
      UNION ALL
      SELECT format('FUNCTION %I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)),
          coalesce(f.proacl, acldefault('f', f.proowner)), f.proowner, NULL, 0
        FROM pg_proc f JOIN ${ours} f.pronamespace
    ) g CROSS JOIN LATERAL aclexplode(g.acl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE a.grantee <> g.owner
    ORDER BY 1, 2, position(a.privilege_type IN 'SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER'), g.position`,

  // What a migration may make and nothing here reads: silence would hide it from the reviewer.
  unread: `SELECT pg_describe_object(o.class, o.oid, 0) AS what FROM (
      SELECT 'pg_class'::regclass AS class, c.oid FROM pg_class c JOIN ${ours} c.relnamespace
        WHERE c.relkind IN ('m', 'p', 'f', 'c') OR c.relispartition OR (c.relkind = 'S' AND NOT EXISTS (
          SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'))
      UNION ALL SELECT 'pg_class'::regclass, c.oid FROM pg_class c JOIN ${ours} c.relnamespace WHERE c.relkind = 'S' AND c.relacl IS NOT NULL
      UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type t JOIN ${ours} t.typnamespace WHERE t.typtype IN ('e', 'd', 'r')
      UNION ALL SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
        JOIN ${ours} c.relnamespace WHERE w.rulename <> '_RETURN'
      UNION ALL SELECT 'pg_extension'::regclass, e.oid FROM pg_extension e WHERE e.extname <> 'plpgsql'
      UNION ALL SELECT 'pg_default_acl'::regclass, a.oid FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
        WHERE n.nspname IS DISTINCT FROM 'jobs'
    ) o ORDER BY 1`,
};

export interface Catalogue {
  schemas: { name: string }[];
  relations: Relation[];
  columns: Column[];
  constraints: Definition[];
  indexes: Definition[];
  triggers: Definition[];
  functions: Definition[];
  policies: Policy[];
  grants: Grant[];
}

/** @throws Error when the database holds a kind of object that is not read here. */
export async function readCatalogue(client: PoolClient): Promise<Catalogue> {
  await client.query(`SET LOCAL search_path = ''`); // so that every name is written with its schema
  const read = async <Row extends object>(query: string): Promise<Row[]> => (await client.query<Row>(query)).rows;
  const unread = await read<{ what: string }>(queries.unread);
  if (unread.length > 0)
    throw new Error(`scripts/schema does not know how to write ${unread.map(({ what }) => what).join(', ')}: teach it`);
  return {
    schemas: await read(queries.schemas),
    relations: await read(queries.relations),
    columns: await read(queries.columns),
    constraints: await read(queries.constraints),
    indexes: await read(queries.indexes),
    triggers: await read(queries.triggers),
    functions: await read(queries.functions),
    policies: await read(queries.policies),
    grants: await read(queries.grants),
  };
}
