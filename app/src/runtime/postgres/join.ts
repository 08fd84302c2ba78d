// Joining the PostgreSQL that another app runs on the same folder, for commands beside a running desk. Nothing here starts,
// stops or changes it: the app that holds the folder's lock does.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Home } from './home.ts';
import { unlessMissing } from './missing.ts';
import { PORT, SUPERUSER } from './settings.ts';
import { findSocketFolder } from './socket.ts';
import type { EmbeddedPostgres } from './start.ts';

/** Rejects when that PostgreSQL does not accept connections, which is so while its app starts or stops. */
export async function joinRunning(home: Home): Promise<EmbeddedPostgres> {
  const socketFolder = await findSocketFolder(home);
  // https://www.postgresql.org/docs/18/storage-file-layout.html; its last line says how far the postmaster has come.
  const state = await unlessMissing(readFile(path.join(home.cluster, 'postmaster.pid'), 'utf8'));
  if (state?.trimEnd().split('\n').at(-1)?.trim() !== 'ready') {
    throw new Error(
      `Another app holds the data folder ${home.folder}, and its PostgreSQL does not accept connections: it starts or ` +
        'stops at this moment. Try again.',
    );
  }
  const version = await readFile(path.join(home.cluster, 'PG_VERSION'), 'utf8');
  return {
    connection: { host: socketFolder, port: PORT, user: SUPERUSER, database: 'postgres' },
    version: version.trim(),
    stopped: new Promise(() => undefined), // whether it ends is its own app's affair
    stop: async () => undefined,
  };
}
