// A desk as an operator starts it: a process of its own with an embedded PostgreSQL in an empty folder, set up through its
// own pages, and killed as a power cut or a careless administrator would.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../app/src/cli.ts', import.meta.url));

export class DeskProcess {
  readonly port: number;
  readonly dataFolder: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, dataFolder: string) {
    this.port = port;
    this.dataFolder = dataFolder;
  }

  /** Starts a new desk in an empty folder and waits until it answers. */
  static async start(port: number): Promise<DeskProcess> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'suaka-prove-'));
    await chmod(dataFolder, 0o711); // PostgreSQL runs as another user where this runs as root
    const desk = new DeskProcess(port, dataFolder);
    await desk.run();
    return desk;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get environment(): Record<string, string> {
    return { PORT: String(this.port), SUAKA_DATA: this.dataFolder, SUAKA_LOG_LEVEL: 'error' };
  }

  /** Starts the process over what the folder holds. */
  async run(): Promise<void> {
    this.#process = spawn(process.execPath, [command, 'start'], {
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`${this.origin}/status`).catch(() => null);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error(`The desk did not answer on port ${this.port} within a minute`);
  }

  /** Ends the process in the middle of whatever it does. */
  async kill(): Promise<void> {
    const running = this.#process!;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  /** Founds an organisation through the set-up page. */
  async setUp(): Promise<void> {
    const page = await fetch(`${this.origin}/setup/desk`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())![1]!;
    const body = new URLSearchParams({
      csrf,
      organisation: 'Lembaga Rekaan',
      name: 'Petugas Rekaan',
      email: 'petugas@rekaan.example',
      password: 'enam kerbau memanjat pagar',
    });
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${this.origin}/setup/desk`, { method: 'POST', body, headers, redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`Set-up answered ${answer.status}: ${await answer.text()}`);
  }

  async stop(): Promise<void> {
    this.#process?.kill('SIGTERM');
    if (this.#process) await once(this.#process, 'exit');
    await rm(this.dataFolder, { recursive: true, force: true });
  }
}
