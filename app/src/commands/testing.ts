// What tests of commands share: running `suaka …` as an operator does, as a process of its own beside a test's database.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testServer } from '../testing/database.ts';
import type { TestHouse } from '../testing/house.ts';

const command = fileURLToPath(new URL('../cli.ts', import.meta.url));

export interface Answer {
  code: number;
  /** All that was printed. */
  said: string;
  /** What `--json` printed. */
  outcome: Record<string, unknown>;
}

export interface CommandLine {
  /** Runs `suaka` with these arguments. `desk: false` gives it nothing but an empty folder. */
  suaka(args: string[], more?: { desk?: boolean; env?: Record<string, string> }): Promise<Answer>;
  /** Writes a file; its path. */
  file(name: string, content: object | string): Promise<string>;
  folder: string;
  close(): Promise<void>;
}

export async function openCommandLine({ database, house }: TestHouse): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'suaka-command-'));
  const address = (await testServer()).to(database);
  const databaseUrl =
    address.connectionString ??
    `postgres://${address.user}@localhost:${address.port}/${database}?host=${encodeURIComponent(address.host!)}`;
  const atDesk = { DATABASE_URL: databaseUrl, SUAKA_MASTER_KEY: house.configuration.masterKey! };
  return {
    folder,
    suaka: (args, { desk = true, env = {} } = {}) =>
      run(args, { PATH: process.env.PATH, SUAKA_DATA: join(folder, 'data'), ...(desk ? atDesk : {}), ...env }),
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
      return path;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (fault, stdout, stderr) => {
      const outcome = stdout.startsWith('{') ? JSON.parse(stdout) : {};
      resolve({ code: fault ? Number(fault.code) : 0, said: stdout + stderr, outcome });
    });
  });
}
