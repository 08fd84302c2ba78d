// The database roles the product works under. They exist once a cluster, own nothing and may bypass nothing: otherwise
// row-level security is silently off, so the server refuses to start.
import type { Database } from './database.ts';

/** For verbs, for the process's own tasks, and for taking backups (read only: backup-role.ts). */
export const roleNames = ['suaka_app', 'suaka_node', 'suaka_backup'] as const;

// Since PostgreSQL 16 whoever makes a role is a member of it without the right to act as it.
const mayActAs = `CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END`;

/** Creates the roles where they are missing and lets the connecting user act as them. Safe when several nodes start at once. */
export async function ensureRoles(database: Database): Promise<void> {
  for (const role of roleNames) {
    await tolerant(database, `CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`);
    const { rows } = await database.pool.query(`SELECT pg_has_role(current_user, $1, ${mayActAs}) AS may`, [role]);
    if (!rows[0].may) await tolerant(database, `GRANT ${role} TO CURRENT_USER`);
  }
}

// 42710 duplicate_object and 23505 unique_violation: it is there already, or another node was quicker;
// XX000 "tuple concurrently updated": another node grants the same at this moment.
async function tolerant(database: Database, statement: string): Promise<void> {
  try {
    await database.pool.query(statement);
  } catch (fault) {
    const code = (fault as { code?: string }).code;
    if (code === '42501')
      throw new Error(
        `The database user may not do this, so an administrator of the database has to, once: ${statement}`,
        { cause: fault },
      );
    if (code !== '42710' && code !== '23505' && code !== 'XX000') throw fault;
  }
}

/**
 * Checks that row-level security binds the application.
 * @throws Error naming the role and what is wrong with it, when a role is superuser, may bypass row-level security or
 * owns a table, or when a table that holds an organisation's rows does not force row-level security.
 */
export async function checkRoles(database: Database): Promise<void> {
  const roles = await database.pool.query(
    `SELECT rolname, rolsuper, rolbypassrls,
       rolname <> 'suaka_backup' AND pg_has_role(rolname, 'suaka_backup', 'MEMBER') AS reader,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relowner = r.oid AND c.relkind IN ('r','p','v')) AS owner
     FROM pg_roles r WHERE rolname = ANY($1)`,
    [roleNames],
  );
  for (const name of roleNames) {
    const role = roles.rows.find((row) => row.rolname === name);
    if (!role) throw new Error(`The database role ${name} is missing; create it with: CREATE ROLE ${name} NOLOGIN`);
    const faults = [
      role.rolsuper && 'is a superuser',
      role.rolbypassrls && 'may bypass row-level security',
      role.owner && 'owns tables',
      role.reader && 'may act as suaka_backup, which sees everything',
    ].filter(Boolean);
    if (faults.length > 0)
      throw new Error(
        `The database role ${name} ${faults.join(' and ')}; rows of one organisation would show to another. Suaka does not start.`,
      );
  }
  const open = await database.pool.query(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r','p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  );
  if (open.rows.length > 0)
    throw new Error(
      `These tables do not force row-level security: ${open.rows.map((row) => row.name).join(', ')}. Suaka does not start.`,
    );
}
