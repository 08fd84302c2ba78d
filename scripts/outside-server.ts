// Prints the URL of a PostgreSQL on which the tests can run a second time: DATABASE_URL's, or one on this machine.
// Where there is none that serves, it says why on standard error and ends with exit code 1.
import './node-version.mjs';
import { openDatabase } from '../app/src/runtime/database.ts';
import { openLog } from '../app/src/runtime/log.ts';
import { runScript } from './project.ts';

// In the database "postgres", where tests make and drop theirs.
const url = new URL(process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432');
url.pathname = '/postgres';

await runScript(async () => {
  const database = openDatabase({ connectionString: String(url), max: 1 }, openLog({ logLevel: 'silent' }));
  try {
    const { rows } = await database.pool.query(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int >= 150000 AS recent,
         rolsuper OR (rolcreatedb AND rolcreaterole) AS able, rolname AS user FROM pg_roles WHERE rolname = current_user`,
    );
    const { version, recent, able, user } = rows[0];
    if (!recent) throw new Error(`it is version ${version}, and the tests need 15 or newer`);
    if (!able) throw new Error(`its user ${user} may not create databases and roles`);
    console.log(String(url));
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message || fault.constructor.name : String(fault);
    throw new Error(`The PostgreSQL at ${url.host} does not serve for tests: ${reason}`, { cause: fault });
  } finally {
    await database.close();
  }
});
