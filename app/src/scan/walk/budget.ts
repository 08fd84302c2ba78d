// What may be unpacked from one archive in a folder, with everything inside it: beyond that it is a bomb.
import type { WalkLimits } from './found.ts';
import { EntryUnreadable } from './unreadable.ts';

export class Budget {
  readonly #limits: WalkLimits;
  readonly #mostBytes: number;
  #entries = 0;
  #bytes = 0;

  constructor(limits: WalkLimits, archiveBytes: number) {
    this.#limits = limits;
    this.#mostBytes = Math.min(
      limits.maxUnpackedBytes,
      Math.max(limits.unquestionedBytes, archiveBytes * limits.maxRatio),
    );
  }

  /** @throws EntryUnreadable `bomb` */
  takeEntries(count: number): void {
    this.#entries += count;
    if (this.#entries > this.#limits.maxEntries) throw new EntryUnreadable('bomb');
  }

  /** @throws EntryUnreadable `bomb` */
  takeBytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.#mostBytes) throw new EntryUnreadable('bomb');
  }

  /** @throws EntryUnreadable `bomb` if so many more would be too many */
  expect(count: number): void {
    if (this.#bytes + count > this.#mostBytes) throw new EntryUnreadable('bomb');
  }

  /** A single file that unpacks beyond reason is a bomb on its own, and does not close the archive around it. */
  isBomb(packedBytes: number, unpackedBytes: number): boolean {
    const { maxRatio, unquestionedBytes } = this.#limits;
    return unpackedBytes > unquestionedBytes && unpackedBytes > packedBytes * maxRatio;
  }
}
