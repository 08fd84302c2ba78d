// How the embedded PostgreSQL is set up. Given on its command line at each start, so that an old database gets the
// settings of the release that opens it, whatever its configuration file says.

/** Names the socket's file; nothing listens on the network. */
export const PORT = 5432;

/** Made by initdb, the owner of everything in it. */
export const SUPERUSER = 'postgres';

const settings = {
  listen_addresses: '',
  port: String(PORT),
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '256MB',
  // An acknowledged row survives a power cut.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log goes to the app, which bounds its size, and holds no data of a statement: neither its text, nor the
  // values that errors and their details quote. "log" ranks above "error"; the app sees each error anyway.
  log_destination: 'stderr',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_lock_waits: 'off',
  log_checkpoints: 'off',
  log_connections: '',
  log_disconnections: 'off',
};

/** The command line of `postgres` for this cluster and socket folder. */
export function serverArguments(cluster: string, socketFolder: string): string[] {
  // A list of folders, where a comma would part and a quote would end a name.
  const folders = `"${socketFolder.replaceAll('"', '""')}"`;
  const all = Object.entries({ ...settings, unix_socket_directories: folders });
  return ['-D', cluster, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
