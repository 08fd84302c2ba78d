// Exact hashes of devices in a node's memory, as keyed hashes: equal ones are found without asking the tables, which
// decide what a number means, as they do with what is near.

const textOf = (blind: Buffer): string => blind.toString('latin1');

export class ExactHashes {
  readonly #numbers = new Map<string, Set<number>>();
  readonly #blinds = new Map<number, string>();

  get size(): number {
    return this.#blinds.size;
  }

  add(number: number, blind: Buffer): void {
    const text = textOf(blind);
    this.#blinds.set(number, text);
    const numbers = this.#numbers.get(text);
    if (numbers) numbers.add(number);
    else this.#numbers.set(text, new Set([number]));
  }

  remove(number: number): void {
    const text = this.#blinds.get(number);
    if (text === undefined) return;
    this.#blinds.delete(number);
    const numbers = this.#numbers.get(text)!;
    numbers.delete(number);
    if (numbers.size === 0) this.#numbers.delete(text);
  }

  /** Numbers of the signals with that keyed hash. */
  find(blind: Buffer): number[] {
    return [...(this.#numbers.get(textOf(blind)) ?? [])];
  }
}
