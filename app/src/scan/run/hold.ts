// A file in an archive can be read only while its turn lasts. What is small is therefore taken into memory, so that the walk
// goes on while it is read; it is wiped afterwards.
import type { Entry } from '../types.ts';

const mostBytes = 16 * 1024 * 1024;
const mostTogetherBytes = 192 * 1024 * 1024;

export interface Held {
  entry: Entry;
  /** Whether the walk has to wait until it was read. */
  inTurn: boolean;
  wipe(): void;
}

export class Holder {
  #heldBytes = 0;

  get heldBytes(): number {
    return this.#heldBytes;
  }

  async hold(entry: Entry): Promise<Held> {
    if (entry.path !== null) return { entry, inTurn: false, wipe: nothing };
    const room = Math.min(mostBytes, mostTogetherBytes - this.#heldBytes);
    if (entry.sizeBytes > room) return { entry, inTurn: true, wipe: nothing };
    return this.#take(entry, room);
  }

  async #take(entry: Entry, room: number): Promise<Held> {
    const chunks: Buffer[] = [];
    let size = 0;
    let fault: unknown = null;
    const rest = entry.open()[Symbol.asyncIterator]();
    let ended = false;
    try {
      while (!ended && size <= room) {
        const { done, value } = await rest.next();
        ended = done === true;
        if (ended) continue;
        chunks.push(value);
        size += value.length;
      }
    } catch (cause) {
      fault = cause;
      ended = true;
    }
    this.#heldBytes += size;
    return {
      entry: { ...entry, open: () => bytesOf(chunks, fault, ended ? null : rest) }, // its size may be a lie
      inTurn: !ended,
      wipe: () => {
        this.#heldBytes -= size;
        size = 0;
        for (const chunk of chunks.splice(0)) chunk.fill(0);
      },
    };
  }
}

const nothing = (): void => undefined;

async function* bytesOf(
  chunks: readonly Buffer[],
  fault: unknown,
  rest: AsyncIterator<Buffer> | null,
): AsyncGenerator<Buffer> {
  yield* chunks;
  if (fault !== null) throw fault;
  if (rest === null) return;
  try {
    for (;;) {
      const { done, value } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}
