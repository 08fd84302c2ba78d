// The role that reads everything and writes nothing: under it a backup is taken. Row-level security is forced on the
// tables' owner too, so that seeing all rows takes a policy on each table; these are made here for every table there is,
// after each migration, and no migration can forget one.
import type { ClientBase } from 'pg';

/** The schema of the job queue, whose tables are its library's own. */
export const queueSchema = 'jobs';

/** SQL that is true for a schema `n` that the application or the node may enter: it is the product's. */
export const productSchema = `EXISTS (SELECT FROM aclexplode(n.nspacl) a
  JOIN pg_roles r ON r.oid = a.grantee WHERE r.rolname IN ('suaka_app', 'suaka_node'))`;

/** The same without the job queue's: the schemas that our migrations make. */
export const ourSchema = `(n.nspname <> '${queueSchema}' AND ${productSchema})`;

const openEverything = `DO $$
  DECLARE
    each record;
    name text;
  BEGIN
    FOR each IN SELECT n.nspname FROM pg_namespace n
      WHERE ${ourSchema} AND NOT has_schema_privilege('suaka_backup', n.oid, 'USAGE')
    LOOP
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO suaka_backup', each.nspname);
    END LOOP;
    FOR each IN SELECT c.oid, n.nspname, c.relname, c.relrowsecurity FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ${ourSchema}
    LOOP
      IF NOT has_table_privilege('suaka_backup', each.oid, 'SELECT') THEN
        EXECUTE format('GRANT SELECT ON %I.%I TO suaka_backup', each.nspname, each.relname);
      END IF;
      name := each.relname || '_backup';
      IF each.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = each.oid AND p.polname = name) THEN
        EXECUTE format('CREATE POLICY %I ON %I.%I FOR SELECT TO suaka_backup USING (true)', name, each.nspname, each.relname);
      END IF;
    END LOOP;
  END
$$`;

/** Lets `suaka_backup` read every table of ours; changes nothing where it may already. */
export async function openToBackup(client: ClientBase): Promise<void> {
  await client.query(openEverything);
}
