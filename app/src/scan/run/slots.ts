// So many at a time: whoever wants more waits until one is done.

export class Slots {
  #free: number;
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
    this.#most = most;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  /** Resolves when all are free. Nobody else takes one meanwhile. */
  async all(): Promise<void> {
    for (let taken = 0; taken < this.#most; taken += 1) await this.take();
  }
}
