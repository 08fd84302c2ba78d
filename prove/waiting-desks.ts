// Desks of the proof of sending, each a process of its own: opened ahead, told to begin, and killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SendingDeskOptions } from './sending-desk.ts';

const command = fileURLToPath(new URL('./sending-desk.ts', import.meta.url));

/** Desks that are open and wait to be told to begin, so that a start costs no time. */
export class WaitingDesks {
  readonly #environment: Record<string, string>;
  readonly #options: SendingDeskOptions;
  readonly #waiting: Promise<ChildProcess>[] = [];
  readonly #running = new Set<ChildProcess>();

  constructor(environment: Record<string, string>, options: SendingDeskOptions) {
    this.#environment = environment;
    this.#options = options;
    for (let n = 0; n < 2; n += 1) this.#waiting.push(this.#open());
  }

  /** Lets the next one begin to send, with its clock so far ahead. */
  async begin(aheadMs: number): Promise<ChildProcess> {
    this.#waiting.push(this.#open());
    const desk = await this.#waiting.shift()!;
    desk.stdin!.write(`${aheadMs}\n`);
    return desk;
  }

  async kill(desk: ChildProcess): Promise<void> {
    if (desk.exitCode === null && desk.signalCode === null) {
      desk.kill('SIGKILL');
      await once(desk, 'exit');
    }
    this.#running.delete(desk);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#waiting);
    for (const desk of this.#running) await this.kill(desk);
  }

  async #open(): Promise<ChildProcess> {
    const desk = spawn(process.execPath, [command, JSON.stringify(this.#options)], {
      env: { ...process.env, ...this.#environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    desk.stdin!.on('error', () => {}); // it is killed while it could still be written to
    this.#running.add(desk);
    const ready = await Promise.race([once(desk.stdout!, 'data'), once(desk, 'exit')]);
    if (String(ready[0]) !== 'ready\n') throw new Error(`The desk ended with ${ready[0]} before it was ready`);
    return desk;
  }
}
