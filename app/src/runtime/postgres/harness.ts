// For the tests beside it: folders of their own, PostgreSQL in this process, and apps of their own that can be killed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, lstat, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import { findNativePackage, type NativePackage } from './binaries.ts';
import type { Home } from './home.ts';
import { canReach, chooseIdentity, type Identity, isRoot } from './identity.ts';
import { killAll } from './leftovers.ts';
import { exists } from './missing.ts';
import { type EmbeddedPostgres, type StartOptions, startPostgres } from './start.ts';

export const needsRoot: string | false = isRoot() ? false : 'only root can run PostgreSQL as another user';

/** setpriv(1), of util-linux, starts an app with fewer rights than root has. */
export const needsSetpriv: string | false =
  needsRoot || (spawnSync('setpriv', ['--version']).error ? 'this machine has no setpriv' : false);

/** Neither root nor PostgreSQL's user; undefined where this process is such a one already. */
export const ordinaryUser: Identity | undefined = isRoot() ? { uid: 1000, gid: 1000 } : undefined;

const cleanups = new WeakMap<TestContext, (() => Promise<void>)[]>();

/** Has `clean` done after the test, before what was asked for earlier: folders go after what runs in them. */
export function afterwards(t: TestContext, clean: () => Promise<void>): void {
  const earlier = cleanups.get(t) ?? [];
  cleanups.set(t, [clean, ...earlier]);
  if (earlier.length > 0) return;
  t.after(async () => {
    for (const clean of cleanups.get(t) ?? []) await clean();
  });
}

/** A folder that anybody may pass; it goes after the test, and any PostgreSQL in `<folder>/data` with it. */
export async function makeFolder(t: TestContext, owner?: Identity): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'suaka-test-')));
  await chmod(folder, 0o755);
  if (owner) await chown(folder, owner.uid, owner.gid);
  afterwards(t, async () => {
    const cluster = path.join(folder, 'data', 'postgres');
    if (await exists(cluster)) await killAll(cluster, await chooseIdentity(cluster));
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A home in a folder of its own, with nothing in it. */
export async function homeIn(t: TestContext, identity?: Identity): Promise<Home> {
  const folder = await makeFolder(t);
  return { folder, cluster: path.join(folder, 'postgres'), identity };
}

/** What `startPostgres` needs for a database in `<folder>/data`, with anything that its operator is told. */
export async function optionsFor(folder: string, told: string[] = []): Promise<StartOptions> {
  return {
    dataFolder: path.join(folder, 'data'),
    log: (message, facts) => told.push(`${message} ${JSON.stringify(facts)}`),
    nativePackage: await findNativePackage(),
    systemFolder: path.join(folder, 'system'),
  };
}

/** A copy of the binaries as an install without scripts leaves them, lacking links; without share/, it is quick. */
export async function bareNativePackage(t: TestContext, { share = true } = {}): Promise<NativePackage> {
  const { folder, version } = await findNativePackage();
  const copy = path.join(await makeFolder(t), 'native');
  const left = [path.join(folder, 'share')].filter(() => !share);
  const filter = async (source: string) => !left.includes(source) && !(await lstat(source)).isSymbolicLink();
  await cp(folder, copy, { recursive: true, filter });
  return { folder: copy, version };
}

/** Starts PostgreSQL in this process, until the test ends. */
export async function start(t: TestContext, options: StartOptions): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres(options);
  afterwards(t, () => postgres.stop());
  return postgres;
}

export type Connection = EmbeddedPostgres['connection'];

/** A connection that does not mind being broken. */
export async function connect(connection: Connection): Promise<Client> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The rows of one statement on a connection of its own. */
export async function rowsOf(connection: Connection, sql: string): Promise<unknown[]> {
  const client = await connect(connection);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The postmaster's process id. */
export async function postmasterOf(cluster: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(cluster, 'postmaster.pid'), 'utf8'), 10);
}

/** What the app reports on its output, one JSON a line. */
interface Report {
  connection?: Connection;
  error?: string;
  told?: string;
}

export interface App {
  pid: number | undefined;
  /** Set when it started. */
  connection: Connection | undefined;
  /** Set when it was refused. */
  error: string | undefined;
  /** What its log was told until then. */
  told: string[];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Launches an app in a process of its own, as `user`, behind the command `wrapper` when that is given. */
export async function launchApp(
  t: TestContext,
  options: StartOptions,
  { user, wrapper = [] }: { user?: Identity | undefined; wrapper?: string[] } = {},
): Promise<ChildProcess> {
  const { node, sources } = await placeFor(t, user);
  const [command, ...args] = [...wrapper, node, path.join(sources, 'killable-app.ts'), JSON.stringify(options)];
  const child = spawn(command ?? node, args, { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  afterwards(t, () => endWith(child, 'SIGKILL'));
  return child;
}

/** Launches an app and waits until it has started or was refused. */
export async function startApp(...args: Parameters<typeof launchApp>): Promise<App> {
  const child = await launchApp(...args);
  const told: string[] = [];
  const app = { pid: child.pid, told, kill: () => endWith(child, 'SIGKILL'), stop: () => endWith(child, 'SIGTERM') };
  if (!child.stdout) throw new Error('The app has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const report: Report = JSON.parse(line);
    if (report.told) told.push(report.told);
    else return { ...app, connection: report.connection, error: report.error };
  }
  throw new Error(`The app ended without a report, having told: ${told.join('; ')}`);
}

async function endWith(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** Node and these sources: as they lie here, or copied to where `user` can reach them. */
async function placeFor(t: TestContext, user: Identity | undefined): Promise<{ node: string; sources: string }> {
  const place = { node: await realpath(process.execPath), sources: import.meta.dirname };
  const reachable = [await canReach(path.dirname(place.node), user), await canReach(place.sources, user)];
  if (!reachable.includes(false)) return place;
  const folder = await makeFolder(t);
  const copy = { node: path.join(folder, 'node'), sources: path.join(folder, 'sources') };
  await cp(place.node, copy.node);
  await cp(place.sources, copy.sources, { recursive: true });
  await writeFile(path.join(copy.sources, 'package.json'), '{ "type": "module" }');
  return copy;
}
